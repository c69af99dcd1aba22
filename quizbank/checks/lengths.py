"""How long questions, choices and sentences may be, by age."""

from __future__ import annotations

from collections.abc import Iterator

from intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import (
    THE_EXPLANATION,
    THE_QUESTION,
    CheckedQuestion,
    CheckedText,
    Finding,
)
from quizbank.checks.words import sentences, words
from quizbank.rules import CHOICE_LENGTH, EXPLANATION_LENGTH, STEM_LENGTH

YOUNG, YOUNG_STEM = "9-11", 90
# Only the first is in the rules for items; the others are our own, for pupils who read longer.
SENTENCE_WORDS = {"9-11": 12, "12-13": 20, "14-15": 24}
# An explanation is read without a clock.
EXPLANATION_EXTRA = 4
LONG = gettext_noop("%(part)s has %(count)d characters: shorten it to %(most)d")
WORDY = gettext_noop("a sentence in %(part)s has %(count)d words: split it (%(start)s …)")


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Parts and sentences that are too long, in every language."""
    for language, text in item.texts.items():
        for rule, message in (*_parts(text), *_young(item, text), *_sentences(item, text)):
            yield Finding(item.key, language, rule, message)


def _parts(text: CheckedText) -> Iterator[tuple[str, Phrase]]:
    limits = {THE_QUESTION: STEM_LENGTH, THE_EXPLANATION: EXPLANATION_LENGTH}
    for name, said in text.parts():
        limit = limits.get(name, CHOICE_LENGTH)
        if not said.strip():
            yield "length", Phrase(gettext_noop("%(part)s is empty: write it"), part=name)
        elif len(said) > limit:
            yield "length", Phrase(LONG, part=name, count=len(said), most=limit)


def _young(item: CheckedQuestion, text: CheckedText) -> Iterator[tuple[str, Phrase]]:
    if item.division == YOUNG and YOUNG_STEM < len(text.stem) <= STEM_LENGTH:
        part = Phrase(THE_QUESTION)
        yield "stem-young", Phrase(LONG, part=part, count=len(text.stem), most=YOUNG_STEM)


def _sentences(item: CheckedQuestion, text: CheckedText) -> Iterator[tuple[str, Phrase]]:
    limit = SENTENCE_WORDS.get(item.division, max(SENTENCE_WORDS.values()))
    for name, said in text.parts():
        most = limit + EXPLANATION_EXTRA * (name == THE_EXPLANATION)
        for sentence in sentences(said):
            if (count := len(words(sentence))) > most:
                start = " ".join(sentence.split()[:4])
                yield "sentence", Phrase(WORDY, part=name, count=count, start=start)
