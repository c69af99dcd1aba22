"""A file that is brought once more: what its teacher is told to do, and one that was forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.answer_files.actions import deciding
from competition.answer_files.actions.taking import take
from competition.answer_files.verdict_words import in_words
from competition.models import AnswerFile, Attempt, Decision, Sitting
from competition.rules.filed_answers import FileVerdict
from competition.sittings.actions.ending import reopen
from tests.competition.answer_files.conftest import choices, ended, note
from tests.competition.answer_files.filing import file_of
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db
COUNT = "Press “Count these answers” below."
ASK = "It is kept. Only an organizer can count it: ask for it."
NOTHING = "You need not do anything."


def told_again(sitting: Sitting, content: bytes, by: User) -> str:
    """What to do, as the teacher reads it who brings it once more."""
    taken = take(sitting, content, by=by, at=clock.now())
    assert taken.verdict is FileVerdict.TWICE
    words = in_words("quiz-1.answers", taken, most_told=True)
    assert words.title == "This file is here already."
    return words.text


def test_what_the_teacher_has_not_counted_is_still_to_be_counted(
    attempt: Attempt, sitting: Sitting, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(attempt, content)
    assert told_again(sitting, content, teacher) == COUNT
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert told_again(sitting, content, teacher) == NOTHING


def test_what_only_an_organizer_can_count_is_still_to_be_asked_for(
    attempt: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    taken = take(ended(sitting, teacher), content, by=teacher, at=clock.now())
    assert taken.file is not None
    assert told_again(sitting, content, teacher) == ASK
    deciding.refuse_file(taken.file, by=superuser, at=clock.now())
    assert told_again(sitting, content, teacher) == NOTHING


def test_what_was_forgotten_before_anybody_decided_is_kept_anew(
    attempt: Attempt,
    sitting: Sitting,
    teacher: User,
    superuser: User,
    bring: Callable[..., AnswerFile],
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(attempt, content)
    AnswerFile.objects.update(uploaded_at=clock.now() - timedelta(days=15))
    forget_due()
    file.refresh_from_db()
    assert file.is_forgotten
    with pytest.raises(deciding.NotReadable, match="Upload it once more"):
        deciding.count_answers(file, by=teacher, at=clock.now())
    later = clock.now() + timedelta(days=15)
    taken = take(sitting, content, by=teacher, at=later)
    assert (taken.verdict, taken.file) == (FileVerdict.TOO_LATE, file)
    file.refresh_from_db()
    assert (file.is_open, file.too_late, file.uploaded_at) == (True, True, later)
    assert file.noted_at is not None
    deciding.accept_file(file, by=superuser, at=later)
    assert choices(attempt) == "11200"
    assert take(sitting, content, by=teacher, at=later).verdict is FileVerdict.TWICE


def test_a_number_that_is_noted_once_the_quiz_is_opened_again_lets_the_teacher_count(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    taken = take(ended(sitting, teacher), content, by=teacher, at=clock.now())
    assert taken.verdict is FileVerdict.UNNOTED
    assert taken.file is not None
    reopen(sitting, reason=Decision.Reason.MISTAKE, by=teacher, at=clock.now())
    noted = note(attempt, content, by=teacher)
    ended(sitting, teacher)
    taken.file.refresh_from_db()
    assert taken.file.noted_at == noted.noted_at
    assert told_again(sitting, content, teacher) == COUNT
    deciding.count_answers(taken.file, by=teacher, at=clock.now())
    assert choices(attempt) == "11200"
