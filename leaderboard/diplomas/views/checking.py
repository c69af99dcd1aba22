"""Anybody checks one diploma by its serial; who organizes the country may revoke it there."""

from __future__ import annotations

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.languages.speech import spoken_in
from base.pages.context import active_language
from competition.exceptions import CompetitionError
from competition.rate_limit import Bucket
from leaderboard.diplomas.actions.issuing import issue_anew, revoke
from leaderboard.diplomas.forms import RevokeForm
from leaderboard.diplomas.permissions import may_revoke
from leaderboard.diplomas.queries.diploma_claims import may_be_issued_anew
from leaderboard.diplomas.queries.diploma_facts import (
    ReadDiploma,
    facts_of,
    read_diplomas,
    related_diplomas,
)
from leaderboard.rules.serials import serials_read
from schools.roles import staff_of, zone_at

# Wrong serials of everybody together, in this process; one that is right never waits.
guesses = Bucket(capacity=300, per_second=5)
PAGE = "leaderboard/diplomas/check.html"


@require_safe
def short(request: HttpRequest, serial: str = "") -> HttpResponse:
    """The address on paper leads to the page in the language of the browser."""
    if serial:
        return redirect("leaderboard:check_serial", serial=serial)
    return redirect("leaderboard:check")


@never_cache
@require_safe
def check(request: HttpRequest, serial: str = "") -> HttpResponse:
    """One diploma with every fact that is printed on it; no list and no search."""
    typed = request.GET.get("serial", "")
    found = _find(serial or typed) if serial or typed else None
    if (serial or typed) and found is None:
        moment = time.monotonic()
        if guesses.is_full(moment):
            return _answer(request, {"typed": typed, "busy": True}, status=429)
        guesses.pour(moment)
        return _answer(request, {"typed": typed, "unknown": True}, status=404)
    if found is None:
        return _answer(request, {})
    may = may_revoke(request.user, found.row)
    anew = may and found.row.revoked_at is not None and may_be_issued_anew(found.row)
    with spoken_in(found.row.country_id), timezone.override(zone_at(found.row.country)):
        context = {
            "diploma": found.row,
            "award_gone": found.award_gone,
            "name_gone": found.name_gone,
            "outlives_pupil": found.outlives_pupil,
            "facts": facts_of(found, active_language(), checked=True),
            "may_revoke": may,
            "may_be_issued_anew": anew,
        }
        return _answer(request, context)


@require_POST
@login_required
def revoke_diploma(request: HttpRequest, serial: str) -> HttpResponse:
    """Revoke the one that was on the page, with a reason."""
    user, found = staff_of(request), _find(serial)
    if found is None or not may_revoke(user, found.row):
        raise Http404
    form = RevokeForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        revoke(found.row, why=why, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Revoked. Whoever checks it reads that from now on."))
    return redirect("leaderboard:check_serial", serial=found.row.serial)


@require_POST
@login_required
def issue_diploma_anew(request: HttpRequest, serial: str) -> HttpResponse:
    """Another one in place of one that was revoked; leads to its page."""
    user, found = staff_of(request), _find(serial)
    if found is None or not may_revoke(user, found.row):
        raise Http404
    row = found.row
    try:
        row = issue_anew(row, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:check_serial", serial=row.serial)


def _find(typed: str) -> ReadDiploma | None:
    rows = related_diplomas().filter(serial__in=serials_read(typed))
    return next(iter(read_diplomas(rows[:1])), None)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, PAGE, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
