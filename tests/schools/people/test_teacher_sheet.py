"""Teachers invited from a sheet: what its preview tells, and that all come or nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from schools import clock
from schools.jobs.actions import GivenUp
from schools.jobs.performing import Progress
from schools.models import (
    Country,
    Invitation,
    Job,
    School,
    SchoolMerge,
    SheetMail,
    TeacherSheet,
    User,
)
from schools.people.actions.teacher_sheets import send_waiting, try_again
from schools.people.tasks import send_mails
from tests import cast
from tests.jobs import begun, do, do_jobs
from tests.mail_server import mail_server, mailers_at
from tests.schools.accounts.test_accounts import link_in
from tests.services import free_port

pytestmark = [pytest.mark.later, pytest.mark.django_db]
PAGE = "/en/staff/people/sheets/"
HEAD = "e-mail,name,school,language\n"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def upload(client: Client, rows: str, head: str = HEAD) -> str:
    """What the page says after the file was chosen: the preview, or what is wrong with the file."""
    file = SimpleUploadedFile("teachers.csv", (head + rows).encode())
    return " ".join(client.post(PAGE, {"teachers": file}, follow=True).text.split())


def lists(client: Client) -> dict[str, list[str]]:
    """Whom the preview lists, by what would become of them."""
    sheet = TeacherSheet.objects.get(read_at__isnull=True)
    preview = client.get(f"{PAGE}{sheet.pk}/preview/").context["preview"]
    return {kind: [one.email for one in getattr(preview, kind)] for kind in preview.counts}


def ask_for(client: Client, seen: str = "") -> str:
    """Confirm what the preview showed; the address of the page that says how far it is."""
    sheet = TeacherSheet.objects.get(read_at__isnull=True)
    path = f"{PAGE}{sheet.pk}/preview/"
    seen = seen or client.get(path).context["preview"].digest
    client.post(f"{PAGE}{sheet.pk}/confirm/", {"seen": seen})
    return path


def confirm(client: Client, seen: str = "") -> str:
    """The page after the teachers are invited, whose mails wait."""
    path = ask_for(client, seen)
    for job in begun():
        do(job)
    return " ".join(client.get(path, follow=True).text.split())


def test_a_sheet_end_to_end(client: Client, organizer: User, school: School) -> None:
    upload(client, "Ana@example.org,Ana,OŠ Vesna,hr\nivo@example.org,,oš vesna,\n")
    assert "0 of 2 mails are sent." in confirm(client)
    assert mail.outbox == []
    do_jobs()
    ana, ivo = mail.outbox
    assert (ana.to, ivo.to) == (["ana@example.org"], ["ivo@example.org"])
    assert (link_in(ana)[:4], link_in(ivo)[:4]) == ("/hr/", "/bs/")
    chosen = {"name": "Ana", "password1": "twelve green horses"}
    Client().post(link_in(ana), {**chosen, "password2": chosen["password1"]})
    role = User.objects.get(email="ana@example.org").roles.get()
    assert (role.school, role.approved_by) == (school, organizer)
    sheet = TeacherSheet.objects.get()
    assert "2 of 2 mails are sent." in " ".join(client.get(f"{PAGE}{sheet.pk}/").text.split())


def test_each_row_is_told_what_becomes_of_it(
    client: Client, organizer: User, school: School, country: Country, teacher: User
) -> None:
    other = cast.make_school(country, name="OŠ Druga")
    at = clock.now()
    asked = {"kind": "teacher", "school": school, "invited_by": organizer}
    Invitation.objects.create(email="good@example.org", sent_at=at, **asked)
    Invitation.objects.create(email="old@example.org", sent_at=at - timedelta(days=8), **asked)
    upload(
        client,
        "new@example.org,,OŠ Vesna,\ngood@example.org,,OŠ Vesna,\nold@example.org,,OŠ Vesna,\n"
        f"{teacher.email},,OŠ Vesna,\n{teacher.email},,{other.register_code},\n\n",
    )
    assert lists(client) == {
        "new": ["new@example.org"],
        "again": ["old@example.org"],
        "roles": [teacher.email],
        "there": [teacher.email],
        "waiting": ["good@example.org"],
    }
    confirm(client)
    assert set(teacher.roles.values_list("school__name", flat=True)) == {"OŠ Vesna", "OŠ Druga"}
    assert Invitation.objects.count() == 3
    do_jobs()
    assert len(mail.outbox) == 3


def test_a_school_is_known_by_the_code_of_one_that_went_into_it(
    client: Client, organizer: User, school: School
) -> None:
    gone = {"country": school.country, "name": "x", "merged_at": clock.now()}
    SchoolMerge.objects.create(into=school, register_code="A1", **gone)
    upload(client, "new@example.org,,A1,\n")
    assert lists(client)["new"] == ["new@example.org"]
    confirm(client)
    assert Invitation.objects.get().school == school


def test_of_two_schools_of_a_name_the_closed_one_is_not_meant(
    client: Client, organizer: User, school: School, country: Country
) -> None:
    twin = cast.make_school(country, name="OŠ Dvojka")
    School.objects.filter(pk=twin.pk).update(name=school.name, closed_at=clock.now())
    upload(client, f'new@example.org,,"{school}",\n')
    assert lists(client)["new"] == ["new@example.org"]
    confirm(client)
    assert Invitation.objects.get().school == school


def test_who_waits_there_is_approved_by_a_sheet(
    client: Client, organizer: User, school: School
) -> None:
    nova = cast.make_teacher(school, "nova@example.org", approved=False)
    upload(client, "nova@example.org,,OŠ Vesna,\n")
    assert lists(client)["roles"] == ["nova@example.org"]
    confirm(client)
    assert nova.roles.get().approved_by == organizer
    do_jobs()
    assert [one.to for one in mail.outbox] == [["nova@example.org"]]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ana,,OŠ Vesna,", "This is no e-mail address."),
        (",Ana,OŠ Vesna,", "This cell is empty. Fill it in"),
        ("ana@example.org,,,", "Write the school’s code or its name."),
        ("ana@example.org,,OŠ Nigdje,", "No school of your area has this code or name."),
        ("ana@example.org,,OŠ Zagreb,", "No school of your area has this code or name."),
        ("ana@example.org,,OŠ Dvojna,", "Write the code, and the country: D-1 (BA), D-2 (BA)."),
        ("ana@example.org,,OŠ Stara,", "This school is marked as closed."),
        ("ana@example.org,,OŠ Vesna,xx", "There is no language “xx”."),
        (f"ana@example.org,{'a' * 81},OŠ Vesna,", "This is too long. Most letters: 80."),
        (f"{'a' * 60}@{'b.' * 100}org,,OŠ Vesna,", "This is too long."),
        ("shut@example.org,,OŠ Vesna,", "This account is closed."),
        ("ok@example.org,,OŠ Vesna,", "Row 2 has the same e-mail and school."),
    ],
)
def test_a_fault_names_row_and_remedy_and_nobody_is_invited(
    row: str, told: str, client: Client, organizer: User, school: School, country: Country
) -> None:
    cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    for code in ("D-1", "D-2"):
        School.objects.create(
            country=country, region=school.region, register_code=code, name="OŠ Dvojna"
        )
    cast.make_school(country, name="OŠ Stara")
    School.objects.filter(name="OŠ Stara").update(closed_at=clock.now())
    shut = cast.make_teacher(school, "shut@example.org")
    User.objects.filter(pk=shut.pk).update(is_active=False)
    page = upload(client, f"ok@example.org,,OŠ Vesna,\n{row}\n")
    assert told in page
    assert '<td class="number">3</td>' in page
    confirm(client)
    assert (Invitation.objects.count(), SheetMail.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (HEAD, "", "This sheet has no rows"),
        ("name,language\n", "Ana,bs\n", "These columns are missing: E-mail, school."),
        (HEAD, "a@example.org,,OŠ Vesna,\n" * 2001, "more than 2000 rows"),
    ],
    ids=["header only", "no columns", "too many"],
)
def test_a_file_that_cannot_be_read_is_told_at_once(
    head: str, rows: str, told: str, client: Client, organizer: User
) -> None:
    assert told in upload(client, rows, head)
    assert not TeacherSheet.objects.exists()


def test_a_region_organizer_invites_to_own_schools_only(client: Client, school: School) -> None:
    client.force_login(cast.make_staff("organizer", region=school.region))
    cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    page = upload(client, "ana@example.org,,OŠ Vesna,\nivo@example.org,,OŠ Zagreb,\n")
    assert "No school of your area" in page
    assert page.count("No school of your area") == 1


def test_columns_are_known_in_every_language(
    client: Client, organizer: User, school: School
) -> None:
    upload(client, "ana@example.org;OŠ Vesna;Српски\n", "Имејл-адреса;школа;језик\n")
    assert lists(client)["new"] == ["ana@example.org"]


def test_what_changed_since_the_preview_is_shown_again(
    client: Client, organizer: User, school: School
) -> None:
    upload(client, "ana@example.org,,OŠ Vesna,\n")
    assert "Something changed since you looked." in confirm(client, seen="other")
    assert not Invitation.objects.exists()
    confirm(client)
    sheet = TeacherSheet.objects.get()
    again = client.post(f"{PAGE}{sheet.pk}/confirm/", {"seen": "x"})
    assert (again.status_code, Invitation.objects.count()) == (404, 1)


def test_a_sheet_is_on_record_once(client: Client, organizer: User, school: School) -> None:
    upload(client, "ana@example.org,,OŠ Vesna,\nivo@example.org,,OŠ Vesna,\n")
    confirm(client)
    page = " ".join(client.get("/en/staff/record/").text.split())
    assert "teachers.csv" in page
    assert "invited teachers; new: 2, once more: 0, role added at once: 0" in page
    assert LogEntry.objects.get(additional_data__deed="invited").actor == organizer


def test_others_see_nothing_of_a_sheet(client: Client, organizer: User, school: School) -> None:
    upload(client, "ana@example.org,,OŠ Vesna,\n")
    sheet = TeacherSheet.objects.get()
    client.force_login(cast.make_superuser())
    assert client.get(f"{PAGE}{sheet.pk}/preview/").status_code == 404
    assert client.post(f"{PAGE}{sheet.pk}/drop/").status_code == 404


def test_the_blank_sheet_lists_schools_and_languages(
    client: Client, organizer: User, school: School
) -> None:
    cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    book = load_workbook(BytesIO(client.get(f"{PAGE}blank/").content))
    pages = [list(page.iter_rows(values_only=True)) for page in book.worksheets]
    assert pages[0] == [("E-mail", "name", "school", "country", "language")]
    assert pages[1][1:] == [("OŠ Vesna", "OŠ Vesna", "Sarajevo", "BA")]
    assert ("sr-latn", "Srpski") in pages[2]


# ---------------------------------------------------------------- mails


@pytest.fixture
def waiting(client: Client, organizer: User, school: School) -> TeacherSheet:
    """Twelve invitations whose mails wait."""
    upload(client, "".join(f"t{n}@example.org,,OŠ Vesna,\n" for n in range(12)))
    confirm(client)
    return TeacherSheet.objects.get()


def clock_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def states(sheet: TeacherSheet) -> dict[str, int]:
    found = list(sheet.mails.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def mails_begun() -> list[Job]:
    """Nobody asks for them, and at night other work of that kind stands beside them."""
    return [job for job in begun(standing=True) if job.task == send_mails.module_path]


def test_mails_are_a_short_job_for_as_long_as_some_wait(waiting: TeacherSheet) -> None:
    [job] = mails_begun()
    assert job.queue == "short"
    do(job)
    job.refresh_from_db()
    assert (states(waiting), job.done, job.expected) == ({"sent": 12}, 12, 12)
    assert mails_begun() == []


def test_what_one_job_does_not_send_in_its_time_the_next_one_does(
    waiting: TeacherSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, 1.0, 2.0, 30.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    send_waiting(Progress())
    assert states(waiting) == {"sent": 2, "waiting": 10}
    monkeypatch.undo()
    do_jobs()
    assert states(waiting) == {"sent": 12}


def test_a_mail_server_that_is_away_for_hours_costs_no_try_and_is_asked_once_by_each_job(
    waiting: TeacherSheet, settings: Settings
) -> None:
    kept, settings.MAILERS = settings.MAILERS, mailers_at(free_port())
    at = clock.now()
    [job] = mails_begun()
    do(job)
    job.refresh_from_db()
    assert (job.state, job.reason) == ("failed", "mail")
    assert mails_begun() == [], "it gets a rest"
    assert SheetMail.objects.filter(taken_at__isnull=False).count() == 1
    for n in range(1, 80):
        with pytest.raises(GivenUp):
            send_waiting(Progress(), at=clock_at(at + n * timedelta(minutes=3)))
    assert states(waiting) == {"waiting": 12}
    settings.MAILERS = kept
    send_waiting(Progress(), at=clock_at(at + timedelta(hours=5)))
    assert (states(waiting), len(mail.outbox)) == ({"sent": 12}, 12)


def test_a_refused_address_costs_that_mail_alone_after_five_tries(
    waiting: TeacherSheet, settings: Settings
) -> None:
    at = clock.now()
    with mail_server() as post:
        settings.MAILERS = mailers_at(post.port)
        post.answers["t3@example.org"] = "550 nobody here"
        send_waiting(Progress(), at=clock_at(at))
        assert states(waiting) == {"sent": 11, "waiting": 1}
        for n in range(1, 5):
            assert states(waiting)["waiting"] == 1
            send_waiting(Progress(), at=clock_at(at + n * timedelta(minutes=3)))
        assert states(waiting) == {"sent": 11, "failed": 1}
        post.answers.clear()
        assert try_again(waiting) == 1
        send_waiting(Progress(), at=clock_at(at))
    assert states(waiting) == {"sent": 12}
    assert len(post.taken) == 12


def test_an_invitation_that_ended_before_its_mail_went_out_was_not_sent(
    waiting: TeacherSheet,
) -> None:
    at = clock.now() + timedelta(days=7, minutes=1)
    send_waiting(Progress(), at=clock_at(at))
    assert (states(waiting), mail.outbox) == ({"failed": 12}, [])


def test_what_was_taken_back_is_not_sent(waiting: TeacherSheet) -> None:
    Invitation.objects.filter(email="t3@example.org").update(withdrawn_at=clock.now())
    do_jobs()
    assert len(mail.outbox) == 11
    assert ["t3@example.org"] not in [one.to for one in mail.outbox]


@pytest.mark.parametrize("count", [2, 40])
def test_a_preview_costs_the_same_for_many_rows(
    count: int,
    client: Client,
    organizer: User,
    school: School,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    upload(client, "".join(f"t{n}@example.org,,OŠ Vesna,\n" for n in range(count)))
    sheet = TeacherSheet.objects.get()
    with django_assert_num_queries(11):
        client.get(f"{PAGE}{sheet.pk}/preview/")
