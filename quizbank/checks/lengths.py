"""How long questions, choices and sentences may be, by age."""

from __future__ import annotations

from collections.abc import Iterator

from quizbank.checks.items import Finding, Item, Text
from quizbank.checks.words import sentences, words
from quizbank.rules import CHOICE_LENGTH, STEM_LENGTH

EXPLANATION_LENGTH = 600
YOUNG, YOUNG_STEM = "9-11", 90
# Only the first is in the rules for items; the others are our own, for pupils who read longer.
SENTENCE_WORDS = {"9-11": 12, "12-13": 20, "14-15": 24}
# An explanation is read without a clock.
EXPLANATION_EXTRA = 4


def findings(item: Item) -> Iterator[Finding]:
    """Parts and sentences that are too long, in every language."""
    for language, text in item.texts.items():
        for rule, message in (*_parts(text), *_young(item, text), *_sentences(item, text)):
            yield Finding(item.key, language, rule, message)


def _parts(text: Text) -> Iterator[tuple[str, str]]:
    limits = {"the question": STEM_LENGTH, "the explanation": EXPLANATION_LENGTH}
    for name, said in text.parts():
        limit = limits.get(name, CHOICE_LENGTH)
        if not said.strip():
            yield "length", f"{name} is empty: write it"
        elif len(said) > limit:
            yield "length", f"{name} has {len(said)} characters: shorten it to {limit}"


def _young(item: Item, text: Text) -> Iterator[tuple[str, str]]:
    if item.division == YOUNG and YOUNG_STEM < len(text.stem) <= STEM_LENGTH:
        length = len(text.stem)
        yield "stem-young", f"the question has {length} characters: shorten it to {YOUNG_STEM}"


def _sentences(item: Item, text: Text) -> Iterator[tuple[str, str]]:
    limit = SENTENCE_WORDS.get(item.division, max(SENTENCE_WORDS.values()))
    for name, said in text.parts():
        most = limit + EXPLANATION_EXTRA * (name == "the explanation")
        for sentence in sentences(said):
            if (count := len(words(sentence))) > most:
                start = " ".join(sentence.split()[:4])
                yield "sentence", f"a sentence in {name} has {count} words: split it ({start} …)"
