"""Registration and participation by region: the table, and the same as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.models import User
from base.pages.numbers import ids
from base.spreadsheets.downloads import download
from base.spreadsheets.workbook import CSV_TYPE, Value, WorkbookSheet, write_csv
from competition.models import Edition
from leaderboard.exports.permissions import editions_listed, get_listed_edition
from leaderboard.exports.queries.regions import (
    Counts,
    Place,
    RegionLine,
    counts_by_region,
    region_lines,
)
from schools.models import Region
from schools.permissions import managed_regions, managed_schools, manager_of


@login_required
@never_cache
@require_safe
def regions(request: HttpRequest, edition: str | None = None) -> HttpResponse:
    """One level of the tree; without an edition the one that is meant."""
    user = manager_of(request)
    editions = editions_listed(user, at=now())
    shown = get_listed_edition(user, edition) if edition else next(iter(editions), None)
    place, lines, total = _table(request, user, shown)
    context = {
        "editions": editions,
        "edition": shown,
        "place": place,
        "ways": _ways(place),
        "lines": lines,
        "total": total,
    }
    return render(request, "leaderboard/exports/regions.html", context)


@login_required
@never_cache
@require_safe
def regions_csv(request: HttpRequest, edition: str) -> StreamingHttpResponse:
    """The same lines for a spreadsheet program."""
    user = manager_of(request)
    shown = get_listed_edition(user, edition)
    _place, lines, total = _table(request, user, shown)
    headers, rows = _headers(), _rows(lines, total)
    if total.deleted:
        headers, rows = [*headers, _("classes deleted since")], _with_deleted(rows, lines, total)
    sheet = WorkbookSheet(_("Regions"), headers, (), rows)
    return download(
        request,
        lambda stream: write_csv([sheet], stream),
        name=f"{shown.slug}-regions.csv",
        media_type=CSV_TYPE,
    )


def _table(
    request: HttpRequest, user: User, edition: Edition | None
) -> tuple[Place | None, list[RegionLine], Counts]:
    own = list(managed_regions(user).select_related("country"))
    place = _place(request, own)
    counts = counts_by_region(edition, managed_schools(user))
    return place, *region_lines(counts, own, place)


def _place(request: HttpRequest, own: Sequence[Region]) -> Place | None:
    """The place the address names; 404 when it does not lie in the area."""
    region, country = request.GET.get("region"), request.GET.get("country")
    if not region and not country:
        return None
    named = ids([region or ""])
    places: list[Place] = [one for one in own if one.pk in named]
    places += [one.country for one in own if not region and one.country_id == country]
    if not places:
        raise Http404
    return places[0]


def _ways(place: Place | None) -> list[RegionLine]:
    """The places above one, the uppermost first."""
    above: list[Place] = []
    while isinstance(place, Region):
        place = place.parent or place.country
        above.append(place)
    return [RegionLine(one, Counts(), is_deeper=True) for one in reversed(above)]


def _headers() -> list[str]:
    return [
        _("code of the region"),
        _("region"),
        _("schools in the register"),
        _("with an approved teacher"),
        _("with classes entered"),
        _("that have played"),
        _("share of schools that played (%)"),
        _("pupils in the register"),
        _("schools with an unknown number of pupils"),
        _("pupils entered"),
        _("pupils finished"),
        _("share of pupils who finished (%)"),
    ]


def _rows(lines: Sequence[RegionLine], total: Counts) -> Iterator[list[Value]]:
    for line in lines:
        code = line.place.code if line.place else None
        name = str(line.place) if line.place else _("in no region below")
        yield [code, name, *_figures(line.counts)]
    yield [None, _("all together"), *_figures(total)]


def _with_deleted(
    rows: Iterator[list[Value]], lines: Sequence[RegionLine], total: Counts
) -> Iterator[list[Value]]:
    """Each row says whether it tells less than there was."""
    for row, counts in zip(rows, [*(line.counts for line in lines), total], strict=True):
        yield [*row, _("yes") if counts.deleted else None]


def _figures(counts: Counts) -> list[Value]:
    known = not counts.deleted
    return [
        counts.schools,
        counts.with_teacher,
        counts.entered if known else None,
        counts.played if known else None,
        counts.played_share,
        # No number is known: the cell stays empty, 0 would be a claim.
        counts.pupils if counts.unknown < counts.schools else None,
        counts.unknown,
        counts.cards if known else None,
        counts.finished if known else None,
        counts.finished_share,
    ]
