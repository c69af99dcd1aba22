"""Questions that are much like others, by the words of their stem and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import words
from quizbank.rules.text_units import TextWords
from schools.rules.percents import whole_percent

SAME, CLOSE = 0.7, 0.42
LIKE = gettext_noop("%(share)d%% like %(key)s: tell another story or ask something else")
# Endings vary with case and gender; the first letters of longer words are the idea.
_STEM, _SHORT = 5, 4
# Fewer words in common are grammar: "What about cookies?" and "What about cards?".
_SHARED = 3


def shingles(item: CheckedQuestion, language: str) -> frozenset[str]:
    """The beginnings of the longer words of the question and of what is right or sorted."""
    text = item.latin[language]
    right = (choice for letter, choice in text.choices.items() if letter in item.right)
    said = " ".join([text.stem, *right])
    return frozenset(_beginning(word) for word in words(said) if len(word) >= _SHORT)


def compared(
    right: str, language: str, stem: str, choices: Mapping[str, str], *, key: str = ""
) -> CheckedQuestion:
    """A question with no more than what ``shingles`` reads: a bank has thousands."""
    told = {letter: choice for letter, choice in choices.items() if letter in right}
    return CheckedQuestion(key, "", right, {language: TextWords(stem, told, "")})


def _beginning(word: str) -> str:
    """Of a word; what has a digit in it is a name and stays whole."""
    return word if any(map(str.isdigit, word)) else word[:_STEM]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1."""
    shared = one & other
    if len(shared) < _SHARED and one != other:
        return 0.0
    return len(shared) / len(one | other) if one | other else 0.0


def findings(items: Sequence[CheckedQuestion]) -> Iterator[Finding]:
    """Each pair once in each language, the later one named."""
    for language in sorted({language for item in items for language in item.texts}):
        said = [(item, shingles(item, language)) for item in items if language in item.texts]
        for (one, first), (other, second) in combinations(said, 2):
            if (alike := likeness(first, second)) >= CLOSE:
                rule = "twin" if alike >= SAME else "near-twin"
                message = Phrase(LIKE, share=whole_percent(100 * alike), key=one.key)
                yield Finding(other.key, language, rule, message)
