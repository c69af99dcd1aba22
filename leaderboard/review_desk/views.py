"""The review desk: what waits in the own area, and what an organizer decides about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition
from competition.results.actions import ORGANIZERS_REASONS
from competition.rules.edition_steps import SEALED
from competition.sittings.actions.attempts import accept_late, take_back, void
from leaderboard.review_desk.permissions import (
    get_reviewed_attempt,
    get_reviewed_edition,
    reviewed_sittings,
)
from leaderboard.review_desk.queries import (
    decided,
    holding,
    last_decision,
    late_answers,
    moved,
    waiting_files,
    with_points,
)
from schools.permissions import countries_run_by
from schools.roles import staff_of, zone_of

# More are shown on no page; how many there are stands above them.
SHOWN = 100
# The page of appeals shows the same form beside the case.
PAGES = {"appeals": "leaderboard:appeals"}
ACCEPT, VOID, BACK = "accept", "void", "back"


class DecisionForm(forms.Form):
    """Late answers of an attempt count, or it is taken out of the count for a reason, or the last
    decision about it is taken back."""

    act = forms.ChoiceField(choices=[(act, act) for act in (ACCEPT, VOID, BACK)])
    attempt = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(
        choices=[(reason.value, reason.label) for reason in ORGANIZERS_REASONS], required=False
    )


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest, edition: str) -> HttpResponse:
    """Everything that somebody may have to decide before the seal, of the own area."""
    user = staff_of(request)
    found = get_reviewed_edition(user, edition)
    context = _lists(user, found, request.GET.get("country", ""))
    context |= {"edition": found, "sealed": found.state in SEALED, "most": SHOWN}
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/review_desk/desk.html", context)


def _lists(user: User, edition: Edition, country: str) -> dict[str, Any]:
    """The first of each list, and all, to say how many; a country narrows them."""
    sittings = reviewed_sittings(user, edition)
    countries = list(countries_run_by(user).filter(editions=edition).order_by("pk"))
    if country:
        sittings = sittings.filter(entry__school_class__school__country=country)
    late, computers, rows = late_answers(sittings), list(moved(sittings)), decided(sittings)
    made = list(rows[:SHOWN])
    return {
        "countries": countries if len(countries) > 1 else [],
        "country": country,
        "late": with_points(late[:SHOWN], at=now()),
        "all_late": list(late.values_list("pk", flat=True)),
        "files": waiting_files(sittings),
        "moved": computers[:SHOWN],
        "all_moved": computers,
        "decided": made,
        "all_decided": list(rows.values_list("pk", flat=True)),
        "holding": holding(made),
    }


@require_POST
@login_required
def decide(request: HttpRequest, edition: str) -> HttpResponse:
    """Late answers of one attempt count, or it is taken out of the count, or that is taken
    back."""
    user = staff_of(request)
    found, form = get_reviewed_edition(user, edition), DecisionForm(request.POST)
    if form.is_valid():
        attempt = get_reviewed_attempt(user, found, form.cleaned_data["attempt"])
        try:
            _decide(attempt, form.cleaned_data, by=user)
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Decided. The result is worked out anew."))
    else:
        messages.error(request, _("Choose a card and a reason."))
    return redirect(PAGES.get(request.POST.get("from", ""), "leaderboard:desk"), found.slug)


def _decide(attempt: Attempt, data: dict[str, Any], *, by: User) -> None:
    if data["act"] == BACK:
        take_back(last_decision(attempt), by=by, at=now())
    elif data["act"] == ACCEPT:
        accept_late(attempt, by=by, at=now())
    else:
        void(attempt, reason=data["reason"], by=by, at=now())
