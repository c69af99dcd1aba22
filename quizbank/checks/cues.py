"""What gives a key away to whoever has not read the question: adults, reasons, tone, length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import in_language, pattern
from quizbank.rules.responses import QuestionKind
from schools.rules.percents import whole_percent

# The longest choice is a cue where it is longer than the next by this much.
LONGER = 1.15
# With fewer questions chance alone finds a key too many.
FEW = 20
MOST_ABOVE_CHANCE = 15

HITS = gettext_noop(
    "the cues alone hit %(hits)d %% of the keys, chance %(chance)d %%: write some wrong choices as "
    "careful as the right ones"
)


class Cue(NamedTuple):
    """Words that speak for a choice, or against it."""

    name: str
    weight: int
    words: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class CueList:
    """What ``fixtures/cues.yaml`` says."""

    cues: Sequence[Cue]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> CueList:
        """From the content of the file."""
        cues = [Cue(one["name"], one["weight"], _patterns(one["words"])) for one in data["cues"]]
        return cls(cues)


def _patterns(forms: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    return {language: pattern(there) for language, there in forms.items()}


class Pointed(NamedTuple):
    """What the cues say of the choices of one text: the letters they point at, of how many."""

    best: str
    width: int

    def chance_of(self, right: str) -> float:
        """How likely whoever follows the cues picks the right letter."""
        return 1 / len(self.best) if right in self.best else 0.0


def pointed(choices: Mapping[str, str], language: str, cues: CueList) -> Pointed:
    """Which choices the cues point at; Serbian in Latin letters."""
    points = {letter: _points(text, language, cues) for letter, text in choices.items()}
    if longest := _longest(choices):
        points[longest] += 1
    most = max(points.values())
    best = "".join(letter for letter in sorted(points) if points[letter] == most)
    return Pointed(best, len(choices))


def _points(text: str, language: str, cues: CueList) -> int:
    patterns = ((cue.weight, in_language(cue.words, language)) for cue in cues.cues)
    return sum(weight for weight, words in patterns if words and words.search(text))


def _longest(choices: Mapping[str, str]) -> str:
    """The letter of a choice that stands out by its length; empty where none does."""
    (_second, second), (letter, first) = sorted(
        ((letter, len(text)) for letter, text in choices.items()), key=lambda one: one[1]
    )[-2:]
    return letter if first > second * LONGER else ""


def guessable(item: CheckedQuestion) -> bool:
    """Whether it has choices of which one is right, that can be read without the question."""
    return item.kind is QuestionKind.SINGLE and all(
        len(text.choices) > 1 and item.right in text.choices for text in item.texts.values()
    )


class CueHits(NamedTuple):
    """Of so many texts: hits of who follows the cues, and of who guesses; shares of 1."""

    texts: int
    hits: float
    chance: float


def cue_hits(items: Sequence[CheckedQuestion], cues: CueList) -> dict[tuple[str, str], CueHits]:
    """``{(division, language): how often the cues alone hit}``."""
    found = defaultdict[tuple[str, str], list[tuple[float, float]]](list)
    for item in filter(guessable, items):
        for language, text in item.latin.items():
            one = pointed(text.choices, language, cues)
            found[item.division, language].append((one.chance_of(item.right), 1 / one.width))
    return {
        place: CueHits(len(rows), *(sum(column) / len(rows) for column in zip(*rows, strict=True)))
        for place, rows in found.items()
    }


def balance(items: Sequence[CheckedQuestion], cues: CueList) -> Iterator[Finding]:
    """Ages and languages in which tone alone hits too many keys of the bank."""
    for (division, language), one in cue_hits(items, cues).items():
        if one.texts >= FEW and (one.hits - one.chance) * 100 > MOST_ABOVE_CHANCE:
            told = {
                "hits": whole_percent(100 * one.hits),
                "chance": whole_percent(100 * one.chance),
            }
            place = Phrase(gettext_noop("division %(code)s"), code=division)
            yield Finding(place, language, "cue-bank", Phrase(HITS, **told))
