"""The gaps in which no server was there, and what an organizer does about one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.clock import now
from base.models import User
from competition.day.actions import settle
from competition.day.permissions import get_outage, get_outage_to_drop
from competition.day.queries.outages import settled_gaps, unsettled_gaps
from competition.exceptions import CompetitionError
from competition.models import Outage
from schools.roles import may_give_nothing, organizes, staff_of, zone_of


@login_required
@never_cache
def outages(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, with whom it touched; below it what is settled."""
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    part, settled = settled_gaps(request.GET.get("page"))
    context = {
        "waiting": unsettled_gaps(),
        "settled": settled,
        "part": part,
        "may_give_nothing": may_give_nothing(user),
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/day/outages.html", context)


@require_POST
@login_required
def give_back(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Give the time back to all whom the gap touched."""
    outage = get_outage(request.user, outage_id)
    return _settle(request, outage, give=True, by=staff_of(request))


@require_POST
@login_required
def give_nothing(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Settle a gap and leave all times as they are."""
    outage = get_outage_to_drop(request.user, outage_id)
    return _settle(request, outage, give=False, by=staff_of(request))


def _settle(request: HttpRequest, outage: Outage, *, give: bool, by: User) -> HttpResponse:
    try:
        count = settle(outage, give=give, by=by, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _given(count) if give else _("Settled. Nobody got time."))
    return redirect("competition:outages")


def _given(count: int) -> str:
    text = ngettext(
        "Settled. %(count)d pupil got time back; all answers are counted again.",
        "Settled. %(count)d pupils got time back; all answers are counted again.",
        count,
    )
    return text % {"count": count}
