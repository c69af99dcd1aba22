"""Inviting from a sheet goes on in the background: once, with the rights of who confirmed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from schools import clock
from schools.jobs.actions import tell
from schools.jobs.performing import Progress
from schools.models import Country, Invitation, Job, Role, School, TeacherSheet, User
from schools.people.actions.teacher_sheets import invite_from_sheet, sheets_never_confirmed
from tests import cast
from tests.jobs import begun, do, do_jobs
from tests.schools.people.test_teacher_sheet import PAGE, ask_for, confirm, upload

pytestmark = [pytest.mark.later, pytest.mark.django_db]
ROWS = "ana@example.org,Ana,OŠ Vesna,hr\nivo@example.org,,OŠ Vesna,\n"


@pytest.fixture
def organizer(client: Client, country: Country, school: School) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def invited() -> list[str]:
    return list(Invitation.objects.order_by("email").values_list("email", flat=True))


def deeds() -> int:
    return int(LogEntry.objects.filter(additional_data__deed="invited").count())


def test_a_page_says_how_far_inviting_is(client: Client, organizer: User) -> None:
    upload(client, ROWS)
    path = ask_for(client)
    assert "It begins in a moment." in client.get(path).text
    assert "The teachers of teachers.csv are being invited." in read(client, PAGE)
    [job] = begun()
    tell(job, done=3, expected=12, at=clock.now())
    page = client.get(path).text
    assert ("3 of 12 rows are looked at." in page, 'value="25"' in page) == (True, True)
    do(job)
    job.refresh_from_db()
    assert (job.done, job.expected) == (2, 2)
    assert "0 of 2 mails are sent." in read(client, path)
    assert "being invited" not in read(client, PAGE)


def read(client: Client, path: str) -> str:
    return " ".join(client.get(path, follow=True).text.split())


def test_pressing_twice_invites_once_and_drops_nothing(client: Client, organizer: User) -> None:
    upload(client, ROWS)
    path, sheet = ask_for(client), TeacherSheet.objects.get()
    client.post(f"{PAGE}{sheet.pk}/confirm/", {"seen": "another"})
    assert client.post(f"{PAGE}{sheet.pk}/drop/")["Location"] == path
    assert Job.objects.count() == 1
    do_jobs()
    assert (invited(), deeds()) == (["ana@example.org", "ivo@example.org"], 1)


def test_what_is_begun_again_after_it_was_done_is_done(client: Client, organizer: User) -> None:
    upload(client, ROWS)
    ask_for(client)
    [job] = begun()
    do(job)
    Job.objects.update(state="running")
    do(job)
    job.refresh_from_db()
    assert (job.state, len(invited()), deeds()) == ("done", 2, 1)


def test_two_at_one_sheet_invite_once(client: Client, organizer: User) -> None:
    upload(client, ROWS)
    sheet = TeacherSheet.objects.get()
    seen = client.get(f"{PAGE}{sheet.pk}/preview/").context["preview"].digest
    for _process in range(2):
        invite_from_sheet(sheet, seen=seen, by=organizer, at=clock.now(), progress=Progress())
    assert (len(invited()), deeds()) == (2, 1)


@pytest.mark.parametrize("lost", ["the role", "the account"])
def test_whoever_lost_the_area_invites_nobody(lost: str, client: Client, organizer: User) -> None:
    upload(client, ROWS)
    path = ask_for(client)
    held = list(organizer.roles.all())
    if lost == "the role":
        organizer.roles.all().delete()
    User.objects.filter(pk=organizer.pk).update(is_active=lost != "the account")
    do_jobs()
    User.objects.update(is_active=True)
    Role.objects.bulk_create(held, ignore_conflicts=True)
    assert "Nobody was invited. Whoever asked for it may not do so any more." in read(client, path)
    assert "Nobody was invited from teachers.csv." in read(client, PAGE)
    assert invited() == []


def test_a_school_that_went_out_of_reach_meanwhile_is_no_longer_invited_to(
    client: Client, organizer: User, school: School
) -> None:
    upload(client, ROWS)
    path = ask_for(client)
    School.objects.update(country=cast.make_country("HR"))
    do_jobs()
    page = read(client, path)
    assert "Nobody was invited. Some rows have faults." in page
    assert ("No school of your area" in page, invited()) == (True, [])


def test_a_refusal_is_told_in_the_language_of_its_reader(client: Client, organizer: User) -> None:
    upload(client, ROWS)
    path = ask_for(client, seen="another")
    do_jobs()
    assert "Nitko nije pozvan." in client.get(path.replace("/en/", "/hr/")).text
    assert "2 mails" in confirm(client)


def test_what_a_sheet_gives_at_once_is_on_record_as_the_organizers(
    client: Client, organizer: User, teacher: User, country: Country
) -> None:
    other = cast.make_school(country, name="OŠ Druga")
    School.objects.filter(pk=other.pk).update(verified_at=None)
    upload(client, f"{teacher.email},,OŠ Druga,\n")
    LogEntry.objects.all().delete()
    ask_for(client)
    client.logout()
    do_jobs()
    kinds = {"role", "school", "teachersheet"}
    entries = LogEntry.objects.filter(content_type__model__in=kinds)
    assert {entry.content_type.model for entry in entries} == kinds
    assert {entry.actor for entry in entries} == {organizer}


def test_a_sheet_being_worked_on_stays_and_goes_when_it_was_given_up(
    client: Client, organizer: User
) -> None:
    upload(client, ROWS)
    ask_for(client, seen="another")
    later = clock.now() + timedelta(hours=13)
    assert not sheets_never_confirmed(later).exists()
    upload(client, "eva@example.org,,OŠ Vesna,\n")
    assert TeacherSheet.objects.count() == 2
    do_jobs()
    assert sheets_never_confirmed(later).count() == 2


@pytest.mark.parametrize(("rows", "queue"), [(2, "short"), (1900, "long")])
def test_a_small_sheet_does_not_wait_behind_workbooks(
    rows: int, queue: str, client: Client, organizer: User
) -> None:
    content = "e-mail,name,school\n" + "".join(
        f"teacher.number.{n}@example.org,,OŠ Vesna\n" for n in range(rows)
    )
    client.post(PAGE, {"teachers": SimpleUploadedFile("t.csv", content.encode())})
    ask_for(client)
    assert Job.objects.get().queue == queue
