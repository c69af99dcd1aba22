"""Zip files from strangers, unpacked in memory within limits."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from base.intake.phrases import gettext_noop
from quizbank.formats.item import BadFile

MEBIBYTE = 1024 * 1024
# A question in a language each, and a manifest.
MOST_FILES, MOST_UNPACKED, MOST_RATIO = 3_100, 60 * MEBIBYTE, 200
# Small files of zeros are packed better than any limit and hurt nobody.
HARMLESS = MEBIBYTE
ENCRYPTED = 0x1
PACKED = b"PK\x03\x04"
UNREADABLE = gettext_noop("The zip file is damaged or packed in an unusual way. Pack it again.")


def files(content: bytes) -> dict[str, bytes]:
    """``{name: bytes}`` of all files. Raises ``BadFile`` with the remedy."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            _check(entries)
            return {entry.filename: packed.read(entry) for entry in entries}
    # what zipfile raises for damaged, encrypted or exotic archives
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise BadFile(UNREADABLE) from error


def _check(entries: list[ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES:
        text = gettext_noop("The zip file holds more than %(most)d files. Split it.")
        raise BadFile(text, most=MOST_FILES)
    if len(set(names)) < len(names):
        raise BadFile(gettext_noop("The zip file holds two files of the same name. Pack it again."))
    for entry in entries:
        _check_entry(entry)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        text = gettext_noop(
            "The zip file is larger than %(most)d megabytes once unpacked. Split it."
        )
        raise BadFile(text, most=MOST_UNPACKED // MEBIBYTE)


def _check_entry(entry: ZipInfo) -> None:
    name = entry.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise BadFile(
            gettext_noop("The zip file names a place outside itself: %(name)s."), name=name
        )
    if entry.flag_bits & ENCRYPTED:
        raise BadFile(
            gettext_noop("The zip file is protected by a password. Pack it again without one.")
        )
    if entry.file_size > max(HARMLESS, MOST_RATIO * entry.compress_size):
        raise BadFile(gettext_noop("%(name)s would grow too much when unpacked."), name=name)
