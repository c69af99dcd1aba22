"""Questions that are much like others, by the words of their stem and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from quizbank.checks.items import Finding, Item
from quizbank.checks.words import latin, words
from quizbank.marked import Phrase, gettext_noop

SAME, CLOSE = 0.7, 0.42
LIKE = gettext_noop("%(share)d%% like %(key)s: tell another story or ask something else")
# Endings vary with case and gender; the first letters of longer words are the idea.
_STEM, _SHORT = 5, 4


def shingles(item: Item, language: str) -> frozenset[str]:
    """The beginnings of the longer words of the question and its right choice."""
    text = item.texts[language]
    said = latin(language, f"{text.stem} {text.choices.get(item.right, '')}")
    return frozenset(word[:_STEM] for word in words(said) if len(word) >= _SHORT)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1."""
    return len(one & other) / len(one | other) if one | other else 0.0


def findings(items: Sequence[Item]) -> Iterator[Finding]:
    """Each pair once in each language, the later one named."""
    for language in sorted({language for item in items for language in item.texts}):
        said = [(item, shingles(item, language)) for item in items if language in item.texts]
        for (one, first), (other, second) in combinations(said, 2):
            if (alike := likeness(first, second)) >= CLOSE:
                rule = "twin" if alike >= SAME else "near-twin"
                message = Phrase(LIKE, share=round(100 * alike), key=one.key)
                yield Finding(other.key, language, rule, message)
