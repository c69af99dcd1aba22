"""The classes of a sheet: stacked, side by side, or told by a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from base.intake.rosters.class_labels import class_label
from base.intake.rosters.list_columns import (
    NAMES,
    ListColumns,
    add_others,
    add_unnamed,
    bare,
    by_content,
    by_words,
    column_cells,
    header_rows,
    is_beside,
    number_of,
)
from base.intake.rosters.private_cells import without_private
from base.intake.rosters.pupil_names import (
    guess_order,
    is_name,
    parted_number,
    tidy,
    without_middle,
    without_parent,
)
from base.intake.rosters.roster_shapes import FoundClass, FoundColumn, Order, Private
from base.intake.rosters.roster_tables import RosterTable

# So far above a list its title is looked for.
TITLE_ROWS = 6
HIDDEN_COLUMN, HIDDEN_SHEET = "hidden_column", "hidden_sheet"


@dataclass(slots=True)
class ListStretch:
    """A list on its sheet: its columns and its rows from ``first`` to before ``end``."""

    columns: ListColumns
    first: int
    end: int
    above: int
    label: str = ""


def classes_of(table: RosterTable) -> list[FoundClass]:
    """The classes of a sheet, in reading order."""
    made = [one for stretch in _stretches(table.rows) for one in _classes(table, stretch)]
    return _joined([one for one in made if one.rows])


def _stretches(rows: Sequence[Sequence[str]]) -> Iterator[ListStretch]:
    heads = header_rows(rows)
    if not heads:
        yield from _without_words(rows)
        return
    starts = sorted(heads)
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = len(rows) if following is None else _before_title(rows, start, following)
        lists = by_words(heads[start], rows[start])
        body = rows[start + 1 : end]
        named = set(heads[start]) | {at for at, cell in enumerate(rows[start]) if cell}
        above = max([one for one in starts if one < start], default=-1)
        for mine in lists:
            add_unnamed(mine, body, named)
        add_others(lists, body)
        for mine in lists:
            yield from _parted(rows, ListStretch(mine, start + 1, end, above))


def _without_words(rows: Sequence[Sequence[str]]) -> Iterator[ListStretch]:
    """Lists without headings: a title with a class begins each."""
    titles = [at for at, row in enumerate(rows) if _title(row)]
    starts = sorted({0, *(at + 1 for at in titles)})
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = len(rows) if following is None else following - 1
        above = max([one for one in starts if one < start], default=-1)
        body = [row for row in rows[start:end] if not is_beside(next(filter(None, row), ""))]
        label = _title(rows[start - 1]) if start else ""
        for mine in by_content(body):
            yield ListStretch(mine, start, end, start - 2 if start else above, label)


def _parted(rows: Sequence[Sequence[str]], whole: ListStretch) -> Iterator[ListStretch]:
    """A list under one heading, parted by titles of classes inside of it."""
    start, label = whole.first, ""
    for at in range(whole.first, whole.end):
        if title := _title(rows[at]):
            if at > start:
                yield ListStretch(whole.columns, start, at, whole.above, label)
            start, label = at + 1, title
    yield ListStretch(whole.columns, start, whole.end, whole.above, label)


def _title(row: Sequence[str]) -> str:
    """The class that a row names which holds nothing else."""
    used = [cell for cell in row if cell]
    if (
        not 1 <= len(used) <= 2
        or _is_person(used[0])
        or (is_name(bare(used[0])) and not is_beside(used[0]))
    ):
        return ""
    return class_label(used[0]) or (
        class_label(used[1]) if len(used) > 1 and is_beside(used[0]) else ""
    )


def _is_person(cell: str) -> bool:
    """Whether a cell begins like a numbered pupil, whatever stands behind the name."""
    number, rest = parted_number(cell)
    words = rest.split()[:2]
    return (
        number is not None
        and len(words) == 2
        and all(word.isalpha() and word[0].isupper() and len(word) > 1 for word in words)
    )


def _before_title(rows: Sequence[Sequence[str]], start: int, following: int) -> int:
    """Where a list ends whose next one begins at the header ``following``."""
    end = following
    for at in range(following - 1, max(start, following - TITLE_ROWS), -1):
        used = [cell for cell in rows[at] if cell]
        if (
            used
            and len(used) > 1
            and any(is_name(bare(cell)) for cell in used)
            and not is_beside(used[0])
        ):
            break
        if used and (
            class_label(" ".join(used)) or is_beside(used[0]) or not is_name(bare(used[0]))
        ):
            end = at
    return end


# ------------------------------------------------------------------ one list


def _classes(table: RosterTable, stretch: ListStretch) -> Iterator[FoundClass]:
    column = stretch.columns.by_class
    places = [at for at in range(stretch.first, stretch.end) if _is_pupil(table.rows[at], stretch)]
    if column is None:
        label = stretch.label or _title_above(table, stretch)
        yield _class(table, stretch, places, label)
        return
    by_label = dict[str, list[int]]()
    for at in places:
        row = table.rows[at]
        by_label.setdefault(row[column] if column < len(row) else "", []).append(at)
    for told, some in by_label.items():
        yield _class(table, stretch, some, class_label(told) or told[:20] or stretch.label)


def _is_pupil(row: Sequence[str], stretch: ListStretch) -> bool:
    """Whether a row of a list has a name, or what should be one."""
    cells = [row[at] for at in stretch.columns.names if at < len(row) and row[at]]
    first = next(filter(None, row), "")
    return (
        bool(cells)
        and not any(is_beside(cell) for cell in (*cells, first))
        and any(letter.isalpha() for cell in cells for letter in cell)
    )


def _class(
    table: RosterTable, stretch: ListStretch, places: Sequence[int], label: str
) -> FoundClass:
    mine, dropped = stretch.columns, dict[Private, int]()
    middle = (mine.order or "surname") if mine.middle else None
    columns = [
        FoundColumn(
            role,
            get_column_letter(column + 1),
            without_private(mine.headers.get(column, ""))[0],
            [_cell(table.rows[at], column, role, middle, dropped) for at in places],
        )
        for column, role in sorted(mine.roles.items())
    ]
    body = [table.rows[at] for at in places]
    for column, kind in mine.private.items():
        for cell in column_cells(body, column):
            found = without_private(cell)[1] if kind == "other" else []
            for one in found or [kind]:
                dropped[one] = dropped.get(one, 0) + 1
    names = [parted_number(cell)[1] for one in columns if one.role == "name" for cell in one.cells]
    hidden = [at + 1 for at in places if at + 1 in table.hidden_rows]
    return FoundClass(
        label,
        table.sheet,
        [at + 1 for at in places],
        columns,
        mine.order or guess_order(names),
        hidden,
        dropped,
        _notices(table, mine),
    )


def _notices(table: RosterTable, mine: ListColumns) -> list[str]:
    used = {column for column, role in mine.roles.items() if role != "out"}
    told = [HIDDEN_COLUMN] if used & table.hidden_columns else []
    return [*told, *([HIDDEN_SHEET] if table.hidden else [])]


def _cell(
    row: Sequence[str], column: int, role: str, middle: Order | None, dropped: dict[Private, int]
) -> str:
    """A cell without what is private; what was dropped is counted."""
    text = row[column] if column < len(row) else ""
    if role == "number":
        number = number_of(text)
        return "" if number is None else str(number)
    number, rest = parted_number(text)
    rest, has_parent = without_parent(rest)
    if role == "name" and middle and not has_parent:
        rest, has_parent = without_middle(rest, middle)
    rest, kinds = without_private(rest, is_name=True)
    parents: list[Private] = ["parent"] if has_parent else []
    for kind in (*kinds, *parents):
        dropped[kind] = dropped.get(kind, 0) + 1
    left = tidy_or_plain(rest)
    return f"{number}. {left}" if number is not None and left and role in NAMES else left


def tidy_or_plain(text: str) -> str:
    """A name in its capitals; what is none as it stands, so that its reader sees it."""
    return tidy(text) if is_name(text.replace(",", " ")) and not text.isupper() else text


def _title_above(table: RosterTable, stretch: ListStretch) -> str:
    every = stretch.columns.every or [0]
    low = max(stretch.above + 1, stretch.first - 1 - TITLE_ROWS, 0)
    rows = table.rows[low : stretch.first]
    inside = [cell for row in rows for cell in row[min(every) : max(every) + 1] if cell]
    around = [" ".join(filter(None, row)) for row in rows]
    for text in (*reversed(inside), *reversed(around), table.sheet):
        if label := class_label(text):
            return label
    return ""


def _joined(found: list[FoundClass]) -> list[FoundClass]:
    """A class whose list goes on beside or below, where its numbers go on, is one class."""
    made = list[FoundClass]()
    for one in found:
        last = made[-1] if made else None
        same = last and (one.label in ("", last.label)) and _roles(one) == _roles(last)
        if last and same and _goes_on(last, one):
            last.rows += one.rows
            last.hidden += one.hidden
            for mine, other in zip(last.columns, one.columns, strict=True):
                mine.cells += other.cells
            for kind, count in one.dropped.items():
                last.dropped[kind] = last.dropped.get(kind, 0) + count
        else:
            made.append(one)
    return made


def _roles(one: FoundClass) -> list[str]:
    return [column.role for column in one.columns]


def _goes_on(last: FoundClass, one: FoundClass) -> bool:
    before, after = _numbers(last), _numbers(one)
    return bool(before and after) and min(after) > max(before)


def _numbers(one: FoundClass) -> list[int]:
    cells = [cell for column in one.columns if column.role == "number" for cell in column.cells]
    found = [number_of(cell) for cell in cells]
    return [number for number in found if number is not None]
