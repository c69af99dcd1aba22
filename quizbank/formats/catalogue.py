"""Which formats there are, and what each can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from intake.phrases import Phrase, gettext_noop
from quizbank.formats.item import PARTS, FileQuestion, FileText, one_line
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import images_in

# Five hundred questions in six languages; more would let whoever looks at them wait for long.
# No export holds more than an import takes.
MOST_TEXTS = 3_000
ALL = frozenset(PARTS)
SEVERAL, SORTED, SCENES, NOTES, PICTURES = PARTS[-5:]
NO_KIND = gettext_noop("%(program)s has no questions of this kind.")
NO_SCENE = gettext_noop("%(program)s cannot show its scene, without which it is another question.")
NO_PICTURE = gettext_noop("%(program)s cannot carry the picture of its scene.")
MANY_CHOICES = gettext_noop("%(program)s takes at most %(most)d choices.")
MANY_RIGHT = gettext_noop("%(program)s takes at most %(most)d right choices.")
GROUPS_ALIKE = gettext_noop("Two of its groups have the same words.")
NEEDS = {
    QuestionKind.MULTI: SEVERAL,
    QuestionKind.SPOTS: SEVERAL,
    QuestionKind.SORT: SORTED,
    QuestionKind.ORDER: SORTED,
}

type Languages = Literal["one", "all", "pair"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``languages`` says how many a file holds: one, all, or a source and a target."""

    name: str
    title: str
    suffix: str
    languages: Languages
    holds: frozenset[str]
    # Questions that its program takes in a file; 0 where we know of no such limit.
    most: int = 0
    # Choices, and right ones among several, that it takes in a question.
    most_choices: int = 0
    most_right: int = 0
    # Kinds it has no place for although it has one for their like.
    but: frozenset[QuestionKind] = frozenset()
    # Whether a group is known by its words alone.
    groups_by_words: bool = False
    # Whether a file without the right answers is still one.
    without_key: bool = False
    # Another ending of files that are read.
    also: str = ""

    @property
    def read_as(self) -> list[str]:
        """The endings of files that are read, the usual one first."""
        return [one for one in (self.suffix, self.also) if one]

    @property
    def lacks(self) -> list[str]:
        """What a question loses in it, in words, in a fixed order."""
        return [part for part in PARTS if part not in self.holds]


FORMATS = {
    one.name: one
    for one in (
        Format("sheet", "Our sheet", "xlsx", "all", ALL, without_key=True, also="csv"),
        Format(
            "kahoot",
            "Kahoot",
            "xlsx",
            "one",
            frozenset({"line breaks", SEVERAL}),
            most=100,
            most_choices=4,
        ),
        Format(
            "quizizz",
            "Quizizz (Wayground)",
            "xlsx",
            "one",
            frozenset({"explanation", "line breaks", SEVERAL}),
            most_choices=5,
        ),
        Format("moodle", "Moodle XML", "xml", "all", ALL, most_right=10, groups_by_words=True),
        Format(
            "gift",
            "GIFT",
            "txt",
            "one",
            ALL - {PICTURES},
            most_right=10,
            but=frozenset({QuestionKind.ORDER}),
            groups_by_words=True,
        ),
        Format("aiken", "Aiken", "txt", "one", frozenset()),
        Format("qti21", "QTI 2.1", "zip", "all", ALL, also="xml"),
        Format("qti30", "QTI 3.0", "zip", "all", ALL, also="xml"),
        Format(
            "xliff",
            "XLIFF 1.2",
            "xlf",
            "pair",
            ALL - {"division", "topic", "difficulty", "sensitive"},
            without_key=True,
        ),
    )
}


def unheld(item: FileQuestion, format_: Format) -> Phrase | None:
    """Why a question cannot stand in a format at all; it is left out, never told otherwise."""
    if format_.without_key:
        return None
    kind = QuestionKind(item.kind)
    if NEEDS.get(kind, "") not in {"", *format_.holds} or kind in format_.but:
        return Phrase(NO_KIND, program=format_.title)
    if item.scene and SCENES not in format_.holds:
        return Phrase(NO_SCENE, program=format_.title)
    if images_in(item.scene) and PICTURES not in format_.holds:
        return Phrase(NO_PICTURE, program=format_.title)
    return _too_much(item, format_)


def _too_much(item: FileQuestion, format_: Format) -> Phrase | None:
    choices = max((len(text.words.choices) for text in item.texts.values()), default=0)
    if format_.most_choices and choices > format_.most_choices:
        return Phrase(MANY_CHOICES, program=format_.title, most=format_.most_choices)
    is_marked = item.kind in (QuestionKind.MULTI, QuestionKind.SPOTS)
    if is_marked and 0 < format_.most_right < len(item.right):
        return Phrase(MANY_RIGHT, program=format_.title, most=format_.most_right)
    if format_.groups_by_words and any(_alike(text) for text in item.texts.values()):
        return Phrase(GROUPS_ALIKE)
    return None


def _alike(text: FileText) -> bool:
    return len(set(text.words.bins.values())) < len(text.words.bins)


def held(item: FileQuestion, format_: Format) -> FileQuestion:
    """What is left of an item in a format that can hold it."""
    holds, pair = format_.holds, format_.languages == "pair"
    return FileQuestion(
        id=item.id if "identifier" in holds else "",
        division=item.division if "division" in holds else "",
        topic=item.topic if "topic" in holds else "",
        difficulty=item.difficulty if "difficulty" in holds else "",
        sensitive=item.sensitive if "sensitive" in holds else None,
        right="" if pair else item.right,
        kind="" if pair else item.kind,
        scene={} if pair else item.scene,
        texts={code: _held(text, holds) for code, text in item.texts.items()},
    )


def _held(text: FileText, holds: Collection[str]) -> FileText:
    words = text.words if "line breaks" in holds else text.words.mapped(one_line)
    if "explanation" not in holds:
        words = replace(words, explanation="")
    if NOTES not in holds:
        words = replace(words, notes={})
    return replace(text, words=words)


def left_out(items: Iterable[FileQuestion], codes: Sequence[str]) -> list[tuple[str, str]]:
    """Identifier and language of the texts that are asked for and not there."""
    return [(item.id, code) for item in items for code in codes if code not in item.texts]
