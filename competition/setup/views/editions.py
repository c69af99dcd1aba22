"""The organizer's desk: all editions, one of them, and beginning a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.models import User
from competition.editions.permissions import (
    countries_to_begin,
    desk_editions,
    desk_of,
    get_desk_edition,
)
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.models.edition import every_language
from competition.rules.edition_steps import next_state, next_year
from competition.setup.actions import editions as actions
from competition.setup.actions.copies import begin_from
from competition.setup.forms.editions import BeginForm
from competition.setup.queries.check import Check
from competition.setup.queries.overview import lines, overview
from competition.setup.queries.step_checks import checks_for
from schools.roles import staff_of, zone_of

# Where only those who lead an edition mend something.
LEADING = (
    *("competition:edition_texts", "competition:edition_divisions", "competition:papers"),
    *("leaderboard:neutralising", "leaderboard:winners_plan"),
)


@login_required
@never_cache
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All editions with their state, dates, and what is missing."""
    user = staff_of(request)
    desk = desk_of(user)
    if not desk.sits:
        raise Http404
    context = {
        "lines": lines(desk_editions(desk), at=now()),
        "may_begin": countries_to_begin(desk).exists(),
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/setup/editions.html", context)


@login_required
@never_cache
@require_safe
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition: its parts, its countries, its steps."""
    user, at = staff_of(request), now()
    desk = desk_of(user)
    found = get_desk_edition(desk, edition)
    prefetch_related_objects([found], "countries", "windows")
    after = next_state(found.state)
    with timezone.override(zone_of(user)):
        checks = checks_for(user, found, after, at=at) if after else []
        context = {
            "overview": overview(found, own=None if desk.every else desk.own, at=at),
            "edition": found,
            "leads": desk.leads(found),
            "after": Edition.State(after) if after else None,
            "checks": checks if desk.leads(found) else _without_closed_ways(checks, found),
            "history": found.steps.select_related("by", "second").order_by("-pk"),
        }
        return render(request, "competition/setup/edition.html", context)


def _without_closed_ways(checks: Iterable[Check], edition: Edition) -> list[Check]:
    """Checks as read by somebody who has only some of the countries."""
    closed = tuple(reverse(name, args=[edition.slug]) for name in LEADING)
    return [
        replace(check, act="", url="" if check.url.startswith(closed) else check.url)
        for check in checks
    ]


@login_required
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """A new edition, empty or like an earlier one."""
    user = staff_of(request)
    desk, year = desk_of(user), next_year(timezone.localdate())
    countries = countries_to_begin(desk)
    if not countries.exists():
        raise Http404
    form = BeginForm(
        request.POST or None,
        countries=countries,
        editions=desk_editions(desk),
        initial={"year": year, "slug": f"{year}", "countries": countries},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _begin(form, user)
        except CompetitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The edition is begun. It is a draft."))
            return redirect("competition:edition", edition=made.slug)
    return render(request, "competition/setup/begin.html", {"form": form})


def _begin(form: BeginForm, user: User) -> Edition:
    data = {**form.cleaned_data, "by": user, "at": now()}
    source = data.pop("source")
    if source is not None:
        return begin_from(source, **data)
    return actions.begin(**data, languages=every_language())
