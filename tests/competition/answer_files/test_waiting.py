"""Files that only an organizer can count: they are named before the seal, and hold up none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from base import clock
from base.models import User
from competition.answer_files.actions import deciding
from competition.answer_files.actions.taking import take
from competition.models import AnswerFile, Attempt, Edition, Sitting
from competition.rules.filed_answers import FileVerdict
from competition.setup.checks import Check, checks_of_step
from leaderboard.review_desk.queries import waiting_files
from tests.competition.answer_files.conftest import ended
from tests.competition.answer_files.filing import file_of
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db
ONE = "1 file of answers does not count and waits for an organizer."


def looked_at(edition: Edition) -> Check:
    """What the step to the seal says of them."""
    checks = checks_of_step(edition, "review", "sealed", at=clock.now())
    [check] = [one for one in checks if one.text.startswith("Files that only an organizer")]
    return check


def test_a_file_that_nobody_noted_is_announced_until_an_organizer_decides(
    attempt: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    ended(sitting, teacher)
    taken = take(sitting, file_of(attempt, [(3, 2, 3)]), by=teacher, at=clock.now())
    assert taken.verdict is FileVerdict.UNNOTED
    assert taken.file is not None
    check = looked_at(attempt.entry.edition)
    assert (check.faults, check.stops) == ([ONE], False)
    assert check.url == reverse("competition:files_to_review")
    assert waiting_files(Sitting.objects.all()) == 1
    deciding.accept_file(taken.file, by=superuser, at=clock.now())
    assert looked_at(attempt.entry.edition).faults == []
    assert waiting_files(Sitting.objects.all()) == 0


def test_what_the_teacher_can_count_waits_for_no_organizer_before_it_counts(
    attempt: Attempt, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    file = bring(attempt, file_of(attempt, [(3, 2, 3)]))
    assert waiting_files(Sitting.objects.all()) == 0
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert looked_at(attempt.entry.edition).faults == []
    assert waiting_files(Sitting.objects.all()) == 1


def test_what_came_too_late_is_announced_as_long_as_it_can_be_read(
    attempt: Attempt, bring: Callable[..., AnswerFile]
) -> None:
    content = file_of(attempt, [(3, 2, 3)])
    file = bring(attempt, content, at=clock.now() + timedelta(days=7))
    assert file.too_late
    assert looked_at(attempt.entry.edition).faults == [ONE]
    assert waiting_files(Sitting.objects.all()) == 1
    AnswerFile.objects.update(uploaded_at=clock.now() - timedelta(days=15))
    forget_due()
    assert looked_at(attempt.entry.edition).faults == []
    assert waiting_files(Sitting.objects.all()) == 0
