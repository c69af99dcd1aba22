"""Which columns of a sheet hold numbers and names: by the words above, else by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from base.intake.rosters.column_words import Header, folded, header_of
from base.intake.rosters.private_cells import without_private
from base.intake.rosters.pupil_names import is_name, parted_number, without_parent
from base.intake.rosters.roster_shapes import Order, Private, Role

# Of the cells of a column so many have to look alike.
MOSTLY = 0.6
NAMES = ("name", "surname", "given")
_NOT_PUPILS = (
    *("ukupno", "svega", "total", "razredni", "razrednik", "razrednica", "razredna", "odjeljenski"),
    *(
        "odeljenski",
        "odjeljenjski",
        "odeljenjski",
        "staresina",
        "direktor",
        "direktorica",
        "ravnatelj",
    ),
    *(
        "potpis",
        "napomena",
        "muskih",
        "zenskih",
        "djecaka",
        "djevojcica",
        "decaka",
        "devojcica",
        "nastavnik",
    ),
    *(
        "datum",
        "spisak",
        "popis",
        "strana",
        "stranica",
        "page",
        "skola",
        "razred",
        "odjeljenje",
        "odeljenje",
    ),
    *(
        "skolska",
        "ucenika",
        "broj",
        "osnovna",
        "class",
        "school",
        "pupils",
        "lista",
        "zavod",
        "m p",
    ),
)


@dataclass(slots=True)
class ListColumns:
    """Columns of one list; of those side by side each has its own."""

    roles: dict[int, Role] = field(default_factory=dict)
    private: dict[int, Private] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    order: Order | None = None
    middle: bool = False
    by_class: int | None = None

    def has(self, *roles: str) -> bool:
        """Whether one of the columns is this."""
        return any(role in roles for role in self.roles.values())

    @property
    def names(self) -> list[int]:
        """The columns with names, from left to right."""
        return sorted(column for column, role in self.roles.items() if role in NAMES)

    @property
    def every(self) -> list[int]:
        """All of its columns."""
        told = [] if self.by_class is None else [self.by_class]
        return sorted({*self.roles, *self.private, *told})


def header_rows(rows: Sequence[Sequence[str]]) -> dict[int, dict[int, Header]]:
    """Rows that name columns, by place; of two the lower one, with what only the upper says."""
    heads = [{at: one for at, cell in enumerate(row) if (one := header_of(cell))} for row in rows]
    found = dict[int, dict[int, Header]]()
    for place, head in enumerate(heads):
        if not any(one.role in NAMES for one in head.values()) or _is_data(rows[place], head):
            continue
        upper = (
            heads[place - 1] if place and not _is_data(rows[place - 1], heads[place - 1]) else {}
        )
        if place - 1 in found:
            del found[place - 1]
        found[place] = {**upper, **head} if _fits(upper) else head
    return found


def _fits(upper: dict[int, Header]) -> bool:
    return any(one.role or one.private for one in upper.values())


def _is_data(row: Sequence[str], head: dict[int, Header]) -> bool:
    """Whether more cells of a row say something else than what a column holds."""
    return sum(bool(cell) for cell in row) > 2 * len(head)


def by_words(head: dict[int, Header], row: Sequence[str]) -> list[ListColumns]:
    """The lists whose columns a header row names, from left to right."""
    lists = [ListColumns()]
    for column, one in sorted(head.items()):
        mine = lists[-1]
        again = one.role == "number" and mine.has(*NAMES)
        again = again or (one.role in NAMES and one.role in mine.roles.values())
        if again:
            lists.append(mine := ListColumns())
        _take(mine, column, one)
        mine.headers[column] = row[column] if column < len(row) else ""
    return [one for one in lists if one.has(*NAMES)]


def _take(mine: ListColumns, column: int, one: Header) -> None:
    if one.is_class:
        mine.by_class = column
    elif one.role is None:
        mine.private[column] = one.private or "other"
    else:
        mine.roles[column] = one.role
        mine.order = one.order or mine.order
        mine.middle = mine.middle or (one.has_parent and one.role == "name")


def by_content(rows: Sequence[Sequence[str]]) -> list[ListColumns]:
    """The lists that their cells alone show, from left to right."""
    lists = [ListColumns()]
    for column in range(max(map(len, rows), default=0)):
        cells = column_cells(rows, column)
        mine = lists[-1]
        if is_numbers(cells):
            if mine.has(*NAMES):
                lists.append(mine := ListColumns())
            mine.roles[column] = "number"
        elif are_names(cells):
            whole = sum(len(bare(cell).split()) > 1 for cell in cells) > len(cells) * MOSTLY
            if whole and mine.has("name"):
                lists.append(mine := ListColumns())
            mine.roles[column] = _next_role(mine, whole=whole)
        elif cells:
            mine.private[column] = "other"
    return [one for one in lists if one.has(*NAMES)]


def _next_role(mine: ListColumns, *, whole: bool) -> Role:
    if whole and not mine.has(*NAMES):
        return "name"
    if mine.has("name"):
        return "out"
    return "out" if mine.has("given") else "given" if mine.has("surname") else "surname"


def add_unnamed(mine: ListColumns, rows: Sequence[Sequence[str]], named: set[int]) -> None:
    """Columns without words of their own: numbers to the left, given names to the right."""
    first = mine.names[0]
    left = [column for column in range(first) if column not in named]
    if not mine.has("number") and left and is_numbers(column_cells(rows, left[-1])):
        mine.roles[left[-1]] = "number"
        named.add(left[-1])
    right = mine.names[-1] + 1
    beside = column_cells(rows, right) if right not in named else []
    if are_names(beside) and len(beside) * 2 > len(column_cells(rows, first)):
        whole = sum(len(bare(cell).split()) > 1 for cell in column_cells(rows, first))
        parted = mine.roles[mine.names[-1]] == "name" and whole * 2 < len(beside)
        last = mine.names[-1]
        if parted:
            turned = mine.order == "given"
            mine.roles[last], mine.roles[right] = (
                ("given", "surname") if turned else ("surname", "given")
            )
        else:
            mine.roles[right] = "out"
        named.add(right)


def add_others(lists: Sequence[ListColumns], rows: Sequence[Sequence[str]]) -> None:
    """All that is left belongs to the list to its left, and is dropped."""
    taken = {column for one in lists for column in one.every}
    for column in range(max(map(len, rows), default=0)):
        owners = [one for one in lists if one.every[0] <= column] or lists[:1]
        if column not in taken and owners and column_cells(rows, column):
            owners[-1].private[column] = "other"


def column_cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """What stands in a column, without what is empty."""
    return [row[column] for row in rows if column < len(row) and row[column]]


def bare(cell: str) -> str:
    """A cell without the number typed in front, a parent's name, and what is private."""
    text = without_parent(parted_number(cell)[1])[0]
    return without_private(text, is_name=True)[0]


def is_numbers(cells: Sequence[str]) -> bool:
    """Whether these are numbers of a class register."""
    return bool(cells) and sum(number_of(cell) is not None for cell in cells) > len(cells) * MOSTLY


def number_of(cell: str) -> int | None:
    """The number that somebody typed: 7, 7., 7), 07."""
    digits = cell.strip(" .)(:-")
    return int(digits) if digits.isdecimal() and len(digits) < 4 else None


def are_names(cells: Sequence[str]) -> bool:
    """Whether these look like names."""
    return bool(cells) and sum(is_name(bare(cell)) for cell in cells) > len(cells) * MOSTLY


def is_beside(text: str) -> bool:
    """Whether a cell belongs to the paper and not to the list: a sum, a signature, a title."""
    words = folded(text)
    return words.startswith(_NOT_PUPILS) and any(
        words == one or words.startswith(f"{one} ") for one in _NOT_PUPILS
    )
