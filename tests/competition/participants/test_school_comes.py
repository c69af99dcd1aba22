"""A school from the register's sheet to the board, by the pages people use and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Entry, Sitting
from competition.rules import timing
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.models import Board
from leaderboard.results.queries.public_results import public_results
from schools.models import Card, Country, RegisterUpload, School, SchoolClass
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall
from tests.jobs import do_jobs
from tests.leaderboard import crowd
from tests.schools.accounts.test_accounts import link_in

pytestmark = pytest.mark.django_db(transaction=True)
SHEET = "register_code,name,place,country,region,pupil_count\n77,OŠ Nova,Tuzla,BA,BA-1,300\n"
PASSWORD = "twelve green horses"


def import_register(desk: Client) -> None:
    sheet = SimpleUploadedFile("register.csv", SHEET.encode())
    page = desk.post("/en/staff/schools/import/", {"register": sheet}, follow=True)
    upload = RegisterUpload.objects.get()
    seen = page.context["preview"].digest
    path = f"/en/staff/schools/import/{upload.pk}/"
    desk.post(f"{path}confirm/", {"seen": seen})
    do_jobs()
    assert "New: 1" in desk.get(path, follow=True).text


def invite_teacher(desk: Client) -> Client:
    """The invited teacher's browser, logged in."""
    typed = {"email": "nova@example.org", "kind": "teacher", "language": "en", "school": "77"}
    desk.post("/en/staff/people/invite/", typed)
    browser, path = Client(), link_in(mail.outbox[-1])
    browser.post(path, {"name": "Nova", "password1": PASSWORD, "password2": PASSWORD})
    return browser


def add_and_enter_class(teacher: Client, country: Country) -> Entry:
    form = {
        "school": School.objects.get().pk,
        "grade": country.grades.get().pk,
        "label": "VII-1",
        "language": "bs",
        "size": "2",
    }
    teacher.post("/en/staff/classes/add/", form)
    made = SchoolClass.objects.get()
    teacher.post(f"/en/staff/classes/{made.pk}/enter/")
    return Entry.objects.get()


def play(teacher: Client, entry: Entry) -> Sitting:
    """One pupil answers one question in an official sitting, from its opening to its closing."""
    teacher.post(f"/en/staff/classes/{entry.school_class_id}/open/", {"kind": "official"})
    sitting = Sitting.objects.get()
    async_to_sync(answer)(sitting, Card.objects.earliest("number").pin, teacher)
    teacher.post(f"/en/staff/sittings/{sitting.pk}/act/", {"action": "close"})
    return sitting


async def answer(sitting: Sitting, pin: str, teacher: Client) -> None:
    async with open_hall() as hall:
        pupil = Pupil(hall)
        told = [await pupil.join(sitting, pin=pin)]
        act = f"/en/staff/sittings/{sitting.pk}/act/"
        await sync_to_async(teacher.post)(act, {"action": "start"})
        told += [await pupil.start(), await pupil.choose(1, 1), await pupil.finish()]
    assert [status for status, _reply in told] == [200] * 4


def test_a_school_comes_by_import_and_invitation_and_counts(
    client: Client, country: Country, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "START_NOTICE", timedelta(0))
    organizer = cast.make_staff("organizer", country=country)
    client.force_login(organizer)
    import_register(client)
    assert (
        "Nobody has confirmed this school yet"
        in client.get(f"/en/staff/schools/{School.objects.get().pk}/").text
    )
    teacher = invite_teacher(client)
    school = School.objects.get()
    assert (school.verified_at is not None, school.verified_by) == (True, organizer)
    sitting = play(teacher, add_and_enter_class(teacher, country))
    assert [result.attempt.sitting_id for result in public_results()] == [sitting.pk]
    crowd.keep_company(edition, country.regions.get())
    publish_boards(at=clock.now())
    board = Board.objects.get(kind="pupils", country=country)
    assert len(json.loads(board.text())["rows"]) == 13
    assert User.objects.get(email="nova@example.org").roles.get().approved_by == organizer
