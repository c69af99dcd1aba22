"""How long questions, choices and sentences may be, by age."""

from __future__ import annotations

from collections.abc import Iterator

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import sentences, words
from quizbank.rules.question_faults import STEM_LENGTH, most_characters
from quizbank.rules.text_units import TextWords
from quizbank.rules.unit_names import name_of_unit

YOUNG, YOUNG_STEM = "9-11", 120
# Only the first is in the rules for items; the others are our own, for pupils who read longer.
SENTENCE_WORDS = {"9-11": 12, "12-13": 20, "14-15": 24}
# What is read after the quiz.
WITHOUT_A_CLOCK = ("explanation", "notes")
EXPLANATION_EXTRA = 4
LONG = gettext_noop("%(part)s has %(count)d characters: shorten it to %(most)d")
WORDY = gettext_noop("a sentence in %(part)s has %(count)d words: split it (%(start)s …)")


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Parts and sentences that are too long, in every language."""
    for language, text in item.texts.items():
        for rule, message in (*_parts(item, text), *_young(item, text), *_sentences(item, text)):
            yield Finding(item.key, language, rule, message)


def _parts(item: CheckedQuestion, text: TextWords) -> Iterator[tuple[str, Phrase]]:
    for unit, said in text.units():
        limit, name = most_characters(item.kind, unit), name_of_unit(unit)
        if not said.strip():
            yield "length", Phrase(gettext_noop("%(part)s is empty: write it"), part=name)
        elif len(said) > limit:
            yield "length", Phrase(LONG, part=name, count=len(said), most=limit)


def _young(item: CheckedQuestion, text: TextWords) -> Iterator[tuple[str, Phrase]]:
    if item.division == YOUNG and YOUNG_STEM < len(text.stem) <= STEM_LENGTH:
        part = name_of_unit(("stem", ""))
        yield "stem-young", Phrase(LONG, part=part, count=len(text.stem), most=YOUNG_STEM)


def _sentences(item: CheckedQuestion, text: TextWords) -> Iterator[tuple[str, Phrase]]:
    limit = SENTENCE_WORDS.get(item.division, max(SENTENCE_WORDS.values()))
    for unit, said in text.units():
        most = limit + EXPLANATION_EXTRA * (unit[0] in WITHOUT_A_CLOCK)
        for sentence in sentences(said):
            if (count := len(words(sentence))) > most:
                start = " ".join(sentence.split()[:4])
                part = name_of_unit(unit)
                yield "sentence", Phrase(WORDY, part=part, count=count, start=start)
