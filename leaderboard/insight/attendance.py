"""Tables of how many came: by area, grade and hour."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.insight.figure_names import division_name
from leaderboard.insight.figure_tables import (
    FigureTable,
    Look,
    counted,
    in_sentence,
    keys_of,
    nothing,
    of_hundred,
    together,
)
from leaderboard.insight.reasons import nobody
from leaderboard.insight.rows import RegisterFacts
from schools.spreadsheets.workbook import Value


def participation(look: Look) -> FigureTable:
    """By region, one level down, beside what the register says."""
    rows: list[list[Value]] = []
    bars = []
    areas = sorted(look.areas, key=lambda one: (bool(one["merged"]), -one["pupils"]))
    for area in areas:
        known, name = RegisterFacts(*area["known"]), look.names.of(area)
        schools, took_part = known.schools, known.took_part
        share = of_hundred(area["pupils"], known.known_pupils or 0)
        rows.append(
            [
                *(name, schools, took_part, of_hundred(took_part, schools)),
                *(known.classes, known.known_pupils, area["pupils"], share),
            ]
        )
        bars.append((name, float(area["pupils"]), counted(area["pupils"])))
    if not rows:
        return nothing(look, depth=False)
    whole = look.area or look.areas[0]
    finding = _how_many_came(whole["pupils"], RegisterFacts(*whole["known"]))
    headers = [
        _("area"),
        _("schools in the register"),
        _("schools that took part"),
        _("share of the schools (%)"),
        _("classes that took part"),
        _("pupils in the register"),
        _("pupils finished"),
        _("share of the pupils (%)"),
    ]
    return FigureTable(
        finding, headers, rows, bars, notes=together(look, areas), keys=keys_of(look, areas)
    )


def _how_many_came(pupils: int, known: RegisterFacts) -> str:
    """Beside the register, where it has schools of the place."""
    if not pupils:
        return nobody().text
    came, share = _came(pupils, known.took_part), of_hundred(known.took_part, known.schools)
    if share is None:
        return came
    return _("%(came)s: %(share)s %% of the schools in the register") % {
        "came": came,
        "share": in_sentence(share),
    }


def _came(pupils: int, schools: int) -> str:
    """Two numbers, each with its own plural."""
    finished = ngettext("%(count)s pupil finished", "%(count)s pupils finished", pupils)
    where = ngettext("in %(count)s school", "in %(count)s schools", schools)
    return " ".join([finished % {"count": counted(pupils)}, where % {"count": counted(schools)}])


def grades(look: Look) -> FigureTable:
    """By grade, or by division where grades are too small."""
    cells = [(str(name), int(many)) for name, many in look.area["grades"]] if look.area else []
    if not cells:
        return nothing(look, depth=False)
    cells.sort(key=lambda cell: _grade_order(cell[0]))
    named = [(_grade(name), many) for name, many in cells]
    return _shares(
        named, _("grade"), _("Most pupils were from: %(name)s – %(pupils)s, %(share)s %%")
    )


def _grade_order(name: str) -> tuple[int, int, str]:
    division, _slash, grade = name.partition("/")
    return int(division.split("-")[0]), int(grade) if grade.isdigit() else 99, grade


def _grade(name: str) -> str:
    division, _slash, grade = name.partition("/")
    ages = {"ages": division_name(division)}
    if not grade:
        return _("ages %(ages)s") % ages
    return _("grade %(grade)s (ages %(ages)s)") % {"grade": grade, **ages}


def hours(look: Look) -> FigureTable:
    """By the hour in which pupils began, or by part of the day."""
    cells = [(str(name), int(many)) for name, many in look.area["hours"]] if look.area else []
    if not cells:
        return nothing(look, depth=False)
    cells.sort(key=lambda cell: int(cell[0].split("-")[0]))
    named = [(_hour(name), many) for name, many in cells]
    return _shares(
        named, _("local time"), _("Most pupils began at: %(name)s (%(pupils)s, %(share)s %%)")
    )


def _hour(name: str) -> str:
    begins, _dash, ends = name.partition("-")
    return f"{int(begins):02}:00–{int(ends or int(begins) + 1):02}:00"


def _shares(cells: Sequence[tuple[str, int]], header: str, finding: str) -> FigureTable:
    """Pupils by one thing, with the share of all."""
    whole = sum(many for _name, many in cells)
    most = max(many for _name, many in cells)
    # Equals share the sentence: nobody is the first of them.
    name = " / ".join(name for name, many in cells if many == most)
    words = {
        "name": name,
        "pupils": counted(most),
        "share": in_sentence(of_hundred(most, whole) or 0),
    }
    return FigureTable(
        finding % words,
        [header, _("pupils finished"), _("share (%)")],
        [[name, many, of_hundred(many, whole)] for name, many in cells],
        [(name, float(many), counted(many)) for name, many in cells],
    )
