"""A file or pasted text becomes the classes in it; what is private never leaves this process."""

from __future__ import annotations

from base.intake.file_refusal import RefusedFile
from base.intake.limits import MEBIBYTE, ReaderLimits
from base.intake.phrases import gettext_noop
from base.intake.rosters.class_lists import classes_of
from base.intake.rosters.roster_shapes import FoundClass, FoundRoster
from base.intake.rosters.roster_tables import tables

# Also a workbook with a sheet for each class of a large school stays far below it.
ROSTER_LIMITS = ReaderLimits(memory=224 * MEBIBYTE, answer=4 * MEBIBYTE, processor=7, seconds=9)
MOST_BYTES = 3 * MEBIBYTE
FEWEST = 3
# More than any class has, and what one page can mend.
MOST_PUPILS = 150
NO_CLASS = gettext_noop(
    "A list of %(count)d names is no class. Part it by classes, or give it a column “Class”."
)
TOO_LARGE = gettext_noop("This file is larger than 3 megabytes. Copy the list and paste it.")
NO_NAMES = gettext_noop(
    "No list of names was found. Write one pupil a line, or put “Surname and given name” above the "
    "column."
)


def read(content: bytes) -> FoundRoster:
    """All classes of a file of any kind. Raises ``RefusedFile`` with the remedy."""
    if len(content) > MOST_BYTES:
        raise RefusedFile(TOO_LARGE)
    found = [one for table in tables(content) for one in classes_of(table)]
    sure = [one for one in found if not _is_stray(one)]
    if not found:
        raise RefusedFile(NO_NAMES)
    if (most := max(len(one.rows) for one in found)) > MOST_PUPILS:
        raise RefusedFile(NO_CLASS, count=most)
    return FoundRoster(sure or found)


def _is_stray(one: FoundClass) -> bool:
    """Whether a line or two of words beside the lists are no list: without class and number."""
    return not one.label and len(one.rows) < FEWEST and all(c.role != "number" for c in one.columns)
