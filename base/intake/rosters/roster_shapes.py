"""What is read of a class list: plain data without private cells, which leaves its process."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

type Role = Literal["number", "name", "surname", "given", "out"]
type Order = Literal["surname", "given"]
type State = Literal["fine", "doubtful", "wrong", "twice"]
# What was found and dropped; ``other``: columns that are neither number nor name.
type Private = Literal["national", "birth", "address", "phone", "mail", "parent", "other"]


class FoundColumn(Struct):
    """A column that may hold numbers or names; ``letter`` as a spreadsheet names it."""

    role: Role
    letter: str
    header: str
    cells: list[str]


class FoundClass(Struct):
    """One class of a file: ``rows`` and ``hidden`` are row numbers as a spreadsheet shows them.

    ``order`` says how a column of whole names is to be read.
    """

    label: str
    sheet: str
    rows: list[int]
    columns: list[FoundColumn]
    order: Order = "surname"
    hidden: list[int] = field(default_factory=list)
    dropped: dict[Private, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


class FoundRoster(Struct):
    """All classes of a file."""

    classes: list[FoundClass]


class PupilLine(Struct):
    """One pupil: ``row`` of the file, number of the register (0: none), names, and what of it.

    ``doubts`` are words of ``LINE_DOUBTS`` (``schools.classes``), the first decides the state.
    """

    row: int
    number: int
    surname: str
    given: str
    state: State = "fine"
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As it is spoken: given name first."""
        return f"{self.given} {self.surname}".strip()
