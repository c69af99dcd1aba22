"""What the ministry sees: an overview, one page for each table with its picture, and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import IO
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.spreadsheets.downloads import download
from base.spreadsheets.workbook import CSV_TYPE, MEDIA_TYPE, Value, WorkbookSheet, write, write_csv
from leaderboard.insight.about import about
from leaderboard.insight.charts import Bar, BarChart, few, picture
from leaderboard.insight.figure_names import Names, division_name, language_name
from leaderboard.insight.figure_parts import PARTS
from leaderboard.insight.figure_tables import FigureTable, Look, counted
from leaderboard.insight.looks import FilterChoice, filters, look_at
from leaderboard.insight.permissions import insight_in, insight_places
from leaderboard.insight.queries import asked_questions, waiting
from leaderboard.insight.tasks import work_on_figures
from leaderboard.models import InsightSnapshot
from schools.models import Country, Region
from schools.roles import staff_of, zone_at

OVERVIEW = "leaderboard/insight/overview.html"
NAME_WIDTH, NUMBER_WIDTH = 40, 16


@dataclass
class InsightView:
    """What one request is about: published figures, the look at them, and the other choices."""

    snapshot: InsightSnapshot
    others: list[InsightSnapshot]
    look: Look
    areas: list[FilterChoice]

    @property
    def query(self) -> str:
        """The filters for addresses of the same sight."""
        chosen = {
            "country": self.snapshot.country_id,
            "area": self.look.key,
            "division": self.look.division,
            "language": self.look.language,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def zone(self) -> ZoneInfo:
        """By whose clocks its moments are told: those of the country the figures are of."""
        return zone_at(self.snapshot.country)

    @property
    def countries(self) -> list[Country]:
        """The countries of the edition that the user may choose from."""
        same = [one for one in self.others if one.edition_id == self.snapshot.edition_id]
        return [one.country for one in same]

    @property
    def editions(self) -> list[InsightSnapshot]:
        """One for each edition."""
        return list({one.edition_id: one for one in reversed(self.others)}.values())[::-1]

    @property
    def divisions(self) -> list[FilterChoice]:
        """The divisions there are to choose."""
        return [FilterChoice(code, division_name(code)) for code in filters(self.look, "")[0]]

    @property
    def languages(self) -> list[FilterChoice]:
        """The languages there are to choose."""
        codes = filters(self.look, self.look.division)[1]
        return [FilterChoice(code, language_name(code)) for code in codes]

    @property
    def ages(self) -> str:
        """The chosen division."""
        return division_name(self.look.division)

    @cached_property
    def reopened_at(self) -> datetime | None:
        """When the list these figures are of was reopened; those of the next take their place."""
        return self.snapshot.seal.reopened_at if self.snapshot.seal else None

    @cached_property
    def percent(self) -> int | None:
        """How far the work on the figures in their place is, while somebody is at it."""
        return work_on_figures() if self.reopened_at else None

    @cached_property
    def area_name(self) -> str:
        """The chosen area."""
        return next((one.name for one in self.areas if one.value == self.look.key), "")


def sight_of(request: HttpRequest, edition: str | None, *, instead: bool = False) -> InsightView:
    """What the address asks for; 404 where nothing is published for the user.

    ``instead``: where the country has no figures of the edition, the first that has is shown.
    """
    places, asked = insight_places(request.user), request.GET.copy()
    there = list(insight_in(places).defer("body"))
    wanted = edition or (there[0].edition.slug if there else "")
    same = [one for one in there if one.edition.slug == wanted]
    named = [one for one in same if one.country_id == asked.get("country")]
    found = named or (same if instead or not asked.get("country") else [])
    if not found:
        raise Http404
    snapshot, code = found[0], found[0].country_id
    if asked.get("area_of", code) != code:
        # The form has sent the area of the country that was looked at until now.
        asked["area"] = ""
    regions = Region.objects.filter(country=code)
    names = Names(snapshot.country, {str(region.pk): region for region in regions})
    look, areas = look_at(snapshot.body, names, places, asked)
    return InsightView(snapshot, there, look, areas)


@login_required
@never_cache
@require_safe
def insight(request: HttpRequest) -> HttpResponse:
    """A sentence and a few bars for each table, and which editions are not published yet."""
    places = insight_places(request.user)
    context: dict[str, object] = {"waiting": waiting(places)}
    if not insight_in(places).exists():
        return render(request, OVERVIEW, context)
    sight = sight_of(request, request.GET.get("edition"), instead=True)
    look = _with_questions(sight)
    tables = [(part, title, table(look)) for part, (title, table, _filters) in PARTS.items()]
    findings = [
        {"part": part, "title": title, "finding": shown.finding, "picture": _small(shown)}
        for part, title, shown in tables
    ]
    context |= {"sight": sight, "findings": findings, "filters": ()}
    with timezone.override(sight.zone):
        return render(request, OVERVIEW, context)


@login_required
@never_cache
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the figures come about and what they do not say."""
    insight_places(request.user)
    return render(request, "leaderboard/insight/method.html")


