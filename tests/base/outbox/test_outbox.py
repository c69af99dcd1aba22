"""Mails leave the outbox once, whatever the mail server says and whoever is killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from base import clock
from base.jobs.performing import Progress
from base.jobs.tending import standing_tasks
from base.mail.sending import Handed
from base.models import OutgoingMail, User
from base.outbox import kinds, sending
from base.outbox.kinds import MailKind, NotYet
from base.outbox.posting import post
from base.outbox.tasks import mails_to_send
from base.registry import Registry
from schools.models import Country
from tests import cast
from tests.mail_server import Post, mail_server, mailers_at
from tests.services import free_port

pytestmark = pytest.mark.django_db
NOW = clock.now()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NO = "550 we do not send for you"


class Facts:
    """What the mails of this test say: set to a mistake, it is raised."""

    said: str | None = "Hello"
    mistake: Exception | None = None


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Facts:
    found = Facts()

    def write(mail: OutgoingMail) -> EmailMessage | None:
        if found.mistake is not None:
            raise found.mistake
        return EmailMessage("News", found.said, to=[mail.address]) if found.said else None

    registry = Registry[MailKind]()
    registry.register(MailKind("news", "news", write, is_letter=True))  # type: ignore[arg-type]
    monkeypatch.setattr(kinds, "mail_kinds", registry)
    return found


@pytest.fixture
def server() -> Iterator[Post]:
    with mail_server() as found, override_settings(MAILERS=mailers_at(found.port)):
        yield found


@pytest.fixture
def seven(facts: Facts) -> list[User]:
    """Seven people, a@… to g@…, with a mail each."""
    users = [User.objects.create_user(f"{name}@example.org", cast.PASSWORD) for name in "abcdefg"]
    tell(*users)
    return users


def tell(*users: User, about: int = 1) -> None:
    post("news", about=about, users=[user.pk for user in users], at=NOW, until=NOW + 12 * HOUR)


def go(after: timedelta = timedelta()) -> None:
    sending.send_mails(Progress(), at=lambda: NOW + after)


def told() -> str:
    """The states in the order of the mails, a letter each, and how often each was tried."""
    rows = OutgoingMail.objects.order_by("pk").values_list("state", "tries")
    return " ".join(f"{state[0]}{tries}" for state, tries in rows)


def test_each_gets_one_and_a_second_that_says_the_same_is_none(
    seven: list[User], server: Post
) -> None:
    tell(*seven)
    go()
    tell(*seven)
    go(MINUTE)
    assert sorted(to[0] for to, _message in server.taken) == [*"abcdefg"]
    assert server.connections == 1, "one connection for many mails"
    tell(seven[0], about=2)
    go(2 * MINUTE)
    assert len(server.to("a@example.org")) == 2


def test_a_server_that_is_away_costs_no_try_and_is_left_alone_for_some_minutes(
    seven: list[User], server: Post
) -> None:
    with override_settings(MAILERS=mailers_at(free_port())):
        for minutes in range(0, 60, 3):
            go(minutes * MINUTE)
    assert told() == "w0 w0 w0 w0 w0 w0 w0"
    assert not sending.due_mails(NOW + 58 * MINUTE).exists()
    go(63 * MINUTE)
    assert told() == "s1 s1 s1 s1 s1 s1 s1"


def test_a_server_that_goes_away_in_a_batch_costs_no_try(
    seven: list[User], server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sending, "hand_over", lambda *_mail: Handed.AWAY)
        go()
    assert told() == "w0 w0 w0 w0 w0 w0 w0"
    go(6 * MINUTE)
    assert told() == "s1 s1 s1 s1 s1 s1 s1"


def test_a_server_that_refuses_us_is_held_against_nobody(seven: list[User], server: Post) -> None:
    server.answers = {f"{name}@example.org": NO for name in "abcdefg"}
    go()
    assert told() == "w1 w1 w1 w1 w1 w0 w0"
    go(9 * MINUTE)
    assert told() == "w2 w2 w2 w1 w1 w1 w1", "who was not tried is tried first"
    server.answers = {}
    go(HOUR)
    assert told() == "s3 s3 s3 s2 s2 s2 s2"


def test_five_wrong_addresses_in_a_row_keep_nobody_waiting_and_are_named(
    seven: list[User], server: Post
) -> None:
    server.answers = {f"{name}@example.org": NO for name in "abcde"}
    go()
    go(6 * MINUTE)
    assert told() == "w1 w1 w1 w1 w1 s1 s1"
    go(11 * MINUTE)
    assert told() == "r2 r2 r2 r2 r2 s1 s1"


def test_who_asks_to_come_again_later_is_asked_as_long_as_it_makes_sense(
    seven: list[User], server: Post
) -> None:
    server.answers = {"c@example.org": "450 later"}
    for minutes in (0, 7, 9, 20, 26, 60, 120):
        go(minutes * MINUTE)
    assert told() == "s1 s1 w4 s1 s1 s1 s1"
    go(13 * HOUR)
    assert told() == "s1 s1 f4 s1 s1 s1 s1"


def test_one_that_cannot_be_written_keeps_no_other(
    seven: list[User], facts: Facts, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutgoingMail.objects.filter(user=seven[2]).update(kind="of a newer program")
    go()
    assert told() == "s1 s1 w1 s1 s1 s1 s1"
    facts.mistake = ValueError()
    tell(seven[0], about=2)
    go(MINUTE)
    assert told() == "s1 s1 w1 s1 s1 s1 s1 w1"


def test_what_was_never_tried_in_time_is_late(seven: list[User], server: Post) -> None:
    go(13 * HOUR)
    assert (server.taken, told()) == ([], "l0 l0 l0 l0 l0 l0 l0")


def test_whoever_is_killed_before_the_mark_sends_one_mail_again_with_its_number(
    seven: list[User], server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sending._Run, "settle", killed)
        patch.setattr(sending, "_own", lambda mails: OutgoingMail.objects.none())
        patch.setattr(sending._Run, "_written", lambda _run, mail: letter(mail))
        with pytest.raises(KeyboardInterrupt):
            go()
    assert len(server.taken) == 1
    go(MINUTE)
    assert len(server.taken) == 1, "somebody may be at it still"
    go(3 * MINUTE)
    assert len(server.taken) == 8
    assert len({message["Message-ID"] for message in server.to("a@example.org")}) == 1
    assert len({message["Message-ID"] for _to, message in server.taken}) == 7


def letter(mail: OutgoingMail) -> EmailMessage:
    return EmailMessage("News", "Hello", to=[mail.address])


def killed(_run: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("change", "states"),
    [
        (lambda facts, _user: setattr(facts, "said", None), "n"),
        (lambda facts, _user: setattr(facts, "mistake", ObjectDoesNotExist()), "g"),
        (lambda facts, _user: setattr(facts, "mistake", NotYet()), "w"),
        (lambda _facts, user: User.objects.filter(pk=user.pk).update(letters_ended_at=NOW), "e"),
        (lambda _facts, user: User.objects.filter(pk=user.pk).update(is_active=False), "e"),
    ],
    ids=["nothing to say", "facts deleted", "not yet", "no letters", "closed"],
)
def test_what_is_said_is_read_when_it_goes(
    change: Callable[[Facts, User], object], states: str, facts: Facts, server: Post
) -> None:
    user = User.objects.create_user("a@example.org", cast.PASSWORD)
    tell(user)
    change(facts, user)
    go()
    assert server.taken == []
    assert OutgoingMail.objects.get().state[0] == states
    if states == "w":
        facts.mistake = None
        go(MINUTE)
        assert server.taken == []
        go(HOUR)
        assert told() == "s1"


def test_what_did_not_go_stands_on_a_page_of_the_own_area(
    client: Client, facts: Facts, country: Country
) -> None:
    near = cast.make_teacher(cast.make_school(country), "near@example.org")
    far = cast.make_teacher(cast.make_school(cast.make_country("HR")), "far@example.org")
    tell(near, far)
    OutgoingMail.objects.filter(user=near).update(state="refused")
    OutgoingMail.objects.filter(user=far).update(made_at=NOW - HOUR)
    pages = {}
    for kind, where in (("organizer", country), ("coordinator", None)):
        client.force_login(cast.make_staff(kind, country=where))
        pages[kind] = client.get("/en/staff/mails/").text
    assert ["near@" in page for page in pages.values()] == [True, True]
    assert ["1 mail has been waiting" in page for page in pages.values()] == [False, True]
    client.force_login(near)
    assert client.get("/en/staff/mails/").status_code == 404


def test_the_outbox_is_looked_at_by_itself() -> None:
    assert mails_to_send in standing_tasks
