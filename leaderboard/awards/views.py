"""Awards at the desk: how they are given, who has them, the draw; and the draw for anybody."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base import clock
from base.clock import now
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED, SEALED, is_frozen
from competition.setup.forms import WHY_FROZEN
from leaderboard.awards.actions import draw, name_source, save_terms
from leaderboard.awards.forms import AwardTermsForm, DrawSourceForm, NumberForm
from leaderboard.awards.permissions import award_desk, get_public_draw, led_award, led_edition
from leaderboard.awards.queries import (
    awards_of,
    draw_of,
    drawn_names,
    drawn_pools,
    is_draw_ahead,
    is_source_sealed,
    newest_list,
    terms_of,
)
from leaderboard.models import Draw
from leaderboard.results.queries import confirmed_seals
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_safe
def awarding(request: HttpRequest, edition: str) -> HttpResponse:
    """Rules, the number for draws, what was sealed, who has which award."""
    user = staff_of(request)
    desk = award_desk(user, edition)
    found = desk.edition
    context = {
        "edition": found,
        "leads": desk.leads,
        "sealed": found.state in SEALED,
        "frozen": is_frozen("awards", found.state),
        "awards": awards_of(found),
        "draw": draw_of(found),
        "source_fixed": is_source_sealed(found),
        "pools": drawn_pools(newest_list(found)),
        "ahead": is_draw_ahead(found),
        "form": NumberForm(),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/awards/awarding.html", context)


@login_required
@never_cache
def award_terms(request: HttpRequest, edition: str, award_id: int) -> HttpResponse:
    """How one award is given."""
    rule = led_award(staff_of(request), edition, award_id)
    frozen = is_frozen("awards", rule.edition.state)
    form = AwardTermsForm(request.POST or None, instance=terms_of(rule), frozen=frozen)
    if request.method == "POST" and form.is_valid():
        return _saved(request, rule.edition, lambda: save_terms(form.instance))
    notice = str(WHY_FROZEN["awards"]) if frozen else ""
    context = {"edition": rule.edition, "form": form, "title": rule, "notice": notice}
    return render(request, "leaderboard/awards/form.html", context)


@login_required
@never_cache
def draw_source(request: HttpRequest, edition: str) -> HttpResponse:
    """The public number to come."""
    user = staff_of(request)
    found = led_edition(user, edition)
    named = draw_of(found) or Draw(edition=found)
    with timezone.override(zone_of(user)):
        form = DrawSourceForm(request.POST or None, instance=named)
        if request.method == "POST" and form.is_valid():
            return _saved(request, found, lambda: name_source(form.instance))
        context = {"edition": found, "form": form, "title": _("Number for draws")}
        return render(request, "leaderboard/awards/form.html", context)


@require_POST
@login_required
def make_draw(request: HttpRequest, edition: str) -> HttpResponse:
    """Draw, once and for all."""
    user, at = staff_of(request), now()
    found, form = led_edition(user, edition), NumberForm(request.POST)
    typed, again = (str(form.data.get(name, ""))[:200] for name in form.fields)
    try:
        draw(found, number=typed, again=again, by=user, at=at)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:awarding", edition=found.slug)


def _saved(request: HttpRequest, edition: Edition, save: Callable[[], object]) -> HttpResponse:
    try:
        save()
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("leaderboard:awarding", edition=edition.slug)


@never_cache
@require_safe
def draws(request: HttpRequest, edition: str) -> HttpResponse:
    """Where the number comes from, and once it is drawn number, seed, tickets and who was drawn."""
    found, draw = get_public_draw(edition)
    seal = newest_list(found)
    published = found.state in PUBLISHED
    context = {
        "edition": found,
        "draw": draw,
        "seal": seal,
        "sealed": bool(seal and seal.confirmed_at and not seal.reopened_at),
        "number_of_seal": confirmed_seals(found).count(),
        "published": published,
        "drawn": drawn_names(found, draw, at=clock.now()) if published and draw else [],
    }
    return render(request, "leaderboard/awards/draws.html", context)
