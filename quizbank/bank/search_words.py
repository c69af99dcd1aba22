"""Words looked for in questions: in either script, with or without accents and case endings."""

from __future__ import annotations

from base.languages.search_text import folded

# Of a shorter word too little would be left.
SHORTEST_STEM = 5
VOWELS = "aeiou"


def sought(words: str) -> list[str]:
    """What has to stand in a text: folded, and a longer word without the vowel it ends in.

    So „lozinka“ finds „lozinku“ and «лозинке».
    """
    return [_stem(word) for word in folded(words).split()]


def _stem(word: str) -> str:
    shorter = word.rstrip(VOWELS)
    return word[:-1] if len(word) >= SHORTEST_STEM and shorter != word else word


def says_all(words: list[str], texts: list[str]) -> bool:
    """Whether the texts together say every one of the words ``sought``."""
    said = " ".join(map(folded, texts))
    return all(word in said for word in words)
