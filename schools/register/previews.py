"""What a register would change, before it does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from schools.models import School, SchoolMerge
from schools.register.columns import NAMES

# What of a school a preview promises.
PROMISED = ("register_code", "name", "place", "country_id", "region_id", "pupil_count", "email")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field of one school, before and after."""

    column: str
    old: object
    new: object

    @property
    def label(self) -> str:
        """The field in the reader's language."""
        return str(NAMES[self.column][0]) if self.column in NAMES else _("closed since")


@dataclass(frozen=True, slots=True)
class RowLine:
    """What a row is about; ``changes`` is empty for a new school."""

    row: int
    school: School
    changes: list[CellChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell, and what to do."""

    row: int
    column: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Twin:
    """A new school that looks like another one, ``other``, under another code."""

    row: int
    school: School
    other: School


@dataclass(slots=True)
class SheetPreview:
    """What would become of the register."""

    new: list[RowLine] = field(default_factory=list)
    changed: list[RowLine] = field(default_factory=list)
    unchanged: int = 0
    # Rows about schools that were merged into another one.
    merged: list[tuple[int, SchoolMerge]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    # Open schools of the countries in the sheet that it does not name.
    missing: list[School] = field(default_factory=list)

    @property
    def may_be_stored(self) -> bool:
        """Whether there is anything to import."""
        return not self.faults and bool(self.new or self.changed or self.missing)

    @property
    def seen(self) -> str:
        """Tells whether two previews promise the same."""
        lines = [
            [*(getattr(line.school, name) for name in PROMISED), *map(repr, line.changes)]
            for line in (*self.new, *self.changed)
        ]
        return hashlib.sha256(repr(lines).encode()).hexdigest()
