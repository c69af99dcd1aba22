"""The order of names in our lists.

Bosnian, Croatian and Serbian count č, ć, đ, š, ž and the pairs dž, lj, nj as letters of their own,
which no sorting by code points or by Unicode's default table does. Source: the alphabets of the
three languages; both scripts, so that a list of mixed names has one order, Latin first.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The pairs as Unicode's single letters.
PAIRS = {"dž": "ǆ", "lj": "ǉ", "nj": "ǌ"}
LATIN = "abcčćdǆđefghijklǉmnǌopqrsštuvwxyzž"
CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
# English has no pairs.
PAIRLESS = "en"
_PLACES = {letter: place for place, letter in enumerate(LATIN + CYRILLIC)}
_PIECES = re.compile(r"\d+|.", re.DOTALL)

type Key = tuple[tuple[int, int], ...]


@lru_cache(maxsize=20_000)
def sort_key(name: str, collation: str = "bs") -> Key:
    """Sorts names by a country's ``collation`` (a language code), numbers by their value."""
    text = name.casefold()
    if collation != PAIRLESS:
        for pair, letter in PAIRS.items():
            text = text.replace(pair, letter)
    return tuple(_place(piece) for piece in _PIECES.findall(text))


def _place(piece: str) -> tuple[int, int]:
    if piece.isdecimal():
        return 1, int(piece)
    if piece in _PLACES:
        return 2, _PLACES[piece]
    # Spaces and signs come first, letters of other alphabets last.
    return (3, ord(piece[0])) if piece.isalpha() else (0, ord(piece[0]))
