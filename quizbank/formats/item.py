"""A question as files have it, and what reading a file can find."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from base.intake.file_refusal import RefusedFile
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords

_NOT_CHARACTERS = re.compile("[\ufffe\uffff\ufeff]")


class BadFile(RefusedFile):
    """A file that cannot be read at all; ``values`` fill in the placeholders of ``text``."""


@dataclass(frozen=True, slots=True)
class FileText:
    """A text in one language; how far it has come in the bank is not part of what it says.

    ``behind``: it was translated from earlier words than those the question has now.
    """

    words: TextWords
    approved: bool = field(default=False, compare=False)
    behind: bool = field(default=False, compare=False)


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


def clean(text: str) -> str:
    """A text that every file can hold: NFC, line breaks as ``\\n``, no control characters."""
    lines = _NOT_CHARACTERS.sub("", unicodedata.normalize("NFC", text)).splitlines()
    return "\n".join(
        "".join(c for c in line.replace("\t", " ") if unicodedata.category(c) not in ("Cc", "Cs"))
        for line in lines
    ).strip()
