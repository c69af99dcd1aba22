"""What a response is worth: all right, one slip, or nothing; never less than nothing.

Source: docs/questions.md, "What a question is worth".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from quizbank.rules.responses import QuestionKind, ResponseForm, decoded, said_of_parts

# With fewer parts one slip is too near to guessing to be worth a half.
PARTS_FOR_A_HALF = 4
FULL, HALF, WRONG, NONE = "R", "H", "W", "0"


def points_of(kind: QuestionKind) -> int:
    """How many points a question of a kind has."""
    return 1 if kind is QuestionKind.SINGLE else 2


def may_be_half_right(form: ResponseForm) -> bool:
    """Whether one slip leaves a point."""
    return form.kind is not QuestionKind.SINGLE and form.size >= PARTS_FOR_A_HALF


def wrong_parts(form: ResponseForm, key: int, code: int) -> list[int]:
    """The positions a response has wrong: choices, rows, steps that do not stand where they do.

    Of a single choice the one that was chosen, if it is not the right one.
    """
    if form.kind is QuestionKind.SINGLE:
        return [] if code == key else list(decoded(form, code))
    pairs = zip(said_of_parts(form, key), said_of_parts(form, code), strict=True)
    return [part for part, (right, said) in enumerate(pairs) if right != said]


def told_apart(form: ResponseForm, key: int) -> list[tuple[int, ...]]:
    """What of a question is right or wrong by itself: ``(part,)``, or two steps that follow.

    Nothing of a single choice. The steps of an order stand right or wrong towards each other.
    """
    if form.kind is QuestionKind.SINGLE:
        return []
    if form.kind is QuestionKind.ORDER:
        return list(pairwise(decoded(form, key)))
    return [(part,) for part in range(form.size)]


def slips(form: ResponseForm, key: int, code: int) -> int:
    """How many mistakes a response has, as its kind counts them.

    multi, spots: parts marked otherwise than the key · sort: rows in a wrong bin or in none ·
    order: pairs of steps in the wrong order, or not both there · single: 0 or 1.
    """
    if form.kind is QuestionKind.ORDER:
        return _pairs_turned(decoded(form, key), decoded(form, code))
    return len(wrong_parts(form, key, code))


def mark(form: ResponseForm, key: int, code: int, *, halves: bool = True) -> str:
    """One letter for a response: ``R`` right, ``H`` one slip, ``W`` wrong, ``0`` no answer.

    Of a single choice it is the digit of the choice itself. Touched and left empty is no answer.
    ``halves``: whether the edition gives a point for all but one slip.
    """
    if form.kind is QuestionKind.SINGLE:
        return str(code)
    if code <= 1:
        return NONE
    found = slips(form, key, code)
    if found == 1 and halves and may_be_half_right(form):
        return HALF
    return WRONG if found else FULL


def right_mark(form: ResponseForm, key: int) -> str:
    """The mark of a response that is all right."""
    return str(key) if form.kind is QuestionKind.SINGLE else FULL


def _pairs_turned(right: Sequence[int], said: Sequence[int]) -> int:
    """Pairs that do not stand in the right order; so does none of which a step is missing."""
    place = {position: at for at, position in enumerate(said)}
    pairs = list(combinations(right, 2))
    kept = [one in place and other in place and place[one] < place[other] for one, other in pairs]
    return kept.count(False)
