"""Questions under review: the page of an edition, and its button."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.made_files.making import ask_for_file
from base.made_files.offers import offers_in
from base.models import MadeFile
from competition.editions.permissions import desk_of
from competition.models import Edition
from leaderboard.item_review.item_words import DivisionFigures, figures_of
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.made_files import FIGURES
from leaderboard.results.queries import deleted_in
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_safe
def item_review(request: HttpRequest, edition: str) -> HttpResponse:
    """What the answers say about the questions, as it was worked out last."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    offer = offers_in(MadeFile.objects.filter(kind=FIGURES, about=found.pk))[found.pk, ""]
    context = {
        "edition": found,
        "offer": offer,
        "divisions": _divisions(found, offer.ready),
        "leads": desk_of(user).leads(found),
        "deleted": deleted_in(found),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/item_review/item_review.html", context)


def _divisions(edition: Edition, made: MadeFile | None) -> list[DivisionFigures]:
    told = json.loads(made.read())["divisions"] if made else []
    by_code = {division.code: division for division in edition.divisions.order_by("pk")}
    return [figures_of(by_code[one["code"]], one) for one in told if one["code"] in by_code]


@require_POST
@login_required
def work_out(request: HttpRequest, edition: str) -> HttpResponse:
    """Have the figures worked out in the background."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    if deleted_in(found):  # what is kept is more than could be counted now
        return redirect("leaderboard:item_review", edition=found.slug)
    made = ask_for_file(FIGURES, about=found.pk, by=user, at=now())
    return redirect("base:made_file", made.pk)
