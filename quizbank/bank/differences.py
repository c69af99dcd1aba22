"""What changed between two wordings, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the spaces after it, so that the pieces joined are the text again.
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that both wordings have, or one alone."""

    kind: Literal["same", "gone", "new"]
    words: str


def pieces(before: str, after: str) -> list[Piece]:
    """The way from one wording to the other, in reading order."""
    return list(_pieces(_WORDS.findall(before), _WORDS.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(before[start:end]))
        if first < last:
            yield Piece("new", "".join(after[first:last]))
