"""Answers after the finish: kept at once, scored by the periodic work, once for all that came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Edition, Result, Sitting
from competition.pupil_api import batch
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import AnswersBody, AnswersReply, EventBody
from competition.sittings.actions.attempts import accept_late
from competition.sittings.actions.results import score_late, score_late_of
from schools.models import Card
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
SOON = timedelta(seconds=1)
LATER = timedelta(seconds=3)


@pytest.fixture
def attempt(finished_attempt: Callable[..., Attempt], card: Card, sitting: Sitting) -> Attempt:
    """Finished with every answer right: five events in lease 1."""
    return finished_attempt(card=card, choices=cast.right_choices(sitting.paper))


def send(attempt: Attempt, seq: int, *, question: int = 1, choice: int = 1) -> None:
    body = AnswersBody(events=[EventBody(seq, question, choice)])
    [reply] = batch.commit([PendingRequest(body, attempt.pk, 1)], 0.0)
    assert isinstance(reply, AnswersReply)
    assert reply.acked == [seq]


def written(queries: CaptureQueriesContext) -> int:
    return sum('INTO "competition_result"' in one["sql"] for one in queries)


def test_twenty_batches_after_a_finish_write_one_result(attempt: Attempt) -> None:
    before = Result.objects.get()
    with CaptureQueriesContext(connection) as queries:
        for n in range(20):
            send(attempt, 6 + n, choice=n % 3 + 1)
    assert written(queries) == 0
    assert Answer.objects.count() == 25
    with CaptureQueriesContext(connection) as queries:
        assert score_late(at=clock.now() + LATER) == 1
        assert score_late(at=clock.now() + LATER) == 0
    assert written(queries) == 1
    after = Result.objects.get()
    assert (after.choices, after.score, after.late) == (before.choices, before.score, 20)


def test_what_still_comes_is_waited_for(attempt: Attempt) -> None:
    before = clock.now()
    send(attempt, 6)
    assert score_late(at=before + SOON) == 0
    assert score_late(at=clock.now() + LATER) == 1
    send(attempt, 7)
    assert score_late(at=clock.now() + LATER) == 1
    assert Result.objects.get().late == 2


def test_an_answer_before_the_finish_and_a_repeat_wait_for_nothing(
    attempt: Attempt, sitting: Sitting
) -> None:
    send(attempt, 5, question=5, choice=int(cast.right_choices(sitting.paper)[4]))
    running = cast.make_attempt(sitting.entry.school_class.cards.get(number=3), sitting)
    send(running, 1)
    assert not Attempt.objects.filter(late_since__isnull=False).exists()


def test_once_late_ones_are_accepted_the_next_one_counts_as_well(
    attempt: Attempt, superuser: User
) -> None:
    send(attempt, 6, choice=3)
    accept_late(attempt, by=superuser, at=clock.now())
    send(attempt, 7, choice=2)
    assert Result.objects.get().choices[0] == "3"
    score_late(at=clock.now() + LATER)
    assert (Result.objects.get().choices[0], Result.objects.get().late) == ("2", 0)


@pytest.mark.parametrize("state", ["sealed", "published", "archived"])
def test_a_sealed_edition_is_not_written_again(attempt: Attempt, state: str) -> None:
    before = Result.objects.get()
    send(attempt, 6)
    Edition.objects.update(state=state)
    score_late(at=clock.now() + LATER)
    after = Result.objects.get()
    assert (after.late, after.changed_at) == (before.late, before.changed_at)
    assert not Attempt.objects.filter(late_since__isnull=False).exists()


def test_before_a_list_is_made_nothing_waits_any_more(attempt: Attempt, edition: Edition) -> None:
    send(attempt, 6)
    assert score_late_of(edition, at=clock.now()) == 1
    assert Result.objects.get().late == 1
