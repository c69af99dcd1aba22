"""How long questions, choices and sentences may be, by age."""

from __future__ import annotations

import re
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
# What a pupil takes in at one reading.
STEM_WORDS = {"9-11": 22, "12-13": 28, "14-15": 32}
STEM_NAMES, STEM_NUMBERS = 2, 2
# What is read after the quiz.
WITHOUT_A_CLOCK = ("explanation", "notes")
EXPLANATION_EXTRA = 4
LONG = gettext_noop("%(part)s has %(count)d characters: shorten it to %(most)d")
WORDY = gettext_noop("a sentence in %(part)s has %(count)d words: split it (%(start)s …)")
LOADED = gettext_noop(
    "the question has %(words)d words, %(names)d names and %(numbers)d numbers: can it be taken in "
    "at one reading?"
)
_CAPITALISED, _NUMBER = re.compile(r"\b[A-ZČĆĐŠŽ][a-zčćđšž]+"), re.compile(r"\d+")


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Parts and sentences that are too long, in every language; stems that ask too much at once."""
    yield from _loaded(item)
    for language, text in item.texts.items():
        for rule, message in (*_parts(item, text), *_young(item, text), *_sentences(item, text)):
            yield Finding(item.key, language, rule, message)


def _loaded(item: CheckedQuestion) -> Iterator[Finding]:
    if not item.latin:
        return
    stem = next(iter(item.latin.values())).stem
    count, named, numbers = len(words(stem)), len(names(item)), len(_NUMBER.findall(stem))
    most = STEM_WORDS.get(item.division, max(STEM_WORDS.values()))
    if count > most or named > STEM_NAMES or numbers > STEM_NUMBERS:
        said = Phrase(LOADED, words=count, names=named, numbers=numbers)
        yield Finding(item.key, "", "stem-load", said)


def names(item: CheckedQuestion) -> set[str]:
    """Who is named in the question: a word with a capital that every language has, whatever its
    ending. A question in one language has none that could be told from other words."""
    first, *others = (set(_CAPITALISED.findall(text.stem)) for text in item.latin.values())
    return {
        name
        for name in first
        if others
        and all(any(word.startswith(name.rstrip("aeio")) for word in there) for there in others)
    }


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