@login_required
@never_cache
@require_safe
def part(request: HttpRequest, edition: str, table: str) -> HttpResponse:
    """One table with its picture."""
    staff_of(request)
    sight, shown = _shown(request, edition, table)
    title, _table, taken = PARTS[table]
    context = {
        "sight": sight,
        "table": shown,
        "headers": _headers(shown),
        "rows": _linked_rows(shown),
        "picture": _picture(shown),
        "part": table,
        "title": title,
        "filters": taken,
        "parts": [(name, one[0]) for name, one in PARTS.items()],
    }
    with timezone.override(sight.zone):
        return render(request, "leaderboard/insight/part.html", context)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, edition: str, table: str, form: str) -> StreamingHttpResponse:
    """Exactly the table shown, for a spreadsheet or another program."""
    staff_of(request)
    sight, shown = _shown(request, edition, table)
    widths = [NAME_WIDTH, *[NUMBER_WIDTH] * (len(shown.headers) - 1)]
    title, _table, taken = PARTS[table]
    sheet = WorkbookSheet(str(title), shown.headers, widths, shown.rows)
    chosen = {name: getattr(sight.look, name) for name in taken}
    with timezone.override(sight.zone):
        cover = about(shown, sight.snapshot, sight.area_name, chosen)
    writers: Mapping[str, tuple[Callable[[IO[bytes]], None], str]] = {
        "xlsx": (lambda stream: write([sheet], stream, cover=cover), MEDIA_TYPE),
        "csv": (lambda stream: write_csv([sheet], stream), CSV_TYPE),
    }
    if form not in writers:
        raise Http404
    name = f"{edition}-{table}-{sight.look.key.strip('.') or 'none'}.{form}"
    return download(request, writers[form][0], name=name, media_type=writers[form][1])


def _shown(request: HttpRequest, edition: str, table: str) -> tuple[InsightView, FigureTable]:
    if table not in PARTS:
        raise Http404
    sight = sight_of(request, edition)
    if table in ("topics", "questions"):
        sight.look = _with_questions(sight)
    return sight, PARTS[table][1](sight.look)


def _with_questions(sight: InsightView) -> Look:
    division = sight.look.division
    return replace(
        sight.look, questions=asked_questions(sight.snapshot.edition, division, at=now())
    )


def _headers(table: FigureTable) -> list[tuple[str, bool]]:
    """Each with whether numbers stand below it."""
    first = table.rows[0] if table.rows else [""] * len(table.headers)
    numbers = [not isinstance(cell, str) for cell in first]
    return list(zip(table.headers, numbers, strict=True))


def _linked_rows(table: FigureTable) -> list[dict[str, object]]:
    keys = table.keys or [""] * len(table.rows)
    return [
        {
            "name": row[0],
            "cells": [(_as_read(cell), not isinstance(cell, str)) for cell in row[1:]],
            "key": key,
        }
        for row, key in zip(table.rows, keys, strict=True)
    ]


def _as_read(cell: Value) -> Value:
    """A whole number with its thousands parted; the files hold the number itself."""
    return counted(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _picture(table: FigureTable) -> BarChart | None:
    return picture(_drawn(table), full=table.full) if table.bars else None


def _small(table: FigureTable) -> BarChart | None:
    """The same for a card of the overview."""
    drawn = few(_drawn(table), full=table.full)
    return picture(drawn, full=table.full) if drawn else None


def _drawn(table: FigureTable) -> Sequence[Bar]:
    """Bars of nothing are left to the table: dozens of them would hide the finding."""
    return [bar for bar in table.bars if bar[1]] or table.bars
