"""Every response to a question as one whole number, its code: ``question n := code``.

The codes of a question are 1…``highest``, without gaps, so that one comparison is the whole check.
0 is no answer. Code 1 of every kind but ``single`` is: touched, and nothing chosen. All positions
are those of the paper, counted from 0, never those of a screen. The page has the same in
``static/js/pupil/kinds/codes.js``; both are held by ``tests/vectors/responses.json``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# What a smallint of the database holds, and what the wire lets through.
MOST_CODES = 32_767


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTI = "multi"
    SORT = "sort"
    ORDER = "order"
    SPOTS = "spots"


@dataclass(frozen=True, slots=True)
class ResponseForm:
    """Which responses a question can have: its kind, its number of parts, and of bins.

    A part is a choice, a row, a step or a markable place; only ``sort`` has bins.
    """

    kind: QuestionKind
    size: int
    bins: int = 0

    @property
    def highest(self) -> int:
        """The highest code; every whole number from 1 to it is a response."""
        if self.kind is QuestionKind.SINGLE:
            return self.size
        if self.kind is QuestionKind.SORT:
            return int((self.bins + 1) ** self.size)
        if self.kind is QuestionKind.ORDER:
            return sum(math.perm(self.size, length) for length in range(self.size + 1))
        return 1 << self.size


def decoded(form: ResponseForm, code: int) -> tuple[int, ...]:
    """What a code says; positions count from 0.

    single: the position chosen · multi, spots: the positions marked, ascending · sort: the bin of
    each row, 1…bins, 0 for none yet · order: the positions in the order they were given.
    Raises ``ValueError`` for a number that is no code of the question.
    """
    if not 1 <= code <= form.highest:
        raise ValueError(f"{code} is no code of {form}")
    if form.kind is QuestionKind.SINGLE:
        return (code - 1,)
    if form.kind is QuestionKind.SORT:
        return _digits(code - 1, form.bins + 1, form.size)
    if form.kind is QuestionKind.ORDER:
        return _arrangement(code - 1, form.size)
    return tuple(at for at in range(form.size) if (code - 1) >> at & 1)


def said_of_parts(form: ResponseForm, code: int) -> tuple[int, ...]:
    """What a response says of each part, in the order of the paper; 0 is nothing.

    single, multi, spots: 1 where it is chosen or marked · sort: the bin · order: the place, from 1.
    """
    response = decoded(form, code)
    if form.kind is QuestionKind.SORT:
        return response
    if form.kind is QuestionKind.ORDER:
        places = {step: place for place, step in enumerate(response, start=1)}
        return tuple(places.get(step, 0) for step in range(form.size))
    return tuple(int(part in response) for part in range(form.size))


def encoded(form: ResponseForm, response: Sequence[int]) -> int:
    """The code of a response as ``decoded`` gives it."""
    if form.kind is QuestionKind.SINGLE:
        return response[0] + 1
    if form.kind is QuestionKind.SORT:
        return 1 + sum(place * int((form.bins + 1) ** row) for row, place in enumerate(response))
    if form.kind is QuestionKind.ORDER:
        return 1 + _rank(response, form.size)
    return 1 + sum(1 << at for at in response)


def is_complete(form: ResponseForm, code: int) -> bool:
    """Whether a response says all it can: something is marked, every row and step has a place."""
    response = decoded(form, code) if code else ()
    if form.kind is QuestionKind.SORT:
        return bool(response) and all(response)
    if form.kind is QuestionKind.ORDER:
        return len(response) == form.size
    return bool(response)


def _digits(number: int, base: int, count: int) -> tuple[int, ...]:
    return tuple(number // base**at % base for at in range(count))


def _arrangement(rank: int, size: int) -> tuple[int, ...]:
    """Arrangements are counted by length, those of one length by their first positions."""
    length = 0
    while rank >= math.perm(size, length):
        rank -= math.perm(size, length)
        length += 1
    left, found = list(range(size)), []
    for at in range(length):
        after = math.perm(size - at - 1, length - at - 1)
        found.append(left.pop(rank // after))
        rank %= after
    return tuple(found)


def _rank(given: Sequence[int], size: int) -> int:
    length = len(given)
    rank = sum(math.perm(size, shorter) for shorter in range(length))
    left = list(range(size))
    for at, position in enumerate(given):
        rank += left.index(position) * math.perm(size - at - 1, length - at - 1)
        left.remove(position)
    return rank
