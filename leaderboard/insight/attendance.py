"""The table of how many came, by area."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.spreadsheets.workbook import Value
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
