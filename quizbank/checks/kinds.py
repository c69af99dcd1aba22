"""What questions of several parts and scenes break: their form, and what is too much for an age."""

from __future__ import annotations

from collections.abc import Iterator

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.rules.question_faults import asked_faults, same_words
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import scene_faults
from quizbank.rules.text_units import TextWords

# By age: how many choices, rows, steps or markable parts a pupil keeps apart.
SIZES = {
    QuestionKind.MULTI: {"9-11": 5, "12-13": 6, "14-15": 7},
    QuestionKind.SPOTS: {"9-11": 6, "12-13": 8, "14-15": 9},
    QuestionKind.SORT: {"9-11": 4, "12-13": 5, "14-15": 6},
    QuestionKind.ORDER: {"9-11": 4, "12-13": 5, "14-15": 5},
}
MOST_BINS = 3
# A scene is read and judged: (parts, characters of all its texts).
SCENES = {"9-11": (6, 320), "12-13": (8, 450), "14-15": (9, 600)}
OLDEST = "14-15"

TOO_MANY = gettext_noop(
    "%(count)d choices, rows, steps or parts are too many for this age: %(most)d"
)
TOO_MANY_GROUPS = gettext_noop("%(count)d groups are too many: %(most)d")
LONG_SCENE = gettext_noop(
    "the scene has %(parts)d parts and %(count)d characters: at this age at most %(most)d and "
    "%(characters)d"
)


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Faults of form first; then what the age makes too much."""
    for fault in scene_faults(item.scene) if item.scene else ():
        yield Finding(item.key, "", "form", fault)
    if item.kind is QuestionKind.SINGLE and not item.scene:
        # Its letters and its key are looked at by `keys`.
        yield from _alike(item)
        return
    for language, text in item.texts.items():
        for fault in asked_faults(item.asked, text):
            yield Finding(item.key, language, "form", fault)
        for told in _too_much(item, text):
            yield Finding(item.key, language, "size-age", told)


def _alike(item: CheckedQuestion) -> Iterator[Finding]:
    for language, text in item.texts.items():
        for fault in same_words(item.kind, text):
            yield Finding(item.key, language, "form", fault)


def _too_much(item: CheckedQuestion, text: TextWords) -> Iterator[Phrase]:
    age = item.division if item.division in SCENES else OLDEST
    size = len(text.choices)
    if (most := SIZES.get(item.kind, {}).get(age, size)) < size:
        yield Phrase(TOO_MANY, count=size, most=most)
    if (bins := len(text.bins)) > MOST_BINS:
        yield Phrase(TOO_MANY_GROUPS, count=bins, most=MOST_BINS)
    parts, count = len(item.scene.get("parts", ())), _characters(item, text)
    most_parts, characters = SCENES[age]
    if parts > most_parts or count > characters:
        told = {"parts": parts, "count": count, "most": most_parts, "characters": characters}
        yield Phrase(LONG_SCENE, **told)


def _characters(item: CheckedQuestion, text: TextWords) -> int:
    """Of all texts in the scene."""
    marked = text.choices.values() if item.kind is QuestionKind.SPOTS else ()
    return sum(map(len, (*text.parts.values(), *marked)))
