"""A class that was found, line by line: which pupil, and whether the line is in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from base.intake.rosters.column_words import folded
from base.intake.rosters.list_columns import number_of
from base.intake.rosters.private_cells import holds_private
from base.intake.rosters.pupil_names import (
    MOST_LETTERS,
    is_name,
    one_script,
    parted_number,
    split_name,
    tidy,
)
from base.intake.rosters.roster_shapes import FoundClass, PupilLine, State

MOST_NUMBER = 99
# What stops a line, and what only asks for a look.
WRONG = ("no_name", "not_a_name", "too_long", "number_range", "number_twice")
DOUBTFUL = ("hidden_row", "mixed_letters", "one_word", "many_words", "same_name", "no_number")


def lines_of(found: FoundClass) -> list[PupilLine]:
    """The pupils of a class by its columns and their order, each checked."""
    lines = [_line(found, place) for place in range(len(found.rows))]
    return checked(lines)


def _line(found: FoundClass, place: int) -> PupilLine:
    by_role = {
        one.role: one.cells[place] for one in reversed(found.columns) if place < len(one.cells)
    }
    number = number_of(by_role.get("number", "")) or 0
    parts = {role: by_role.get(role, "") for role in ("name", "surname", "given")}
    for role, text in parts.items():
        typed, parts[role] = parted_number(text)
        number = number or typed or 0
    surname, given = parts["surname"], parts["given"]
    many = False
    if parts["name"]:
        first, last = split_name(parts["name"], found.order)
        surname, given = surname or first, given or last
        many = len(parts["name"].replace(",", " ").split()) > 2
    row = found.rows[place]
    line = PupilLine(row, number, tidy(surname), tidy(given))
    line.doubts = [
        *(["hidden_row"] if row in found.hidden else []),
        *(["many_words"] if many else []),
    ]
    return line


def checked(lines: Sequence[PupilLine]) -> list[PupilLine]:
    """The same lines with what is wrong or doubtful about each, alone and among the others."""
    for line in lines:
        _check(line)
    _check_twice(lines)
    any_number = any(line.number for line in lines)
    for line in lines:
        if any_number and not line.number:
            line.doubts.append("no_number")
        line.state = _state(line.doubts)
    return list(lines)


def _check(line: PupilLine) -> None:
    for part in ("surname", "given"):
        mended, mixed = one_script(getattr(line, part))
        setattr(line, part, mended)
        line.doubts += ["mixed_letters"] if mixed else []
    name = line.name
    if not name:
        line.doubts.append("no_name")
    elif len(name) > MOST_LETTERS:
        line.doubts.append("too_long")
    elif not is_name(name) or holds_private(name):
        line.doubts.append("not_a_name")
    elif " " not in name:
        line.doubts.append("one_word")
    if line.number > MOST_NUMBER:
        line.doubts.append("number_range")


def _check_twice(lines: Iterable[PupilLine]) -> None:
    """The same pupil again, two of one name, two with one number."""
    by_name, numbers = defaultdict[str, list[PupilLine]](list), Counter[int]()
    for line in lines:
        same = by_name[folded(line.name)] if line.name else []
        if any(other.number == line.number or not line.number for other in same):
            line.doubts.insert(0, "twice")
            continue
        for one in (*same, line) if same else ():
            one.doubts += [] if "same_name" in one.doubts else ["same_name"]
        same.append(line)
        numbers[line.number] += 1
    for line in lines:
        if line.number and numbers[line.number] > 1 and "twice" not in line.doubts:
            line.doubts.append("number_twice")


def _state(doubts: Sequence[str]) -> State:
    if "twice" in doubts:
        return "twice"
    if any(doubt in WRONG for doubt in doubts):
        return "wrong"
    return "doubtful" if doubts else "fine"
