"""Files of all formats, read where strangers' files are read: in a process of its own."""

from __future__ import annotations

from intake import sheets
from intake.file_refusal import RefusedFile
from intake.letters import decoded
from intake.phrases import gettext_noop
from intake.sheets import PACKED, ReadTable
from quizbank.formats import (
    aiken,
    gift_reading,
    kahoot,
    moodle_reading,
    packed,
    picture_sheet,
    qti_reading,
    quizizz,
    xliff,
)
from quizbank.formats.carried import Carried, carried
from quizbank.formats.item import BadFile, Reading
from quizbank.formats.markup import check

DECLARATIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
READ_TEXT = {"gift": gift_reading.read, "aiken": aiken.read}
READ_ROWS = {"kahoot": kahoot.read, "quizizz": quizizz.read}
READ_BYTES = {
    "moodle": moodle_reading.read,
    "qti21": qti_reading.read,
    "qti30": qti_reading.read,
    "xliff": xliff.read,
}


def questions(content: bytes, *, format_name: str, language: str) -> Carried:
    """The questions of a file in any format but our sheet. Raises ``BadFile``."""
    return carried(_read(content, format_name, language))


def sheet(content: bytes, *, kind: str = "") -> ReadTable:
    """The rows of our sheet. Raises ``BadFile`` and what ``intake.sheets.table`` raises."""
    _refuse_declarations(content)
    return sheets.table(content, kind)


def sheet_pictures(content: bytes) -> dict[str, bytes]:
    """The pictures beside the rows of our sheet. Raises ``RefusedFile``."""
    _refuse_declarations(content)
    try:
        return picture_sheet.pictures_in(content)
    except (RefusedFile, MemoryError):
        raise
    except Exception as error:
        raise RefusedFile(sheets.UNREADABLE) from error


def _read(content: bytes, name: str, language: str) -> Reading:
    if name in READ_ROWS:
        return READ_ROWS[name](_rows(content), language)
    if name in READ_TEXT:
        text = decoded(content)
        if text is None or "\0" in text:
            raise BadFile(gettext_noop("This is no text in UTF-8. Save it as plain text in UTF-8."))
        return READ_TEXT[name](text, language)
    return READ_BYTES[name](content, language)


def _rows(content: bytes) -> list[list[str]]:
    _refuse_declarations(content)
    try:
        return list(sheets.rows(content))
    except (RefusedFile, MemoryError):
        raise
    except Exception as error:
        raise BadFile(
            gettext_noop("This is no readable workbook. Save it again as XLSX.")
        ) from error


def _refuse_declarations(content: bytes) -> None:
    """Refuse a workbook that declares what the library which reads it would obey."""
    if not content.startswith(PACKED):
        return
    for name, part in packed.files(content).items():
        # A part may have any name; only those of pictures and the like need not be well formed.
        if name.endswith((".xml", ".rels")) or any(mark in part for mark in DECLARATIONS):
            check(part)
