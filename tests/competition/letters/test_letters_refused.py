"""What a mail server does not take, and what is decided while a batch is on its way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage

from base import clock
from base.jobs.actions import GivenUp
from base.mail.sending import Handed
from base.models import User
from competition.letters.actions import letter_decisions, letter_sending
from competition.letters.letter_mail import mail_of
from competition.letters.queries.outgoing import to_talk_about
from competition.models import Edition, Entry, Letter, LetterMail, Sitting, Window
from competition.sittings.actions.sittings import close
from schools.models import School
from tests import cast
from tests.competition.letters.test_letters_sent import MINUTE, QUIET, ZONE, free, go, states
from tests.mail_server import Post

pytestmark = pytest.mark.django_db
NO = "550 we do not send for you"


@pytest.fixture
def seven(ahead: Edition, school: School, superuser: User) -> Letter:
    """A letter on its way to seven teachers, a@… to g@…."""
    for name in "abcdefg":
        cast.make_teacher(school, f"{name}@example.org")
    one = free(ahead)
    letter_decisions.send_now(one, key_opens=None, by=superuser, at=QUIET)
    letter_sending.fill_letters(at=QUIET)
    return one


def told() -> str:
    """The states in the order of the teachers, a letter each, and how often each was tried."""
    rows = LetterMail.objects.order_by("pk").values_list("state", "tries")
    return " ".join(f"{state[0]}{tries}" for state, tries in rows)


def test_a_server_that_refuses_us_is_held_against_nobody(seven: Letter, post: Post) -> None:
    post.answers = {f"{name}@example.org": NO for name in "abcdefg"}
    with pytest.raises(GivenUp):
        go(QUIET)
    assert told() == "w1 w1 w1 w1 w1 w0 w0"
    with pytest.raises(GivenUp):
        go(QUIET + 11 * MINUTE)
    assert told() == "w2 w2 w2 w1 w1 w1 w1", "who was not tried is tried first"
    post.answers = {}
    go(QUIET + 60 * MINUTE)
    assert set(states().values()) == {"sent"}


def test_five_wrong_addresses_in_a_row_keep_nobody_waiting_and_are_named(
    seven: Letter, post: Post
) -> None:
    post.answers = {f"{name}@example.org": NO for name in "abcde"}
    with pytest.raises(GivenUp):
        go(QUIET)
    go(QUIET + 5 * MINUTE)
    assert told() == "w1 w1 w1 w1 w1 s1 s1"
    go(QUIET + 11 * MINUTE)
    assert told() == "r2 r2 r2 r2 r2 s1 s1"


def test_who_asks_to_come_again_later_is_asked_until_the_letter_makes_no_sense(
    seven: Letter, post: Post
) -> None:
    post.answers = {"c@example.org": "450 later"}
    for hours in range(10):
        go(QUIET + timedelta(hours=hours))
    assert told() == "s1 s1 w10 s1 s1 s1 s1"
    go(QUIET + timedelta(hours=49))
    assert states()["c@example.org"] == "failed"


def test_a_server_that_goes_away_in_a_batch_costs_no_try(
    seven: Letter, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(letter_sending, "hand_over", lambda *_mail: Handed.AWAY)
        with pytest.raises(GivenUp):
            go(QUIET)
    assert told() == "w0 w0 w0 w0 w0 w0 w0"
    go(QUIET + MINUTE)
    assert told() == "w0 s1 s1 s1 s1 s1 s1", "the mail at which it went has a rest"


def test_a_batch_ends_when_the_time_of_its_job_is_over(
    seven: Letter, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = 2
    monkeypatch.setattr(letter_sending._Run, "goes_on", lambda _run: len(post.taken) < few)
    go(QUIET)
    assert told() == "s1 s1 w0 w0 w0 w0 w0"
    few = 9
    go(QUIET + timedelta(seconds=1))
    assert set(states().values()) == {"sent"}


def test_what_is_taken_is_stopped_and_ended_too(
    seven: Letter, superuser: User, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(mail: LetterMail, *, sittings: list[Sitting]) -> EmailMessage:
        User.objects.filter(email="b@example.org").update(letters_ended_at=QUIET)
        User.objects.filter(email="c@example.org").update(is_active=False)
        if mail.user.email == "d@example.org":
            letter_decisions.stop(seven, by=superuser, at=QUIET)
        return mail_of(mail, sittings=sittings)

    monkeypatch.setattr(letter_sending, "mail_of", meanwhile)
    go(QUIET)
    assert told() == "s1 e1 e1 s1 w0 w0 w0"


def test_classes_of_two_editions_are_not_mixed_in_letters_about_the_key(
    ahead: Edition, school: School, teacher: User
) -> None:
    mails, found = [], []
    for edition in (ahead, cast.make_edition(school.country, slug="second")):
        Edition.objects.filter(pk=edition.pk).update(state="live")
        Window.objects.update(opens_at=clock.now() - timedelta(hours=1))
        own = cast.make_class(school, teacher, label=f"VII-{edition.slug}")
        sitting = cast.hold(cast.make_entry(own, Edition.objects.get(pk=edition.pk)))
        key = Letter.objects.create(edition=edition, country=school.country, kind="key")
        mails.append(LetterMail.objects.create(letter=key, user=teacher, once=key.once))
        found.append([sitting])
    talks = to_talk_about(mails)
    assert [talks[teacher.pk, mail.letter.edition_id] for mail in mails] == found


def test_who_closed_a_quiz_with_nobody_in_it_gets_no_key_letter(
    ahead: Edition, entry: Entry, superuser: User, post: Post
) -> None:
    Edition.objects.update(state="live")
    ahead.windows.update(opens_at=clock.now() - timedelta(hours=1))
    close(cast.make_sitting(entry), by=superuser, at=clock.now())
    go(datetime(2027, 2, 9, 19, tzinfo=ZONE))
    assert post.taken == []
