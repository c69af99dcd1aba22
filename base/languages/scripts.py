"""Serbian from Cyrillic into Latin, letter by letter; no word needs an exception. Pure."""

from __future__ import annotations

import unicodedata

_PAIRS = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
TO_LATIN = {**_PAIRS, **_DIGRAPHS}
_STRESS = "\u0300\u0301\u0302\u0304\u030f\u0311"


def to_latin(text: str) -> str:
    """Cyrillic Serbian in Latin; everything else is kept."""
    text = unicodedata.normalize("NFC", text)
    found = "".join(_latin(text, at) for at in range(len(text)))
    return unicodedata.normalize("NFC", found)


def stressed(letter: str) -> tuple[str, str]:
    """A letter and the marks of stress on it; no marks where it has others, too."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    # Ѓ and Ќ are letters of Macedonian, not г and к with a stress.
    plain = base in "гкГК" or not set(marks) <= set(_STRESS)
    return (letter, "") if plain else (base, "".join(marks))


def _latin(text: str, at: int) -> str:
    letter, marks = stressed(text[at])
    latin = TO_LATIN.get(letter.lower())
    if latin is None:
        return text[at]
    if letter != letter.lower():
        capitals = len(latin) == 1 or _in_capitals(text, at)
        latin = latin.upper() if capitals else latin.title()
    return latin + marks


def _in_capitals(text: str, at: int) -> bool:
    """Whether a capital digraph stands in a word in capitals; an initial alone does not."""
    following = text[at + 1 : at + 2]
    return following.isupper() if following.isalpha() else text[max(at - 1, 0) : at].isupper()
