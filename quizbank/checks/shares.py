"""What a division asks for and how: not the good deed alone, not one choice alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from intake.phrases import Phrase, gettext_noop
from quizbank.checks.cues import CueList, guessable
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import in_language
from quizbank.rules.responses import QuestionKind

# With fewer a share says nothing.
FEW, FEW_ADULTS = 20, 8
MOST_DEEDS, FEWEST_KINDS, FEWEST_SCENES, MOST_ADULT_KEYS = 20, 33, 45, 50

DEEDS = gettext_noop("%(count)d of %(all)d questions ask what is best to do: at most %(most)d")
KINDS = gettext_noop("%(count)d of %(all)d are of other kinds than one choice: at least %(most)d")
SCENES = gettext_noop("%(count)d of %(all)d have a scene: at least %(most)d")
ADULTS = gettext_noop(
    "in %(count)d of %(all)d questions in which a choice names an adult it is the key: at most "
    "%(most)d"
)


def balance(items: Sequence[CheckedQuestion], cues: CueList) -> Iterator[Finding]:
    """Divisions that ask for the good deed too often, or nearly always by one choice."""
    divisions = defaultdict[str, list[CheckedQuestion]](list)
    for item in items:
        divisions[item.division].append(item)
    for division, members in divisions.items():
        place = Phrase(gettext_noop("division %(code)s"), code=division)
        for rule, said in (*_division(members, cues), *_adults(members, cues)):
            yield Finding(place, "", rule, said)


def _division(members: Sequence[CheckedQuestion], cues: CueList) -> Iterator[tuple[str, Phrase]]:
    if len(members) < FEW:
        return
    yield from _more("deed-share", DEEDS, members, MOST_DEEDS, lambda one: asks_deed(one, cues))
    yield from _fewer("kind-share", KINDS, members, FEWEST_KINDS, _other_kind)
    yield from _fewer("scene-share", SCENES, members, FEWEST_SCENES, lambda one: bool(one.scene))


def _adults(members: Sequence[CheckedQuestion], cues: CueList) -> Iterator[tuple[str, Phrase]]:
    named = [one for one in members if adults_in(one, cues)]
    if len(named) >= FEW_ADULTS:
        right = MOST_ADULT_KEYS
        yield from _more(
            "adult-key", ADULTS, named, right, lambda one: one.right in adults_in(one, cues)
        )


type Has = Callable[[CheckedQuestion], bool]


def _more(
    rule: str, said: str, members: Sequence[CheckedQuestion], most: int, has: Has
) -> Iterator[tuple[str, Phrase]]:
    count, limit = sum(map(has, members)), len(members) * most // 100
    if count > limit:
        yield rule, Phrase(said, count=count, all=len(members), most=limit)


def _fewer(
    rule: str, said: str, members: Sequence[CheckedQuestion], fewest: int, has: Has
) -> Iterator[tuple[str, Phrase]]:
    count, limit = sum(map(has, members)), len(members) * fewest // 100
    if count < limit:
        yield rule, Phrase(said, count=count, all=len(members), most=limit)


def _other_kind(item: CheckedQuestion) -> bool:
    return item.kind is not QuestionKind.SINGLE


def asks_deed(item: CheckedQuestion, cues: CueList) -> bool:
    """Whether it asks what is best to do, in whichever language says so."""
    return any(
        asks.search(text.stem)
        for language, text in item.latin.items()
        if (asks := in_language(cues.asks_deed, language))
    )


def adults_in(item: CheckedQuestion, cues: CueList) -> frozenset[str]:
    """The letters of a single choice that name an adult or a helpline, in English."""
    text, words = item.texts.get("en"), cues.named("adult", "en")
    if text is None or words is None or not guessable(item):
        return frozenset()
    return frozenset(letter for letter, said in text.choices.items() if words.search(said))
