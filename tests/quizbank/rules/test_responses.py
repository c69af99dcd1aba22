"""Codes of responses: without gaps, there and back, and the same in the page's language."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from quizbank.rules.marking import mark, slips
from quizbank.rules.question_faults import SIZES
from quizbank.rules.responses import (
    MOST_CODES,
    QuestionKind,
    ResponseForm,
    decoded,
    encoded,
    is_complete,
)

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/responses.json").read_text())
# By the number of bins: the most rows whose codes a smallint holds.
ROWS = {2: 9, 3: 7, 4: 6, 5: 5, 6: 5}
EVERY = [
    *(ResponseForm(QuestionKind.SINGLE, size) for size in (3, 4)),
    *(ResponseForm(QuestionKind.MULTI, size) for size in range(1, 15)),
    ResponseForm(QuestionKind.SPOTS, 14),
    *(ResponseForm(QuestionKind.ORDER, size) for size in range(1, 8)),
    *(
        ResponseForm(QuestionKind.SORT, rows, bins)
        for bins, most in ROWS.items()
        for rows in range(1, most + 1)
    ),
]


@pytest.mark.parametrize("form", EVERY, ids=lambda one: f"{one.kind}-{one.size}-{one.bins}")
def test_every_code_is_one_response_and_every_response_one_code(form: ResponseForm) -> None:
    codes = range(1, form.highest + 1)
    responses = [decoded(form, code) for code in codes]
    assert len(set(responses)) == form.highest <= MOST_CODES
    assert [encoded(form, one) for one in responses] == list(codes)


def test_there_are_as_many_codes_as_responses() -> None:
    assert [ResponseForm(QuestionKind.ORDER, n).highest for n in (4, 5, 6, 7)] == [
        65,
        326,
        1957,
        13700,
    ]
    assert ResponseForm(QuestionKind.SORT, 5, 3).highest == 1024
    assert ResponseForm(QuestionKind.MULTI, 14).highest == 16384


@pytest.mark.parametrize("code", [-1, 0, 66])
def test_what_is_no_code_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match="is no code of"):
        decoded(ResponseForm(QuestionKind.ORDER, 4), code)


def test_shorter_arrangements_come_first_and_stand_in_order() -> None:
    form = ResponseForm(QuestionKind.ORDER, 3)
    assert [decoded(form, code) for code in range(1, 8)] == [
        (),
        (0,),
        (1,),
        (2,),
        (0, 1),
        (0, 2),
        (1, 0),
    ]


def test_complete_is_what_leaves_nothing_open() -> None:
    whole = {
        form: sum(is_complete(form, code) for code in range(form.highest + 1))
        for form in (
            ResponseForm(QuestionKind.SINGLE, 4),
            ResponseForm(QuestionKind.MULTI, 4),
            ResponseForm(QuestionKind.SORT, 4, 3),
            ResponseForm(QuestionKind.ORDER, 4),
        )
    }
    assert list(whole.values()) == [4, 15, 3**4, math.factorial(4)]


@pytest.mark.parametrize("case", VECTORS, ids=lambda one: f"{one['kind']}-{one['size']}")
def test_both_languages_of_the_product_mean_the_same(case: dict[str, Any]) -> None:
    form = ResponseForm(QuestionKind(case["kind"]), case["size"], case["bins"])
    assert form.highest == case["highest"]
    for code, response, complete in case["codes"]:
        assert decoded(form, code) == tuple(response)
        assert is_complete(form, code) is complete
    for code, mistakes, given in case["marks"]:
        assert (slips(form, case["key"], code), mark(form, case["key"], code)) == (mistakes, given)


def test_no_question_of_the_bank_can_have_more_codes_than_the_wire_lets_through() -> None:
    for kind in (QuestionKind.MULTI, QuestionKind.SPOTS, QuestionKind.ORDER):
        assert ResponseForm(kind, SIZES[kind][1]).highest <= MOST_CODES
