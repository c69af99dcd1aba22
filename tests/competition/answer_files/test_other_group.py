"""A pupil who goes on under the code of the class's other group, and whose computer has no network.

Its file is of the sitting it works in (``tests/js/session.test.mjs``); the number was noted at the
monitor it sits in front of.
"""

from __future__ import annotations

import pytest

from base import clock
from base.models import User
from competition.answer_files.actions.taking import take
from competition.answer_files.permissions import files_to_review
from competition.answer_files.queries.filed import noted_of, with_evidence
from competition.models import Attempt, Entry, Sitting
from competition.rules.filed_answers import FileVerdict
from tests import cast
from tests.competition.answer_files.conftest import MINUTE, ended, note
from tests.competition.answer_files.filing import file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(attempt: Attempt, entry: Entry) -> Sitting:
    """The other group's, open at the same time."""
    return cast.make_sitting(entry)


def test_a_number_that_was_noted_at_the_other_monitor_proves_as_much(
    attempt: Attempt, sitting: Sitting, beside: Sitting, teacher: User, superuser: User
) -> None:
    content = file_of(attempt, [(3, 2, 3)])
    noted = note(attempt, content, by=teacher, monitor=beside)
    assert [row.is_here for row in noted_of(beside)] == [False]
    ended(sitting, teacher)
    taken = take(sitting, content, by=teacher, at=clock.now())
    assert taken.verdict is FileVerdict.GOOD
    assert taken.file is not None
    assert taken.file.noted_at == noted.noted_at
    assert [row.is_here for row in noted_of(beside)] == [True]
    [shown] = with_evidence(files_to_review(superuser))
    assert vars(shown)["numbers"] == 1
    elsewhere = take(ended(beside, teacher), content, by=teacher, at=clock.now())
    assert elsewhere.verdict is FileVerdict.OTHER_SITTING


def test_what_was_noted_there_after_the_own_quiz_had_ended_proves_nothing(
    attempt: Attempt, sitting: Sitting, beside: Sitting, teacher: User
) -> None:
    content = file_of(attempt, [(3, 2, 3)])
    ended(sitting, teacher)
    Sitting.objects.filter(pk=sitting.pk).update(closed_at=clock.now() - 2 * MINUTE)
    sitting.refresh_from_db()
    note(attempt, content, by=teacher, monitor=beside)
    taken = take(sitting, content, by=teacher, at=clock.now())
    assert taken.verdict is FileVerdict.UNNOTED
