"""How hard a text is to read: LIX, words in a sentence plus long words in a hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import mean

from intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import sentences, words
from quizbank.rules.text_units import TextWords

LONG = 6
# Measured on the bank, not taken from a norm: above it is a text harder than nearly all of its age.
LIMITS = {"9-11": 45, "12-13": 48, "14-15": 52}
HARD = gettext_noop("LIX %(found)d, over %(most)d for this age: use shorter words and sentences")


def lix(text: str) -> float:
    """The reading-level estimate; 0 for a text without words. Works in any language with words."""
    said = words(text)
    if not said:
        return 0.0
    long = sum(len(word) > LONG for word in said)
    return len(said) / len(sentences(text)) + 100 * long / len(said)


def level(text: TextWords) -> float:
    """LIX of question, choices and explanation together, each a sentence; of a text in Latin."""
    return lix(text.whole())


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Texts above the limit of their age."""
    limit = LIMITS.get(item.division, max(LIMITS.values()))
    for language, text in item.latin.items():
        if (found := level(text)) > limit:
            said = Phrase(HARD, found=round(found), most=limit)
            yield Finding(item.key, language, "reading", said)


def levels(items: Sequence[CheckedQuestion]) -> dict[tuple[str, str], float]:
    """The mean of each division and language."""
    found = defaultdict(list)
    for item in items:
        for language, text in item.latin.items():
            found[item.division, language].append(level(text))
    return {place: mean(values) for place, values in sorted(found.items())}
