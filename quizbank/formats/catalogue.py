"""Which formats there are, and what each can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizbank.formats.item import PARTS, FileQuestion, one_line

# Five hundred questions in six languages; more would let whoever looks at them wait for long.
# No export holds more than an import takes.
MOST_TEXTS = 3_000
ALL = frozenset(PARTS)
ABOUT = ALL - {"explanation", "line breaks"}

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
    # Whether a file without the right answers is still one.
    without_key: bool = False

    @property
    def lacks(self) -> list[str]:
        """What a question loses in it, in words, in a fixed order."""
        return [part for part in PARTS if part not in self.holds]


FORMATS = {
    one.name: one
    for one in (
        Format("sheet", "Our sheet", "xlsx", "all", ALL, without_key=True),
        Format("kahoot", "Kahoot", "xlsx", "one", frozenset({"line breaks"}), most=100),
        Format("quizizz", "Quizizz (Wayground)", "xlsx", "one", ALL - ABOUT),
        Format("moodle", "Moodle XML", "xml", "all", ALL),
        Format("gift", "GIFT", "txt", "one", ALL),
        Format("aiken", "Aiken", "txt", "one", frozenset()),
        Format("qti21", "QTI 2.1", "zip", "all", ALL),
        Format("qti30", "QTI 3.0", "zip", "all", ALL),
        Format(
            "xliff",
            "XLIFF 1.2",
            "xlf",
            "pair",
            frozenset({"identifier", "language", "explanation", "line breaks"}),
            without_key=True,
        ),
    )
}


def held(item: FileQuestion, format_: Format) -> FileQuestion:
    """What is left of an item in a format."""
    holds = format_.holds
    texts = dict(item.texts)
    if "explanation" not in holds:
        texts = {code: replace(text, explanation="") for code, text in texts.items()}
    if "line breaks" not in holds:
        texts = {
            code: replace(
                text,
                question=one_line(text.question),
                choices={letter: one_line(choice) for letter, choice in text.choices.items()},
            )
            for code, text in texts.items()
        }
    return FileQuestion(
        id=item.id if "identifier" in holds else "",
        division=item.division if "division" in holds else "",
        topic=item.topic if "topic" in holds else "",
        difficulty=item.difficulty if "difficulty" in holds else "",
        sensitive=item.sensitive if "sensitive" in holds else None,
        right="" if format_.languages == "pair" else item.right,
        texts=texts,
    )


def left_out(items: Iterable[FileQuestion], codes: Sequence[str]) -> list[tuple[str, str]]:
    """Identifier and language of the texts that are asked for and not there."""
    return [(item.id, code) for item in items for code in codes if code not in item.texts]
