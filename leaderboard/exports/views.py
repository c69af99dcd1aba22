"""Spreadsheets, the page on which they are asked for, and participation by region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.made_files.offers import Offer, offers_in
from base.made_files.sending import stored
from base.models import User
from base.pages.numbers import ids
from base.record.actions.record import record_access
from base.spreadsheets.workbook import CSV_TYPE, MEDIA_TYPE
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.exports.actions import ask
from leaderboard.exports.permissions import (
    editions_compared,
    editions_listed,
    get_listed_edition,
    get_offered_edition,
    get_spreadsheet,
    spreadsheets_of,
)
from leaderboard.exports.queries import (
    Counts,
    Place,
    RegionLine,
    counts_by_region,
    finished_by_country,
    region_lines,
)
from leaderboard.exports.workbooks import area_name
from leaderboard.made_files import Part
from schools.models import Country, Region
from schools.permissions import managed_regions, managed_schools, manager_of
from schools.roles import area_of, organizes, staff_of, zone_of


@dataclass(slots=True)
class EditionOffer:
    """The spreadsheets of an edition; ``finished`` by country, where it was counted."""

    edition: Edition
    files: list[tuple[Part, Offer]]
    finished: Sequence[tuple[Country, int]] = ()

    @property
    def sealed(self) -> bool:
        """Whether places no longer change."""
        return self.edition.state in SEALED


@login_required
@never_cache
@require_safe
def spreadsheets(request: HttpRequest) -> HttpResponse:
    """Every edition with what has come in, and its files, there or being made."""
    user = _organizer(request)
    offers = _offers_to(user)
    counted = finished_by_country(area_of(user), [offer.edition for offer in offers])
    for offer in offers:
        offer.finished = counted.get(offer.edition.pk, [])
    context = {"offers": offers, "area": area_name(user)}
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/exports/spreadsheets.html", context)


def _organizer(request: HttpRequest) -> User:
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    return user


def _offers_to(user: User) -> list[EditionOffer]:
    editions = editions_listed(user, at=now())
    prefetch_related_objects(editions, "countries", "windows")
    compared, made = editions_compared(editions), offers_in(spreadsheets_of(user))
    return [
        EditionOffer(
            edition,
            [
                (part, made[edition.pk, part])
                for part in Part
                if not part.is_across or edition.pk in compared
            ],
        )
        for edition in editions
    ]


@require_POST
@login_required
def make_spreadsheet(request: HttpRequest, edition: str, part: str) -> HttpResponse:
    """Ask for one; it is made in the background."""
    user = staff_of(request)
    found = get_offered_edition(user, edition, part)
    made = ask(found, part=part, by=user, at=now())
    return redirect("base:made_file", made.pk)


@login_required
@never_cache
@require_safe
def spreadsheet(request: HttpRequest, made_id: int) -> StreamingHttpResponse:
    """The file of one that is made."""
    user = staff_of(request)
    file, edition = get_spreadsheet(user, made_id)
    ending, media_type = ("xlsx", MEDIA_TYPE) if Part(file.part).is_workbook else ("csv", CSV_TYPE)
    with timezone.override(zone_of(user)):
        made = timezone.localtime(file.finished_at)
    name = f"{edition.slug}-{file.part}-{made:%Y-%m-%d-%H%M}.{ending}"
    record_access(edition, by=user, file=name, at=now())
    return stored(request, file, name=name, media_type=media_type)


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
