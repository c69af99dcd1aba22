"""Two people say that the number for draws never arose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base.clock import now
from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.awards.actions.substituting import (
    NothingSaid,
    confirm_substitute,
    propose_substitute,
    withdraw_substitute,
)
from leaderboard.awards.forms.award_terms import SubstituteForm
from leaderboard.awards.permissions import led_edition
from leaderboard.awards.queries.substitutes import substitute_of
from schools.roles import staff_of


@require_POST
@login_required
def substitute(request: HttpRequest, edition: str) -> HttpResponse:
    """Say it, confirm what was on the page, or withdraw it."""
    user = staff_of(request)
    found, form = led_edition(user, edition), SubstituteForm(request.POST)
    if form.is_valid():
        try:
            _act(found, form.cleaned_data, user)
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Write why the number never arose: everybody reads it."))
    return redirect("leaderboard:awarding", edition=found.slug)


def _act(edition: Edition, data: dict[str, Any], user: User) -> None:
    if data["act"] == "propose":
        propose_substitute(edition, why=data["why"], by=user, at=now())
        return
    said = substitute_of(edition)
    if said is None or said.pk != data["said"]:
        raise NothingSaid
    if data["act"] == "withdraw":
        withdraw_substitute(said, by=user, at=now())
    else:
        confirm_substitute(said, by=user, at=now())
