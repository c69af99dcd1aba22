"""The letter about the server: to whom, once, and what stands in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from pytest_django import Settings

from competition.models import Edition, Stamp
from competition.readiness.actions import TAKEN_FOR, send_letter, tell_readiness
from competition.readiness.lines import ServerLine
from competition.readiness.looking import Looked, ServerCheck
from competition.rules.server_limits import Light
from schools.mail import sending
from schools.models import Country, Role, User
from tests import cast
from tests.mail_server import mail_server, mailers_at

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Sarajevo")
MORNING = datetime(2027, 2, 9, 6, 30, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def window(edition: Edition, superuser: User) -> None:
    opens = datetime(2027, 2, 9, 8, tzinfo=ZONE)
    edition.windows.update(opens_at=opens, closes_at=opens + timedelta(hours=8))
    Country.objects.update(timezone="Europe/Sarajevo")


def line(light: Light, text: str) -> Looked:
    check = ServerCheck(text, text, lambda _at: said)
    said = ServerLine(light, f"{text} stands so.", f"Mend {text}.")
    return Looked(check, said)


LINES = [line(Light.AMBER, "Disk"), line(Light.RED, "Clock"), line(Light.GREEN, "Mail")]


def tell(at: datetime) -> list[Stamp]:
    """Which letters were begun at this moment."""
    begun: list[Stamp] = []
    tell_readiness(at=at, begin=begun.append)
    return begun


def test_a_letter_is_begun_once_however_often_the_second_comes() -> None:
    assert [one.name for one in tell(MORNING)] == ["letter 2027-02-09 morning"]
    assert tell(MORNING + MINUTE) == []
    assert tell(MORNING - timedelta(hours=12))[0].name == "letter 2027-02-08 evening"


def test_a_letter_that_is_sent_is_not_sent_by_who_starts_anew() -> None:
    (stamp,) = tell(MORNING)
    send_letter(stamp, at=MORNING, looked=LINES)
    assert tell(MORNING + TAKEN_FOR + MINUTE) == []
    assert len(mail.outbox) == 1


def test_a_letter_whose_sender_was_killed_goes_on_where_it_stopped(superuser: User) -> None:
    assert len(tell(MORNING)) == 1
    other = cast.make_superuser("second@example.org")
    Stamp.objects.update(told={"to": [superuser.pk]})
    (again,) = tell(MORNING + TAKEN_FOR + MINUTE)
    send_letter(again, at=MORNING, looked=LINES)
    assert [one.to for one in mail.outbox] == [[other.email]]
    assert Stamp.objects.get().told == {"to": [superuser.pk, other.pk]}


def tell_and_send(at: datetime) -> int:
    """How many have the letter once it was begun at this moment."""
    (stamp,) = tell(at)
    return send_letter(stamp, at=at, looked=LINES)


def test_a_letter_is_done_when_the_mail_server_took_it_for_everybody(
    superuser: User, settings: Settings
) -> None:
    other = cast.make_superuser("second@example.org")
    with mail_server() as post:
        settings.MAILERS = mailers_at(post.port)
        post.answers[superuser.email] = "450 later"
        assert tell_and_send(MORNING) == 1
        assert tell(MORNING + MINUTE) == [], "the server gets a rest"
        post.answers.clear()
        assert tell_and_send(MORNING + TAKEN_FOR + MINUTE) == 2
    assert [to for to, _letter in post.taken] == [other.email, superuser.email]
    assert Stamp.objects.get().done_at == MORNING + TAKEN_FOR + MINUTE
    assert tell(MORNING + 3 * TAKEN_FOR) == []


def test_a_mail_server_that_is_away_is_asked_once_and_gets_the_letter_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast.make_superuser("second@example.org")
    asked = []

    def is_away(*one: object) -> sending.Handed:
        asked.append(one)
        return sending.Handed.AWAY

    with monkeypatch.context() as away:
        away.setattr(sending, "hand_over", is_away)
        assert tell_and_send(MORNING) == 0
    assert len(asked) == 1
    assert tell_and_send(MORNING + TAKEN_FOR + MINUTE) == len(mail.outbox) == 2


def test_it_goes_to_superusers_and_coordinators_who_can_be_written_to(
    superuser: User, country: Country
) -> None:
    coordinator = cast.make_staff("coordinator")
    cast.make_staff("organizer", country=country)
    cast.make_staff("ministry", country=country)
    gone = cast.make_superuser("gone@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    waiting = User.objects.create_user("waiting@example.org", cast.PASSWORD)
    Role.objects.create(user=waiting, kind=Role.Kind.COORDINATOR)
    (stamp,) = tell(MORNING)
    assert send_letter(stamp, at=MORNING, looked=LINES) == 2
    found = {one.to[0] for one in mail.outbox}
    assert found == {superuser.email, coordinator.email}


def test_it_says_what_to_mend_first_and_leads_to_the_page(superuser: User) -> None:
    User.objects.update(language="en")
    send_letter(tell(MORNING)[0], at=MORNING, looked=LINES)
    (letter,) = mail.outbox
    assert letter.subject == "The quiz server is not ready: 1 to mend"
    text = letter.body
    assert text.index("Mend – Clock: Clock stands so.") < text.index("Look – Disk:")
    assert text.index("Mend Disk.") < text.index("Mail: Mail stands so.")
    assert "/en/staff/server/" in text
    assert "\n\n\n\n" not in text


def test_a_server_that_is_well_says_so(superuser: User) -> None:
    User.objects.update(language="en")
    send_letter(tell(MORNING)[0], at=MORNING, looked=LINES[2:])
    (letter,) = mail.outbox
    assert letter.subject == "The quiz server is ready"
    assert "needs you" not in letter.body


@pytest.mark.parametrize("change", [{"demonstration": True}, {"state": "draft"}])
def test_an_edition_nobody_plays_in_needs_no_letter(change: dict[str, object]) -> None:
    Edition.objects.update(**change)
    assert tell(MORNING) == []


def test_letters_of_years_ago_are_forgotten() -> None:
    Stamp.objects.create(name="letter 2024-02-06 morning", begun_at=MORNING - 1100 * 1440 * MINUTE)
    Stamp.objects.create(name="backup", begun_at=MORNING - 1100 * 1440 * MINUTE)
    send_letter(tell(MORNING)[0], at=MORNING, looked=LINES)
    names = set(Stamp.objects.values_list("name", flat=True))
    assert names == {"letter 2027-02-09 morning", "backup"}
