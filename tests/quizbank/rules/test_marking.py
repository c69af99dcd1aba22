"""What a response is worth: never less than nothing, half for one slip, and only of many parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.rules.marking import (
    mark,
    may_be_half_right,
    points_of,
    slips,
    told_apart,
    wrong_parts,
)
from quizbank.rules.responses import QuestionKind, ResponseForm, encoded

MULTI = ResponseForm(QuestionKind.MULTI, 5)
SORT = ResponseForm(QuestionKind.SORT, 4, 2)
ORDER = ResponseForm(QuestionKind.ORDER, 4)
FORMS = st.sampled_from([MULTI, SORT, ORDER, ResponseForm(QuestionKind.ORDER, 3)])


@pytest.mark.parametrize(
    ("form", "right", "said", "given"),
    [
        (MULTI, (0, 2), (0, 2), "R"),
        (MULTI, (0, 2), (0,), "H"),
        (MULTI, (0, 2), (0, 2, 4), "H"),
        (MULTI, (0, 2), (0, 4), "W"),
        (MULTI, (0, 2), (), "0"),
        (SORT, (1, 2, 1, 2), (1, 2, 1, 2), "R"),
        (SORT, (1, 2, 1, 2), (1, 2, 1, 0), "H"),
        (SORT, (1, 2, 1, 2), (2, 2, 1, 0), "W"),
        (ORDER, (3, 1, 0, 2), (3, 1, 0, 2), "R"),
        (ORDER, (3, 1, 0, 2), (1, 3, 0, 2), "H"),
        (ORDER, (3, 1, 0, 2), (0, 1, 3, 2), "W"),
        (ORDER, (3, 1, 0, 2), (3, 1, 0), "W"),
    ],
)
def test_one_slip_is_half(
    form: ResponseForm, right: tuple[int, ...], said: tuple[int, ...], given: str
) -> None:
    key, code = encoded(form, right), encoded(form, said)
    assert mark(form, key, code) == given
    assert mark(form, key, code, halves=False) == given.replace("H", "W")


def test_a_single_choice_is_marked_by_its_own_digit_and_has_one_point() -> None:
    form = ResponseForm(QuestionKind.SINGLE, 4)
    assert [mark(form, 2, code) for code in range(5)] == ["0", "1", "2", "3", "4"]
    assert (points_of(QuestionKind.SINGLE), points_of(QuestionKind.ORDER)) == (1, 2)
    assert [wrong_parts(form, 2, code) for code in (2, 3)] == [[], [2]]


def test_three_parts_are_too_near_to_guessing_for_a_half() -> None:
    form = ResponseForm(QuestionKind.ORDER, 3)
    assert not may_be_half_right(form)
    assert mark(form, encoded(form, (0, 1, 2)), encoded(form, (1, 0, 2))) == "W"


@given(form=FORMS, data=st.data())
def test_only_the_right_answer_has_no_slip_and_nothing_wrong(
    form: ResponseForm, data: st.DataObject
) -> None:
    codes = st.integers(1, form.highest)
    key, code = data.draw(codes), data.draw(codes)
    assert slips(form, key, key) == len(wrong_parts(form, key, key)) == 0 or form is ORDER
    if form.kind is not QuestionKind.ORDER:
        assert (slips(form, key, code) == 0) == (key == code)
        assert slips(form, key, code) == slips(form, code, key) == len(wrong_parts(form, key, code))


@pytest.mark.parametrize(
    ("form", "key", "apart"),
    [
        (ResponseForm(QuestionKind.SINGLE, 4), 2, []),
        (MULTI, encoded(MULTI, (0, 2)), [(0,), (1,), (2,), (3,), (4,)]),
        (ORDER, encoded(ORDER, (3, 1, 0, 2)), [(3, 1), (1, 0), (0, 2)]),
    ],
)
def test_parts_are_told_by_themselves_and_steps_before_those_that_follow(
    form: ResponseForm, key: int, apart: list[tuple[int, ...]]
) -> None:
    assert told_apart(form, key) == apart


@given(st.permutations(range(4)), st.permutations(range(4)))
def test_pairs_in_the_wrong_order_are_what_sorting_by_neighbours_would_take(
    right: list[int], said: list[int]
) -> None:
    exchanged, row = 0, [right.index(one) for one in said]
    for end in range(len(row), 1, -1):
        for at in range(end - 1):
            if row[at] > row[at + 1]:
                row[at], row[at + 1] = row[at + 1], row[at]
                exchanged += 1
    assert slips(ORDER, encoded(ORDER, right), encoded(ORDER, said)) == exchanged
