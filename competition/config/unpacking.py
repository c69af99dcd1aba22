"""A look at a packed workbook before anything unpacks it."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEBIBYTE = 1024 * 1024
# 20,000 rows of long names in 60 columns stay below it.
MOST_UNPACKED = 60 * MEBIBYTE


def refuse_bombs(content: bytes) -> None:
    """Raise ``ValidationError`` for a workbook that would fill the memory.

    What an entry says of its size binds: nobody unpacks more of it than that.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile:
        return
    if size > MOST_UNPACKED:
        text = _("This workbook is too large once unpacked. Copy the table into a new workbook.")
        raise ValidationError(text)
