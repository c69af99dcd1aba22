"""Questions under review: the page of an edition, and its button."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from competition.editions.permissions import desk_of
from competition.models import Edition
from leaderboard.item_review.item_words import DivisionFigures, figures_of
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.item_review.tasks import ask_for_figures
from leaderboard.models import ItemReport
from leaderboard.results.queries.deleted_years import deleted_in
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_safe
def item_review(request: HttpRequest, edition: str) -> HttpResponse:
    """What the answers say about the questions, as it was worked out last."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    report = ItemReport.objects.select_related("job").filter(edition=found).first()
    context = {
        "edition": found,
        "report": report,
        "under_way": bool(report and report.job and report.job.is_under_way),
        "divisions": _divisions(found, report),
        "leads": desk_of(user).leads(found),
        "deleted": deleted_in(found),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/item_review/item_review.html", context)


def _divisions(edition: Edition, report: ItemReport | None) -> list[DivisionFigures]:
    told = report.body.get("divisions", []) if report else []
    by_code = {division.code: division for division in edition.divisions.order_by("pk")}
    return [figures_of(by_code[one["code"]], one) for one in told if one["code"] in by_code]


@require_POST
@login_required
def work_out(request: HttpRequest, edition: str) -> HttpResponse:
    """Have the figures worked out in the background."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    if not deleted_in(found):  # what is kept is more than could be counted now
        ask_for_figures(found, by=user)
    return redirect("leaderboard:item_review", edition=found.slug)
