"""What changed between two wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.bank.differences import Piece, pieces


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("", "", []),
        ("So it is.", "So it is.", [("same", "So it is.")]),
        ("", "New", [("new", "New")]),
        ("Old", "", [("gone", "Old")]),
        (
            "What about lost-phone?",
            "What about lost phones?",
            [("same", "What about "), ("gone", "lost-phone?"), ("new", "lost phones?")],
        ),
    ],
)
def test_the_way_from_one_to_the_other(before: str, after: str, way: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.words) for piece in pieces(before, after)] == way


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_the_pieces_joined_are_both_texts(before: str, after: str) -> None:
    def joined(found: list[Piece], other: str) -> str:
        return "".join(piece.words for piece in found if piece.kind != other)

    found = pieces(before, after)
    assert (joined(found, "new"), joined(found, "gone")) == (before, after)
