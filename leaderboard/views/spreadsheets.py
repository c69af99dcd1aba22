"""The organizer's spreadsheets: the page that offers them, and the files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.clock import now
from competition.models import Edition
from competition.queries.outages import zone_of
from leaderboard.downloads import download
from leaderboard.permissions import get_listed_edition, listed_editions
from leaderboard.queries.participation import finished_by_country
from leaderboard.report import SEALED, Report
from leaderboard.workbook import CSV_TYPE, MEDIA_TYPE
from schools.actions.record import record_access
from schools.models import User
from schools.permissions import managed_places, managed_schools, staff_of

PARTS = ("winners", "results", "participation", "questions")


@login_required
@never_cache
@require_safe
def spreadsheets(request: HttpRequest) -> HttpResponse:
    """Every edition with what has come in and the files to take."""
    user = staff_of(request)
    editions = list(listed_editions(user))
    if not editions:
        raise Http404
    counted = finished_by_country(managed_schools(user))
    offers = [
        {
            "edition": edition,
            "sealed": edition.state in SEALED,
            "finished": counted.get(edition.pk, []),
        }
        for edition in editions
    ]
    return render(
        request, "leaderboard/spreadsheets.html", {"offers": offers, "area": _area_name(user)}
    )


@login_required
@never_cache
@require_safe
def workbook(request: HttpRequest, edition: str) -> StreamingHttpResponse:
    """Everything in one workbook."""
    user = staff_of(request)
    report = _report(user, get_listed_edition(user, edition))
    with timezone.override(zone_of(user)):
        name = _file_name(report, "workbook", "xlsx")
        record_access(report.edition, by=user, file=name, at=report.at)
        return download(
            request,
            report.write_workbook,
            name=name,
            media_type=MEDIA_TYPE,
        )


@login_required
@never_cache
@require_safe
def one_list(request: HttpRequest, edition: str, part: str) -> StreamingHttpResponse:
    """One list as CSV."""
    user = staff_of(request)
    report = _report(user, get_listed_edition(user, edition))
    if part not in PARTS:
        raise Http404
    with timezone.override(zone_of(user)):
        name = _file_name(report, part, "csv")
        record_access(report.edition, by=user, file=name, at=report.at)
        return download(
            request,
            lambda stream: report.write_csv(part, stream),
            name=name,
            media_type=CSV_TYPE,
        )


def _report(user: User, edition: Edition) -> Report:
    return Report(edition, managed_schools(user), _area_name(user), now())


def _area_name(user: User) -> str:
    return ", ".join(map(str, managed_places(user))) or _("all countries")


def _file_name(report: Report, part: str, ending: str) -> str:
    return f"{report.edition.slug}-{part}-{report.at:%Y-%m-%d-%H%M}.{ending}"
