"""A question as all formats see it, and what reading a file can find."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.file_refusal import RefusedFile
from intake.phrases import gettext_noop
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS, SINGLE_LETTERS
from quizbank.rules.text_units import TextWords

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
    "several right choices",
    "sorting and order",
    "scenes",
    "notes",
    "pictures",
)
SPACES = " \t\r"
_NOT_CHARACTERS = re.compile("[\ufffe\uffff\ufeff]")
# Of several choices as many are right at least, and as many are not.
SEVERAL = 2
EXPLAINED = gettext_noop(
    "The feedback of single choices now stands in the explanation. Read it through."
)
# Shares of the points, in per cent, so near are alike: thirds and sevenths are rounded.
NEARLY = 0.1
UNEQUAL_SHARES = gettext_noop("The right choices have to give the same points, together 100.")


class BadFile(RefusedFile):
    """A file that cannot be read at all; ``values`` fill in the placeholders of ``text``."""


@dataclass(frozen=True, slots=True)
class FileText:
    """A text in one language; how far it has come in the bank is not part of what it says.

    ``behind``: it was translated from earlier words than those the question has now. ``whole``:
    nothing of what pupils are asked is empty.
    """

    words: TextWords
    approved: bool = field(default=False, compare=False)
    behind: bool = field(default=False, compare=False)
    whole: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """One question; an empty part is one that the file does not say. ``place`` is for messages.

    ``right`` is written as in quizbank/rules/right_answers.py, ``scene`` as in scene_kinds.py.
    """

    id: str = ""
    division: str = ""
    topic: str = ""
    difficulty: str = ""
    sensitive: bool | None = None
    right: str = ""
    kind: str = QuestionKind.SINGLE.value
    scene: Mapping[str, Any] = field(default_factory=dict)
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
    """What a file gave: questions, what keeps others out, and what is left out of those read.

    ``pictures`` are the bytes that it brings along, as they came, by the name scenes give them.
    """

    items: list[FileQuestion] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    notes: list[FileFault] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def refuse(self, place: str, where: str, text: str, **values: object) -> None:
        """Note why a question is not taken."""
        self.faults.append(FileFault(place, where, text, values))

    def remark(self, place: str, where: str, text: str, **values: object) -> None:
        """Note what a question loses."""
        self.notes.append(FileFault(place, where, text, values))

    def right_letter(self, place: str, where: str, right: Sequence[int], count: int) -> str:
        """The letter of the only right choice of ``count``; empty after noting what is wrong."""
        if count > len(SINGLE_LETTERS):
            text = gettext_noop("There are %(count)d choices. Leave out all but four.")
            self.refuse(place, where, text, count=count)
        elif len(right) > 1:
            text = gettext_noop("%(count)d choices count as right. Only one may.")
            self.refuse(place, where, text, count=len(right))
        elif self._all_there(place, where, right, count):
            return LETTERS[right[0]]
        return ""

    def right_letters(self, place: str, where: str, right: Sequence[int], count: int) -> str:
        """The letters of the right choices where several are; empty after noting what is wrong."""
        if len(right) < SEVERAL or count - len(right) < SEVERAL:
            text = gettext_noop(
                "%(right)d of %(count)d choices count as right. At least two have to be right,"
                " and at least two not."
            )
            self.refuse(place, where, text, right=len(right), count=count)
            return ""
        return self.marked_letters(place, where, right, count)

    def marked_letters(self, place: str, where: str, right: Sequence[int], count: int) -> str:
        """The letters of what is right, however many; empty after noting what is wrong."""
        if self.lettered(place, where, count) and self._all_there(place, where, right, count):
            return "".join(sorted(LETTERS[at] for at in set(right)))
        return ""

    def kind_and_right(
        self, place: str, where: str, right: Sequence[int], count: int
    ) -> tuple[str, str]:
        """Whether one choice is right or several are, and their letters; two empty if neither."""
        several = len(right) > 1
        letters = (self.right_letters if several else self.right_letter)(place, where, right, count)
        return ((QuestionKind.MULTI if several else QuestionKind.SINGLE).value, letters)

    def lettered(self, place: str, where: str, count: int) -> bool:
        """Whether there are letters for all of them; notes it if not."""
        if count > len(LETTERS):
            text = gettext_noop("There are %(count)d of them. Leave out all but %(most)d.")
            self.refuse(place, where, text, count=count, most=len(LETTERS))
        return count <= len(LETTERS)

    def _all_there(self, place: str, where: str, right: Sequence[int], count: int) -> bool:
        beyond = [at for at in right if not 0 <= at < count]
        if not right:
            self.refuse(place, where, gettext_noop("No choice is marked as right. Mark one."))
        elif beyond:
            text = gettext_noop("Choice %(number)d is marked as right, but is not there or empty.")
            self.refuse(place, where, text, number=beyond[0] + 1)
        return bool(right) and not beyond


def clean(text: str) -> str:
    """A text that every format can hold: NFC, line breaks as ``\\n``, no control characters."""
    lines = _NOT_CHARACTERS.sub("", unicodedata.normalize("NFC", text)).splitlines()
    return "\n".join(
        "".join(c for c in line.replace("\t", " ") if unicodedata.category(c) not in ("Cc", "Cs"))
        for line in lines
    ).strip()


def lettered(choices: Iterable[str]) -> dict[str, str]:
    """Choices in their order, by letter."""
    return dict(zip(LETTERS, map(clean, choices), strict=False))


def make_text(question: str, choices: Iterable[str], explanation: str = "") -> FileText:
    """A text from choices in their order."""
    return FileText(TextWords(clean(question), lettered(choices), clean(explanation)))


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
