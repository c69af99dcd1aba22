"""The organizer's page of awards: how they are given, who has them, and the draw."""

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

from base.clock import now
from base.models import User
from base.pages.context import active_language
from base.refusal import ChangedMeanwhile
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED, is_frozen
from competition.setup.edition_labels import WHY_FROZEN
from leaderboard.awards.actions.award_terms import save_plan, save_terms
from leaderboard.awards.actions.making_draws import drawable, known_number, look_at_substitute
from leaderboard.awards.actions.seal_works import ask_for, newest_work
from leaderboard.awards.forms.award_terms import (
    AwardTermsForm,
    DrawForm,
    DrawPlanForm,
    SubstituteForm,
    which,
)
from leaderboard.awards.permissions import award_desk, led_award, led_edition
from leaderboard.awards.queries.award_lists import award_blocks
from leaderboard.awards.queries.award_rules import awards_of, terms_of
from leaderboard.awards.queries.draws import draws_of, is_number_sealed
from leaderboard.awards.queries.school_lists import school_blocks
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.awards.queries.substitutes import is_substitute_agreed, substitute_of
from leaderboard.awards.tasks import draw_awards
from leaderboard.models import DrawPlan, SealWork
from leaderboard.results.queries.deleted_years import deleted_near
from schools.permissions import managed_schools
from schools.roles import area_of, staff_of, zone_of

# Of each award the page shows so many; a diploma for all who reach 80 % has thousands.
MOST_LINES = 60


@login_required
@never_cache
@require_safe
def awarding(request: HttpRequest, edition: str) -> HttpResponse:
    """Rules, the number for draws, what was sealed, who has which award."""
    user = staff_of(request)
    desk = award_desk(user, edition)
    found = desk.edition
    schools = None if desk.leads else managed_schools(user)
    context = {
        "edition": found,
        "leads": desk.leads,
        "calls": desk.calls,
        "sealed": found.state in SEALED,
        "deleted": deleted_near(found, area_of(user)),
        "frozen": is_frozen("awards", found.state),
        "awards": awards_of(found),
        "plan_fixed": is_number_sealed(found),
        "draws": draws_of(found),
        "work": newest_work(found),
        **_number(found, user),
        "blocks": award_blocks(found, active_language(), schools, most=MOST_LINES),
        "most": MOST_LINES,
        "school_blocks": school_blocks(found, schools),
        "prizes": True,
        "exact": True,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/awards/awarding.html", context)


def _number(edition: Edition, user: User) -> dict[str, object]:
    """Which number is asked for, whether somebody has said that it never arose, and whether it may
    be said now."""
    said, plan = substitute_of(edition), plan_of(edition)
    agreed = said is not None and said.confirmed_at is not None
    return {
        "plan": plan,
        "form": plan and DrawForm().ask_for(plan, substitute=agreed),
        "said": said,
        "own_word": said is not None and said.proposed_by_id == user.pk,
        "may_be_missing": plan is not None and plan.comes_at <= now(),
        "substitute_form": SubstituteForm(),
    }


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
def draw_plan(request: HttpRequest, edition: str) -> HttpResponse:
    """The public number to come, and its substitute."""
    user = staff_of(request)
    found = led_edition(user, edition)
    plan = plan_of(found) or DrawPlan(edition=found)
    with timezone.override(zone_of(user)):
        form = DrawPlanForm(request.POST or None, instance=plan)
        if request.method == "POST" and form.is_valid():
            return _saved(request, found, lambda: save_plan(form.instance))
        context = {"edition": found, "form": form, "title": _("Number for draws")}
        return render(request, "leaderboard/awards/form.html", context)


@require_POST
@login_required
def make_draw(request: HttpRequest, edition: str) -> HttpResponse:
    """Draw, once and for all."""
    user = staff_of(request)
    found, form = led_edition(user, edition), DrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the number in figures."))
        return redirect("leaderboard:awarding", edition=found.slug)
    data, at = form.cleaned_data, now()
    try:
        _seal, plan = drawable(found)
        substitute = is_substitute_agreed(found)
        # A number read for one of the two never counts as the other.
        if data.pop("of") != which(substitute=substitute) or "substitute" in request.POST:
            raise ChangedMeanwhile
        look_at_substitute(found, substitute=substitute)
        number = known_number(plan, at=at, substitute=substitute, **data)
        wish = SealWork(edition=found, kind=SealWork.Kind.DRAW, asked_by=user, asked_at=at)
        wish.number, wish.substitute = number, substitute
        ask_for(wish, draw_awards)
    except (CompetitionError, ChangedMeanwhile) as refusal:
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
