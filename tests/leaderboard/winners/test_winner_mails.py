"""Mails about winners meet a mail server as it is: away, refusing one, or refusing us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Progress
from base.mail.sending import Handed
from leaderboard.models import Award, Winner, WinnerMail, WinnersPlan
from leaderboard.winners.actions import winner_mails
from leaderboard.winners.actions.begun_winners import write_mails
from leaderboard.winners.actions.winner_mails import send_winner_mails
from tests.leaderboard.winners.conftest import tell_now
from tests.leaderboard.winners.test_telling import at_hour

type Answer = Callable[[EmailMessage], Handed]


@pytest.fixture
def three(dated: WinnersPlan) -> WinnersPlan:
    """Winners of three teachers."""
    Award.objects.update(place=1, reserve=0)
    tell_now(dated)
    assert WinnerMail.objects.count() == 3
    return dated


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """What the mail server says."""

    def says(answer: Answer) -> None:
        monkeypatch.setattr(winner_mails, "hand_over", lambda letter, _server: answer(letter))

    return says


def run(minutes: int = 0) -> bool:
    """One job; whether it came to its end."""
    at = at_hour(12) + timedelta(minutes=minutes)
    try:
        send_winner_mails(Progress(), at=lambda: at)
    except GivenUp:
        return False
    return True


def states() -> list[str]:
    return sorted(WinnerMail.objects.values_list("state", flat=True))


def test_one_mail_at_which_the_server_breaks_off_keeps_no_other(
    three: WinnersPlan, server: Callable[[Answer], None]
) -> None:
    bad = WinnerMail.objects.earliest("pk").user.email
    server(lambda letter: Handed.AWAY if letter.to == [bad] else Handed.TAKEN)
    assert not run()
    assert states() == ["waiting"] * 3
    assert run(1)
    assert states() == ["sent", "sent", "waiting"]
    assert not run(11)
    assert WinnerMail.objects.get(state="waiting").tries == 0


def test_a_server_that_refuses_everybody_refuses_us(
    three: WinnersPlan, server: Callable[[Answer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(winner_mails, "IN_A_ROW", 3)
    server(lambda _letter: Handed.REFUSED)
    assert not run()
    assert states() == ["waiting"] * 3
    assert not run(60)
    assert states() == ["waiting"] * 3
    bad = WinnerMail.objects.earliest("pk").user.email
    server(lambda letter: Handed.REFUSED if letter.to == [bad] else Handed.TAKEN)
    assert run(200)
    assert states() == ["refused", "sent", "sent"]


def test_to_come_again_later_has_an_end(
    three: WinnersPlan, server: Callable[[Answer], None]
) -> None:
    server(lambda _letter: Handed.LATER)
    assert run()
    assert run(15)
    assert set(WinnerMail.objects.values_list("tries", flat=True)) == {1}
    WinnerMail.objects.update(tries=winner_mails.MOST_TRIES - 1)
    assert run(30)
    assert states() == ["refused"] * 3


def test_who_wins_while_a_mail_is_handed_over_gets_one_of_the_own(
    three: WinnersPlan, server: Callable[[Answer], None]
) -> None:
    def meanwhile(_letter: EmailMessage) -> Handed:
        server(lambda _letter: Handed.TAKEN)
        # After all that was read so far, whatever the hour is.
        told_at = max(at_hour(12), clock.now()) + timedelta(minutes=1)
        Winner.objects.update(told_at=told_at)
        everybody = list(Winner.objects.all())
        for _twice in range(2):
            write_mails(everybody, three.edition_id, kind="told", at=clock.now())
        return Handed.TAKEN

    server(meanwhile)
    assert run()
    # The two others waited still, and waited once.
    assert states() == ["sent"] * 4
