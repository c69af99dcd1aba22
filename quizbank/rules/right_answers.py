"""The right answer of a question as people write it, and as a code in the order of a paper.

single ``b`` · multi and spots ``bde`` · order ``cabd``: the letters in right order · sort
``a1 b2 c1``: the letter of each row with its bin.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizbank.rules.responses import QuestionKind, ResponseForm, encoded

LETTERS = "abcdefghijklmn"
SINGLE_LETTERS = LETTERS[:4]


def bins_of(kind: QuestionKind, right: str) -> int:
    """How many bins a question has; each of them is used."""
    return max(map(int, _rows(right).values()), default=0) if kind is QuestionKind.SORT else 0


def form_of(kind: QuestionKind, right: str, order: str) -> ResponseForm:
    """Which responses a question has; ``order``: its letters as the paper shows them."""
    return ResponseForm(kind, len(order), bins_of(kind, right))


def key_of(form: ResponseForm, right: str, order: str) -> int:
    """The code of the right answer. Raises ``ValueError`` where it names no letter of ``order``."""
    if form.kind is QuestionKind.SORT:
        rows = _rows(right)
        return encoded(form, [int(rows[letter]) for letter in order])
    return encoded(form, [order.index(letter) for letter in right])


def is_well_formed(kind: QuestionKind, right: str, letters: str) -> bool:
    """Whether ``right`` answers a question with these letters."""
    if kind is QuestionKind.SINGLE:
        return len(right) == 1 and right in letters
    if kind is QuestionKind.SORT:
        rows = _rows(right)
        return "".join(rows) == letters and _as_written(rows) == right and _bins_fit(rows)
    if kind is QuestionKind.ORDER:
        return sorted(right) == list(letters)
    return bool(right) and set(right) <= set(letters) and right == "".join(sorted(set(right)))


def marks_of(kind: QuestionKind, right: str) -> dict[str, str]:
    """What is said of each letter: its bin, its place from 1, or ``1`` where it is marked."""
    if kind is QuestionKind.SORT:
        return _rows(right)
    if kind is QuestionKind.ORDER:
        return {letter: str(place) for place, letter in enumerate(right, start=1)}
    return dict.fromkeys(right, "1")


def right_of(kind: QuestionKind, marks: Mapping[str, str]) -> str:
    """What ``marks_of`` tells apart, as people write it; empty where nothing is marked."""
    letters = sorted(letter for letter, mark in marks.items() if mark)
    if kind is QuestionKind.SORT:
        return _as_written({letter: marks[letter] for letter in letters})
    if kind is QuestionKind.ORDER:
        letters.sort(key=lambda letter: int(marks[letter]))
    return "".join(letters)


def _rows(right: str) -> dict[str, str]:
    """``{letter: bin}`` of a question that sorts."""
    return {pair[0]: pair[1:] for pair in right.split()}


def _as_written(rows: Mapping[str, str]) -> str:
    return " ".join(f"{letter}{place}" for letter, place in rows.items())


def _bins_fit(rows: dict[str, str]) -> bool:
    """Each bin from 1 on is used, and none has all rows."""
    used = sorted(set(rows.values()))
    return len(used) > 1 and used == [str(number) for number in range(1, len(used) + 1)]
