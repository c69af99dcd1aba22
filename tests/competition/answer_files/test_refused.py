"""An organizer's no to a file whose quiz went on after its teacher had counted it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base import clock
from base.models import User
from competition.answer_files.actions import deciding
from competition.answer_files.actions.taking import take
from competition.models import Answer, AnswerFile, Attempt, Decision, Result, Sitting
from competition.sittings.actions.attempts import accept_late
from competition.sittings.actions.ending import reopen
from competition.sittings.queries.attempts import late_questions
from tests.competition.answer_files.conftest import choices, ended
from tests.competition.answer_files.filing import file_of

pytestmark = pytest.mark.django_db
EVENTS = [(3, 3, 2), (4, 4, 2)]


@pytest.fixture
def refused(
    attempt: Attempt,
    sitting: Sitting,
    teacher: User,
    superuser: User,
    bring: Callable[..., AnswerFile],
) -> AnswerFile:
    """Two answers are in it, of which the network brought the first, too, after the first end."""
    file = bring(attempt, file_of(attempt, EVENTS))
    Answer.objects.create(
        attempt=attempt, lease=1, seq=3, question=3, choice=2, received_at=clock.now()
    )
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "11220"
    reopen(sitting, reason=Decision.Reason.MISTAKE, by=teacher, at=clock.now())
    ended(sitting, teacher)
    assert choices(attempt) == "11220"
    return deciding.refuse_file(file, by=superuser, at=clock.now())


def test_what_the_file_alone_brought_counts_no_longer(
    attempt: Attempt, refused: AnswerFile
) -> None:
    assert refused.seqs == [3, 4]
    assert choices(attempt) == "11200"
    assert Result.objects.get(attempt=attempt).late == 1
    assert late_questions([(attempt.pk, 1)]) == {attempt.pk: 1}


def test_late_answers_that_somebody_accepts_count_all_the_same(
    attempt: Attempt, refused: AnswerFile, superuser: User
) -> None:
    accept_late(Attempt.objects.get(pk=attempt.pk), by=superuser, at=clock.now())
    assert choices(attempt) == "11220"


def test_a_second_file_of_the_same_answers_may_still_bring_them(
    attempt: Attempt, refused: AnswerFile, sitting: Sitting, teacher: User, superuser: User
) -> None:
    taken = take(sitting, file_of(attempt, EVENTS), by=teacher, at=clock.now())
    assert taken.file is not None
    assert (taken.file.fresh, taken.file.known) == (1, 1)
    deciding.accept_file(taken.file, by=superuser, at=clock.now())
    assert choices(attempt) == "11220"
