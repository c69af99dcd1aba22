"""A teacher prints the diplomas of the own winners, and the own one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from base.printing.documents import shown
from base.record.actions.record import record_access
from base.refusal import NotPrinted
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.diplomas.actions.issuing import issue
from leaderboard.diplomas.diploma_sheets import diplomas_on_paper
from leaderboard.diplomas.permissions import editions_with_diplomas, get_taught_edition
from leaderboard.diplomas.queries.diploma_claims import DiplomaClaim, claims_of_teacher
from leaderboard.diplomas.queries.diploma_facts import read_diplomas
from leaderboard.models import IssuedDiploma
from schools.roles import staff_of

# Of earlier years a teacher has printed them.
EDITIONS = 2


@dataclass(frozen=True, slots=True)
class OwnDiplomas:
    """What a teacher may print of an edition."""

    edition: Edition
    winners: int
    mentor: bool


@login_required
@never_cache
@require_safe
def own_diplomas(request: HttpRequest) -> HttpResponse:
    """How many pupils have won, and the buttons that print."""
    user = staff_of(request)
    found = [_own(one, user) for one in editions_with_diplomas(user)[:EDITIONS]]
    shown_ones = [one for one in found if one.winners or one.mentor]
    context = {"editions": shown_ones, "nameless": not user.name}
    return render(request, "leaderboard/diplomas/own.html", context)


def _own(edition: Edition, user: User) -> OwnDiplomas:
    kinds = [one.kind for one in claims_of_teacher(edition, user)]
    winners = kinds.count(IssuedDiploma.Kind.WINNER)
    return OwnDiplomas(edition, winners, IssuedDiploma.Kind.MENTOR in kinds)


@require_POST
@login_required
@never_cache
def print_own(request: HttpRequest) -> HttpResponse:
    """One PDF of the own winners, or of the own diploma."""
    user = staff_of(request)
    edition = get_taught_edition(user, request.POST.get("edition", ""))
    kind = request.POST.get("kind", "")
    claims = [one for one in claims_of_teacher(edition, user) if one.kind == kind]
    if not claims:
        raise Http404
    try:
        content = _content(edition, claims, user)
    except (CompetitionError, NotPrinted) as refusal:
        messages.error(request, str(refusal))
    else:
        if content:
            name = f"{edition.slug}-{kind}"
            record_access(edition, by=user, file=f"{name}.pdf", at=now())
            return shown(content, name=name)
        messages.error(request, _("The diploma was revoked. Ask the organizer of your country."))
    return redirect("leaderboard:own_diplomas")


def _content(edition: Edition, claims: Sequence[DiplomaClaim], user: User) -> bytes:
    """Empty where all of them were revoked. Raises ``NotPrinted`` and ``NoDiplomaYet``."""
    rows = issue(edition, claims, by=user, at=now())
    return diplomas_on_paper(read_diplomas(rows)) if rows else b""
