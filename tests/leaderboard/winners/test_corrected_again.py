"""What a second correction does to winners whom the first one changed, before or after mails."""

from __future__ import annotations

import pytest
from django.utils import timezone

from base import clock
from base.models import User
from leaderboard.models import Seal, Winner, WinnersPlan
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.consenting import enter_name, record_consent, withdraw_consent
from leaderboard.winners.actions.teachers_word import confirm_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from tests.leaderboard.winners.conftest import teacher_of, winner_now
from tests.leaderboard.winners.test_stepping_in import listed_anew
from tests.leaderboard.winners.test_telling import send

GONE = "does not have this award any more"


@pytest.fixture
def won(told: WinnersPlan) -> Winner:
    """Who won the one award, and its teacher has a mail."""
    User.objects.update(language="en")
    send()
    return winner_now()


def corrected(places: dict[int, int | tuple[int, int]]) -> None:
    """A correction with these places, by attempt, or with place and reserve; what came by it begins
    to be told."""
    before = Seal.objects.latest("pk")
    rows = {pk: (one, 0) if isinstance(one, int) else one for pk, one in places.items()}
    seal = listed_anew(before, rows)
    carry_over(before, seal, at=seal.confirmed_at or clock.now())
    tell_what_came_later(at=clock.now())


def test_a_consent_is_withdrawn_while_a_correction_moves_the_winner(won: Winner) -> None:
    teacher, today = teacher_of(won), timezone.localdate(clock.now())
    confirm_winner(won, by=teacher, at=clock.now())
    record_consent(won, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(won, name="Lamija", at=clock.now())
    read = Winner.objects.select_related("award__seal").get(pk=won.pk)
    corrected({won.award.attempt_id: 1})
    withdraw_consent(read, at=clock.now())
    now = winner_now()
    assert (now.pk == won.pk, now.name, now.has_consent) == (False, "", False)
