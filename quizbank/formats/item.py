"""A question as all formats see it, and what reading a file can find."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from intake.file_refusal import RefusedFile
from intake.phrases import gettext_noop

LETTERS = "abcd"
# What a question consists of, in the order in which a format's gaps are named.
PARTS = (
    "identifier",
    "language",
    "division",
    "topic",
    "difficulty",
    "sensitive",
    "explanation",
    "line breaks",
)
SPACES = " \t\r"
_NOT_CHARACTERS = re.compile("[\ufffe\uffff\ufeff]")


EXPLAINED = gettext_noop(
    "The feedback of single choices now stands in the explanation. Read it through."
)


class BadFile(RefusedFile):
    """A file that cannot be read at all; ``values`` fill in the placeholders of ``text``."""


@dataclass(frozen=True, slots=True)
class FileText:
    """A question in one language; whether a person approved it is not part of what it says."""

    question: str
    choices: Mapping[str, str]
    explanation: str = ""
    approved: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """One question; an empty part is one that the file does not say. ``place`` is for messages."""

    id: str = ""
    division: str = ""
    topic: str = ""
    difficulty: str = ""
    sensitive: bool | None = None
    right: str = ""
    texts: Mapping[str, FileText] = field(default_factory=dict)
    place: str = field(default="", compare=False)
    # Language and text a translation was made from.
    source: tuple[str, FileText] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why a question cannot be taken: the place, what of it, what stands there, and the remedy.

    ``text`` is a sentence with placeholders for ``values``, so that a page can translate it.
    """

    place: str
    where: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}, {self.where}: {self.text % self.values}"


@dataclass(slots=True)
class Reading:
    """What a file gave: questions, what keeps others out, and what is left out of those read."""

    items: list[FileQuestion] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    notes: list[FileFault] = field(default_factory=list)

    def refuse(self, place: str, where: str, text: str, **values: object) -> None:
        """Note why a question is not taken."""
        self.faults.append(FileFault(place, where, text, values))

    def remark(self, place: str, where: str, text: str, **values: object) -> None:
        """Note what a question loses."""
        self.notes.append(FileFault(place, where, text, values))

    def right_letter(self, place: str, where: str, right: Sequence[int], count: int) -> str:
        """The letter of the only right choice of ``count``; empty after noting what is wrong."""
        if count > len(LETTERS):
            text = gettext_noop("There are %(count)d choices. Leave out all but four.")
            self.refuse(place, where, text, count=count)
        elif not right:
            self.refuse(place, where, gettext_noop("No choice is marked as right. Mark one."))
        elif len(right) > 1:
            text = gettext_noop("%(count)d choices count as right. Only one may.")
            self.refuse(place, where, text, count=len(right))
        elif not 0 <= right[0] < count:
            text = gettext_noop("Choice %(number)d is marked as right, but is not there or empty.")
            self.refuse(place, where, text, number=right[0] + 1)
        else:
            return LETTERS[right[0]]
        return ""


def clean(text: str) -> str:
    """A text that every format can hold: NFC, line breaks as ``\\n``, no control characters."""
    lines = _NOT_CHARACTERS.sub("", unicodedata.normalize("NFC", text)).splitlines()
    return "\n".join(
        "".join(c for c in line.replace("\t", " ") if unicodedata.category(c) not in ("Cc", "Cs"))
        for line in lines
    ).strip()


def make_text(question: str, choices: Iterable[str], explanation: str = "") -> FileText:
    """A text from choices in their order."""
    lettered = dict(zip(LETTERS, map(clean, choices), strict=False))
    return FileText(clean(question), lettered, clean(explanation))


def explained(general: str, choices: Sequence[str], feedback: Sequence[str]) -> str:
    """An explanation with what a program says to single choices, a line for each of them."""
    said = [
        f"{clean(choice).rstrip('.')}: {clean(words)}"
        for choice, words in zip(choices, feedback, strict=True)
        if clean(words)
    ]
    return "\n".join([*([clean(general)] if clean(general) else []), *said])


def folded(text: str, mark: str, joint: str) -> str:
    """The text with ``joint`` for each run of marks and spaces around them; in linear time."""
    first, *others = text.split(mark)
    if not others:
        return text
    between = [part for one in others[:-1] if (part := one.strip(SPACES))]
    return joint.join([first.rstrip(SPACES), *between, others[-1].lstrip(SPACES)])


def one_line(text: str) -> str:
    """A text without line breaks, for formats that know none."""
    return " ".join(text.split("\n"))
