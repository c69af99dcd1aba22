"""Files of questions, read where strangers' files are read: in a process of its own."""

from __future__ import annotations

from base.intake import sheets
from base.intake.sheets import PACKED, ReadTable
from quizbank.formats import packed, xliff
from quizbank.formats.carried import Carried, carried
from quizbank.formats.markup import check

DECLARATIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]


def translations(content: bytes) -> Carried:
    """The translations of an XLIFF file. Raises ``BadFile``."""
    return carried(xliff.read(content))


def sheet(content: bytes, *, kind: str = "") -> ReadTable:
    """The rows of our sheet. Raises ``BadFile`` and what ``base.intake.sheets.table`` raises."""
    _refuse_declarations(content)
    return sheets.table(content, kind)


def _refuse_declarations(content: bytes) -> None:
    """Refuse a workbook that declares what the library which reads it would obey."""
    if not content.startswith(PACKED):
        return
    for name, part in packed.files(content).items():
        # A part may have any name; only those of pictures and the like need not be well formed.
        if name.endswith((".xml", ".rels")) or any(mark in part for mark in DECLARATIONS):
            check(part)
