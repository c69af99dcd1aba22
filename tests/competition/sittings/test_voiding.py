"""What is decided about an attempt: late answers count, or it counts no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.exceptions import NothingToDo
from competition.models import Answer, Attempt, Result, Sitting
from competition.sittings.actions.attempts import NoReasonToVoid, NothingLate, accept_late, void
from schools.models import Card
from tests import cast


@pytest.fixture
def attempt(finished_attempt: Callable[..., Attempt], card: Card, sitting: Sitting) -> Attempt:
    """Finished with every answer right."""
    return finished_attempt(card=card, choices=cast.right_choices(sitting.paper))


def come_late(attempt: Attempt, *, question: int, choice: int) -> None:
    assert attempt.finished_at is not None
    Answer.objects.create(
        attempt=attempt,
        lease=1,
        seq=90,
        question=question,
        choice=choice,
        received_at=attempt.finished_at + timedelta(seconds=5),
    )


def test_late_answers_count_once_they_are_accepted(attempt: Attempt, superuser: User) -> None:
    come_late(attempt, question=1, choice=int(cast.right_choices(attempt.sitting.paper)[0]) % 4 + 1)
    assert accept_late(attempt, by=superuser, at=clock.now()).score == 4
    [decision] = attempt.decisions.all()
    assert (decision.kind, decision.decided_by) == ("accept_late", superuser)
    assert (attempt.result.score, attempt.result.late) == (4, 0)


def test_there_has_to_be_a_late_answer(attempt: Attempt, superuser: User) -> None:
    with pytest.raises(NothingLate):
        accept_late(attempt, by=superuser, at=clock.now())
    assert not attempt.decisions.exists()


def test_a_running_attempt_has_nothing_to_accept(
    card: Card, sitting: Sitting, superuser: User
) -> None:
    with pytest.raises(NothingToDo):
        accept_late(cast.make_attempt(card, sitting), by=superuser, at=clock.now())


def test_a_voided_attempt_no_longer_counts_and_lets_the_card_try_again(
    attempt: Attempt, superuser: User
) -> None:
    void(attempt, reason="rules", by=superuser, at=clock.now())
    assert Result.objects.get(attempt=attempt).counts is False
    [decision] = attempt.decisions.all()
    assert (decision.kind, decision.reason, decision.card) == ("void", "rules", attempt.card)
    cast.make_attempt(attempt.card, attempt.sitting)


@pytest.mark.parametrize("reason", ["", "he was rude"], ids=["none", "in own words"])
def test_voiding_needs_a_reason_of_the_list(reason: str, attempt: Attempt, superuser: User) -> None:
    with pytest.raises(NoReasonToVoid):
        void(attempt, reason=reason, by=superuser, at=clock.now())
    assert Result.objects.get(attempt=attempt).counts is True


def test_an_attempt_is_voided_once(attempt: Attempt, superuser: User) -> None:
    void(attempt, reason="rules", by=superuser, at=clock.now())
    with pytest.raises(NothingToDo):
        void(attempt, reason="rules", by=superuser, at=clock.now())
