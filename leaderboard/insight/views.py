"""What the ministry sees: an overview, one page for each table with its picture, and files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from textwrap import wrap
from typing import IO, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.languages.dates import moment_in_sentence
from base.spreadsheets.downloads import download
from base.spreadsheets.workbook import (
    MEDIA_TYPE,
    Column,
    Value,
    WorkbookSheet,
    write,
)
from leaderboard.insight.actions import work_on_figures
from leaderboard.insight.permissions import AreaChoice, areas_for, insight_in, insight_places
from leaderboard.insight.queries import asked_questions, snapshot_before, waiting
from leaderboard.insight.rules import Bar, BarChart, RegisterFacts, few, picture
from leaderboard.insight.tables import (
    BESIDE_BEFORE,
    OF_AN_AGE,
    OF_QUESTIONS,
    TABLES,
    Figure,
    Look,
    Names,
    counted,
    division_name,
)
from leaderboard.models import InsightSnapshot
from schools.models import Country, Region
from schools.roles import Visitor, staff_of, zone_at

OVERVIEW = "leaderboard/insight/overview.html"
SVG_TYPE = "image/svg+xml"
# A line of a picture that stands alone holds so many signs, and is so high.
SVG_SIGNS, SVG_LINE = 46, 18


@dataclass
class Sight:
    """What one request is about: published figures, the look at them, and the other choices."""

    snapshot: InsightSnapshot
    others: list[InsightSnapshot]
    look: Look
    areas: list[AreaChoice]

    @property
    def query(self) -> str:
        """The choices for addresses of the same sight."""
        chosen = {
            "country": self.snapshot.country_id,
            "area": self.look.key,
            "division": self.look.division,
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
        return [snapshot.country for snapshot in same]

    @property
    def editions(self) -> list[InsightSnapshot]:
        """One for each edition."""
        return list({one.edition_id: one for one in reversed(self.others)}.values())[::-1]

    @property
    def divisions(self) -> list[tuple[str, str]]:
        """The age groups there are to choose, as people write them."""
        return [(code, division_name(code)) for code in self.look.ages]

    @property
    def ages(self) -> str:
        """The chosen age group."""
        return division_name(self.look.division)

    @cached_property
    def percent(self) -> int | None:
        """How far the work on the figures of a list sealed anew is, while somebody is at it."""
        seal = self.snapshot.seal
        return work_on_figures() if seal and seal.reopened_at else None

    @cached_property
    def area_name(self) -> str:
        """The chosen area."""
        return next((area.name for area in self.areas if area.key == self.look.key), "")

    @property
    def source(self) -> str:
        """Of whom the figures are, and of which list: what is quoted with them."""
        area, seal = self.look.area, self.snapshot.seal
        said = [str(self.snapshot.edition.title), self.area_name]
        if area is not None:
            facts = RegisterFacts(*area["known"])
            text = _("pupils: %(pupils)s, schools: %(schools)s")
            said += [text % {"pupils": counted(area["pupils"]), "schools": facts.took_part}]
        if seal is not None and seal.confirmed_at:
            at = moment_in_sentence(timezone.localtime(seal.confirmed_at))
            said += [_("list sealed %(at)s") % {"at": at}]
        return ", ".join(said)


def sight_of(
    user: Visitor,
    asked: QueryDict,
    edition: str | None,
    tables: Collection[str],
    *,
    instead: bool = False,
) -> Sight:
    """What the address asks for, with what these tables read; 404 where nothing is published for
    the user.

    ``instead``: where the country has no figures of the edition, the first that has is shown.
    """
    places = insight_places(user)
    there = list(insight_in(places).defer("body"))
    wanted = edition or (there[0].edition.slug if there else "")
    same = [snapshot for snapshot in there if snapshot.edition.slug == wanted]
    named = [snapshot for snapshot in same if snapshot.country_id == asked.get("country")]
    found = named or (same if instead or not asked.get("country") else [])
    if not found:
        raise Http404
    snapshot, code = found[0], found[0].country_id
    regions = Region.objects.filter(country=code)
    names = Names(snapshot.country, {str(region.pk): region for region in regions})
    areas = areas_for(places, snapshot.body, names)
    # The form has sent the area of the country that was looked at until now.
    area = asked.get("area", "") if asked.get("area_of", code) == code else ""
    key = area or (areas[0].key if areas else "")
    if area and area not in [choice.key for choice in areas]:
        raise Http404
    look, division = Look(snapshot.body, names, key), asked.get("division", "")
    look = replace(look, division=division if division in look.ages else next(iter(look.ages), ""))
    return Sight(snapshot, there, _read(snapshot, look, tables), areas)


def _read(snapshot: InsightSnapshot, look: Look, tables: Collection[str]) -> Look:
    """With the questions of its age group, and what was published the year before."""
    at = now()
    if not OF_QUESTIONS.isdisjoint(tables):
        look = replace(look, questions=asked_questions(snapshot.edition, look.division, at=at))
    before = None if BESIDE_BEFORE.isdisjoint(tables) else snapshot_before(snapshot)
    if before is None:
        return look
    asked = asked_questions(before.edition, look.division, at=at) if look.questions else []
    return replace(look, before=before.body, questions_before=asked)


@login_required
@never_cache
@require_safe
def insight(request: HttpRequest) -> HttpResponse:
    """A sentence and a few bars for each table, and which editions are not published yet."""
    places = insight_places(request.user)
    context: dict[str, object] = {"waiting": waiting(places)}
    if not insight_in(places).exists():
        return render(request, OVERVIEW, context)
    sight = sight_of(request.user, request.GET, request.GET.get("edition"), TABLES, instead=True)
    figures = [(name, title, table(sight.look)) for name, (title, table) in TABLES.items()]
    findings = [
        {"part": name, "title": title, "finding": figure.finding, "picture": _small(figure)}
        for name, title, figure in figures
    ]
    context |= {"sight": sight, "findings": findings}
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
    sight, figure = _shown(request, edition, table)
    context = {
        "sight": sight,
        "figure": figure,
        "headers": _headers(figure),
        "rows": list(_linked_rows(figure)),
        "picture": _picture(figure),
        "part": table,
        "title": TABLES[table][0],
        "is_of_an_age": table in OF_AN_AGE,
        "parts": [(name, title) for name, (title, _table) in TABLES.items()],
    }
    with timezone.override(sight.zone):
        return render(request, "leaderboard/insight/part.html", context)


@login_required
@never_cache
@require_safe
def tables_file(request: HttpRequest, edition: str) -> HttpResponseBase:
    """All tables in one workbook, for another program."""
    sight = sight_of(staff_of(request), request.GET, edition, TABLES)
    figures = {name: table(sight.look) for name, (_title, table) in TABLES.items()}
    with timezone.override(sight.zone):
        about = _about(sight, figures)

    def workbook(stream: IO[bytes]) -> None:
        write([about, *(_sheet(name, figure) for name, figure in figures.items())], stream)

    name = f"{edition}-{sight.look.key.strip('.') or 'none'}.xlsx"
    return download(request, workbook, name=name, media_type=MEDIA_TYPE)


@login_required
@never_cache
@require_safe
def picture_file(request: HttpRequest, edition: str, table: str) -> HttpResponse:
    """The picture with its finding and source, which no page stands beside any more."""
    sight, figure = _shown(request, edition, table)
    drawn = picture(_drawn(figure), full=figure.full)
    with timezone.override(sight.zone):
        words, source = wrap(figure.finding, SVG_SIGNS), wrap(sight.source, 2 * SVG_SIGNS)
    context = {
        "picture": drawn,
        "finding": figure.finding,
        "words": words,
        "source": source,
        "top": -SVG_LINE * (len(words) + 1),
        "height": drawn.height + SVG_LINE * (len(words) + len(source) + 3),
    }
    text = render_to_string("leaderboard/insight/picture.svg", context)
    response = HttpResponse(text, content_type=SVG_TYPE)
    name = f"{edition}-{table}-{sight.look.key.strip('.') or 'none'}.svg"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(request: HttpRequest, edition: str, table: str) -> tuple[Sight, Figure]:
    """What a table is about, and itself."""
    if table not in TABLES:
        raise Http404
    sight = sight_of(staff_of(request), request.GET, edition, [table])
    return sight, TABLES[table][1](sight.look)


def _sheet(name: str, figure: Figure) -> WorkbookSheet[Any]:
    return WorkbookSheet(str(TABLES[name][0]), figure.columns, figure.rows)


def _about(sight: Sight, figures: dict[str, Figure]) -> WorkbookSheet[Sequence[Value]]:
    """What is in a file, of whom it is, and its limits."""
    seal = sight.snapshot.seal
    rows: list[Sequence[Value]] = [
        (str(TABLES[name][0]), figures[name].finding) for name in figures
    ]
    rows += [
        (_("Source"), sight.source),
        (_("ages"), sight.ages),
        (_("SHA-256 of the public list"), seal.sha256 if seal else "–"),
        (_("Counted"), moment_in_sentence(timezone.localtime(sight.snapshot.made_at))),
        (
            _("Limits"),
            _("No figure is of fewer than 10 pupils, or of pupils of fewer than 3 schools."),
        ),
        (
            "",
            _(
                "Schools take part of their own accord: "
                "the figures describe those who came, not all children."
            ),
        ),
    ]
    rows += [(str(TABLES[name][0]), note) for name in figures for note in figures[name].notes]
    columns = [Column(_("About these figures"), 28, itemgetter(0)), Column("", 100, itemgetter(1))]
    return WorkbookSheet(_("About"), columns, rows)


def _headers(figure: Figure) -> list[tuple[str, bool]]:
    """Each with whether numbers stand below it."""
    first = next(iter(figure.lines()), [""] * len(figure.columns))
    pairs = zip(figure.columns, first, strict=True)
    return [(column.header, not isinstance(cell, str)) for column, cell in pairs]


def _linked_rows(figure: Figure) -> Iterator[dict[str, object]]:
    keys = figure.keys or [""] * len(figure.rows)
    for line, key in zip(figure.lines(), keys, strict=True):
        cells = [(_as_read(cell), not isinstance(cell, str)) for cell in line[1:]]
        yield {"name": line[0], "cells": cells, "key": key}


def _as_read(cell: Value) -> Value:
    """A whole number with its thousands parted; the files hold the number itself."""
    return counted(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _picture(figure: Figure) -> BarChart | None:
    return picture(_drawn(figure), full=figure.full) if figure.bars else None


def _small(figure: Figure) -> BarChart | None:
    """The same for a card of the overview."""
    drawn = few(_drawn(figure), full=figure.full)
    return picture(drawn, full=figure.full) if drawn else None


def _drawn(figure: Figure) -> Sequence[Bar]:
    """Bars of nothing are left to the table: dozens of them would hide the finding."""
    return [bar for bar in figure.bars if bar.number] or figure.bars
