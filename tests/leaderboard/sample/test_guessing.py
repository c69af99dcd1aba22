"""What pupils of the sample answer who do not know is a response, and not the right one."""

from __future__ import annotations

import random

import pytest

from competition.rules.scoring import ScoredQuestion
from leaderboard.sample.guessing import wrong_code
from quizbank.rules.responses import QuestionKind, ResponseForm

FORMS = [
    ResponseForm(QuestionKind.SINGLE, 4),
    ResponseForm(QuestionKind.MULTI, 5),
    ResponseForm(QuestionKind.SORT, 4, 3),
    ResponseForm(QuestionKind.ORDER, 4),
    ResponseForm(QuestionKind.SPOTS, 6),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.kind)
def test_a_guess_is_a_code_of_the_question_and_often_half_right(form: ResponseForm) -> None:
    key = form.highest if form.kind is QuestionKind.ORDER else min(form.highest, 23)
    item, chance = ScoredQuestion(1, key=key, form=form), random.Random(1)
    guesses = [wrong_code(item, chance) for _ in range(300)]
    assert all(1 <= code <= form.highest for code in guesses)
    right = sum(item.mark(code) == item.right_mark for code in guesses)
    assert right <= 15
    half = sum(item.mark(code) == "H" for code in guesses)
    assert (half > 60) == (form.kind is not QuestionKind.SINGLE)
