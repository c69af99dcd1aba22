"""What guessing brings; counted over every response in ``test_counted``."""

from __future__ import annotations

import pytest

from quizbank.rules.blind_guesses import UNITS, chance, expected_points
from quizbank.rules.marking import mark
from quizbank.rules.responses import QuestionKind, ResponseForm, encoded, is_complete

SINGLE, MULTI = ResponseForm(QuestionKind.SINGLE, 3), ResponseForm(QuestionKind.MULTI, 5)
SORT, ORDER = ResponseForm(QuestionKind.SORT, 5, 2), ResponseForm(QuestionKind.ORDER, 4)
SPOTS = ResponseForm(QuestionKind.SPOTS, 7)
KEYS = {
    SINGLE: encoded(SINGLE, [1]),
    MULTI: encoded(MULTI, [0, 2]),
    SORT: encoded(SORT, [1, 2, 1, 2, 1]),
    ORDER: encoded(ORDER, [2, 0, 1, 3]),
    SPOTS: encoded(SPOTS, [1, 4, 5]),
}
WORTH = {"R": 2, "H": 1, "W": 0, "0": 0}


@pytest.mark.parametrize(("form", "key"), KEYS.items(), ids=[one.kind for one in KEYS])
def test_counted(form: ResponseForm, key: int) -> None:
    """As if every response were given once."""
    codes = [code for code in range(1, form.highest + 1) if is_complete(form, code)]
    assert chance(form) == pytest.approx(1 / len(codes))
    if form is SINGLE:
        return
    for halves in (True, False):
        points = [WORTH[mark(form, key, code, halves=halves)] for code in codes]
        assert expected_points(form, halves=halves) == pytest.approx(sum(points) / len(points))


def test_nothing_here_is_marked_alone() -> None:
    assert chance(SPOTS, with_nothing=True) == 1 / 64


def test_of_three_parts_none_is_half_right() -> None:
    three = ResponseForm(QuestionKind.ORDER, 3)
    assert expected_points(three, halves=True) == pytest.approx(2 / 6)
    assert expected_points(SINGLE, halves=True) == pytest.approx(1 / 3)


def test_every_kind_has_its_time() -> None:
    assert set(UNITS) == set(QuestionKind)
