"""How the class did, and the record of what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from competition.clock import now
from competition.permissions import get_sitting
from competition.queries.results import class_results, record_of


@login_required
@never_cache
def sitting_results(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The results of a closed sitting; names only when they are asked for."""
    sitting = get_sitting(request.user, sitting_id)
    if sitting.closed_at is None:
        messages.info(request, _("Results appear here as soon as the sitting is closed."))
        return redirect("competition:sitting", sitting_id=sitting_id)
    names = "names" in request.GET
    context = {
        "sitting": sitting,
        "results": class_results(sitting, at=now(), names=names),
        "names": names,
        "record": record_of(sitting),
    }
    return render(request, "competition/results.html", context)
