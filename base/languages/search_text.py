"""Finding a name however it is typed: either script, with or without the signs on its letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_TO_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN.split(" "), strict=True)))
# Đ has no decomposition, and is typed as dj and as d.
_DJ = str.maketrans({"đ": "d"})


@lru_cache(maxsize=40_000)
def folded(text: str) -> str:
    """Lower-case Latin letters and digits, words parted by single spaces.

    "Ђурђевац", "Đurđevac", "DJURDJEVAC" and "durdevac" are the same.
    """
    latin = text.casefold().translate(_TO_LATIN).translate(_DJ)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", latin) if not unicodedata.combining(sign)
    )
    return " ".join(re.findall(r"\w+", plain.replace("dj", "d")))


def searchable(*texts: str) -> str:
    """The texts ``folded``, as one, in which words are looked for."""
    return " ".join(map(folded, texts))


def is_found(words: list[str], *texts: str) -> bool:
    """Whether every one of the ``folded`` words stands in one of the texts."""
    where = searchable(*texts)
    return all(word in where for word in words)
