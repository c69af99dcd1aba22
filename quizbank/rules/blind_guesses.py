"""What somebody gets who only guesses, and how long a question takes beside one of one choice.

Source: docs/questions.md, "What a question is worth". Who guesses marks something, gives every row
a group and every step a place, all alike likely.
"""

from __future__ import annotations

import math

from quizbank.rules.marking import may_be_half_right, points_of
from quizbank.rules.responses import QuestionKind, ResponseForm

# A question of one choice is one unit: it is read once. A scene or rows are read and judged.
UNITS = {
    QuestionKind.SINGLE: 1.0,
    QuestionKind.MULTI: 1.5,
    QuestionKind.ORDER: 1.5,
    QuestionKind.SORT: 2.0,
    QuestionKind.SPOTS: 2.0,
}


def chance(form: ResponseForm, *, with_nothing: bool = False) -> float:
    """How likely a guess is all right, from 0 to 1.

    ``with_nothing``: the last choice says “nothing here”, and is never marked beside others.
    """
    return 1 / _guesses(form, with_nothing=with_nothing)


def expected_points(form: ResponseForm, *, halves: bool, with_nothing: bool = False) -> float:
    """The mean points of a guess."""
    near = _near(form) if halves and may_be_half_right(form) else 0
    return (points_of(form.kind) + near) / _guesses(form, with_nothing=with_nothing)


def _guesses(form: ResponseForm, *, with_nothing: bool) -> int:
    if form.kind is QuestionKind.SINGLE:
        return form.size
    if form.kind is QuestionKind.SORT:
        return int(form.bins**form.size)
    if form.kind is QuestionKind.ORDER:
        return math.factorial(form.size)
    return 1 << (form.size - 1) if with_nothing else (1 << form.size) - 1


def _near(form: ResponseForm) -> int:
    """How many responses have one slip; each leaves a point."""
    if form.kind is QuestionKind.SORT:
        return form.size * (form.bins - 1)
    return form.size - 1 if form.kind is QuestionKind.ORDER else form.size
