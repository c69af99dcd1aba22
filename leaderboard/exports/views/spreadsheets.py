"""The organizer's spreadsheets: the page on which they are asked for, and the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from base.pages.context import active_language
from base.record.actions.record import record_access
from base.spreadsheets.workbook import CSV_TYPE, MEDIA_TYPE
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.exports.kept_files import stored
from leaderboard.exports.permissions import (
    editions_compared,
    editions_listed,
    exports_of,
    get_export,
    get_offered_edition,
)
from leaderboard.exports.queries.participation import finished_by_country
from leaderboard.exports.report import area_name
from leaderboard.exports.tasks import ask
from leaderboard.models import Export
from schools.models import Country
from schools.roles import area_of, organizes, staff_of, zone_of

FILES = "leaderboard/exports/_files.html"


@dataclass(frozen=True, slots=True)
class SpreadsheetOffer:
    """One spreadsheet of an edition: the file that is there, and the next one if it is made."""

    part: Export.Part
    ready: Export | None
    latest: Export | None

    @property
    def is_under_way(self) -> bool:
        """Whether the next one waits or is being made."""
        return self.latest is not None and self.latest.is_under_way


@dataclass(slots=True)
class EditionOffer:
    """The spreadsheets of an edition; ``finished`` by country, where it was counted."""

    edition: Edition
    files: list[SpreadsheetOffer]
    finished: Sequence[tuple[Country, int]] = ()

    @property
    def sealed(self) -> bool:
        """Whether places no longer change."""
        return self.edition.state in SEALED


@login_required
@never_cache
@require_safe
def spreadsheets(request: HttpRequest) -> HttpResponse:
    """Every edition with what has come in, the files that are there, and how far others are."""
    user = _organizer(request)
    offers = _offers_to(user)
    counted = finished_by_country(area_of(user), [offer.edition for offer in offers])
    for offer in offers:
        offer.finished = counted.get(offer.edition.pk, [])
    under_way = any(file.is_under_way for offer in offers for file in offer.files)
    context = {"offers": offers, "area": area_name(user), "under_way": under_way}
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/exports/spreadsheets.html", context)


@login_required
@never_cache
@require_safe
def spreadsheet_files(request: HttpRequest) -> HttpResponse:
    """``{html}``: the part of the page that renews itself while a file is made.

    A workbook takes minutes: what has come in is not counted for it.
    """
    user = _organizer(request)
    with timezone.override(zone_of(user)):
        html = render_to_string(FILES, {"offers": _offers_to(user)}, request)
    return JsonResponse({"html": html})


def _organizer(request: HttpRequest) -> User:
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    return user


def _offers_to(user: User) -> list[EditionOffer]:
    editions = editions_listed(user, at=now())
    prefetch_related_objects(editions, "countries", "windows")
    exports = list(exports_of(user).select_related("job").order_by("pk"))
    compared = editions_compared(editions)
    return [
        EditionOffer(one, list(_offers(one, exports, across=one.pk in compared)))
        for one in editions
    ]


def _offers(
    edition: Edition, exports: Sequence[Export], *, across: bool
) -> Iterator[SpreadsheetOffer]:
    for part in Export.Part:
        if part == Export.Part.ACROSS and not across:
            continue
        mine = [one for one in exports if one.part == part and one.edition_id == edition.pk]
        ready = [one for one in mine if one.is_ready]
        yield SpreadsheetOffer(part, ready[-1] if ready else None, mine[-1] if mine else None)


@require_POST
@login_required
def make_spreadsheet(request: HttpRequest, edition: str, part: str) -> HttpResponse:
    """Ask for one; it is made in the background."""
    user = staff_of(request)
    found = get_offered_edition(user, edition, part)
    ask(found, part=part, language=active_language(), by=user, at=now())
    return redirect("leaderboard:spreadsheets")


@login_required
@never_cache
@require_safe
def spreadsheet(request: HttpRequest, export_id: int) -> StreamingHttpResponse:
    """The file of one that is made."""
    user = staff_of(request)
    export = get_export(user, export_id)
    with timezone.override(zone_of(user)):
        made = timezone.localtime(export.finished_at)
    name = f"{export.edition.slug}-{export.part}-{made:%Y-%m-%d-%H%M}.{export.ending}"
    record_access(export.edition, by=user, file=name, at=now())
    media_type = MEDIA_TYPE if export.is_workbook else CSV_TYPE
    return stored(request, export, name=name, media_type=media_type)
