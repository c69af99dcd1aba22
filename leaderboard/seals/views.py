"""The seal: laid before and confirmed at the desk, and how anybody checks it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from competition.setup.queries.step_checks import checks_before
from leaderboard.models import Seal
from leaderboard.seals.actions.sealing import confirm, propose
from leaderboard.seals.actions.settling import settle_boards
from leaderboard.seals.forms import SealForm
from leaderboard.seals.permissions import get_public_seal
from leaderboard.seals.queries.seal_pages import changed_since, list_before, looks_at, workbook_of
from leaderboard.seals.queries.seals import newest_seal
from schools.clock import now
from schools.models import User
from schools.pages.context import active_language
from schools.roles import staff_of


@login_required
@never_cache
def seal(request: HttpRequest, edition: str) -> HttpResponse:
    """What is laid before, and the buttons of the first and the second person."""
    user = staff_of(request)
    found = get_led_edition(desk_of(user), edition)
    if request.method == "POST":
        return _act(request, found)
    newest = newest_seal(found)
    checks = checks_before(found, Edition.State.SEALED, at=now())
    context = {
        "edition": found,
        "seal": newest,
        **(_list_of(newest, user) if newest else {}),
        "checks": checks,
        "look": any(check.faults and check.look for check in checks),
        "own": newest is not None and newest.proposed_by == user,
        "in_review": found.state == Edition.State.REVIEW,
        "form": SealForm(),
    }
    return render(request, "leaderboard/seals/seal.html", context)


def _list_of(seal: Seal, user: User) -> dict[str, object]:
    """What there is to look at before somebody confirms."""
    before = list_before(seal)
    boards = looks_at(seal, before, active_language(), seal.edition.chain)
    waiting = seal.confirmed_at is None
    return {
        "boards": boards,
        "before": before,
        "same": before is not None and before.whole == seal.whole,
        "stale": waiting and changed_since(seal),
        "workbook": workbook_of(seal.edition, user, seal) if waiting else None,
    }


def _act(request: HttpRequest, edition: Edition) -> HttpResponse:
    form, user, newest = SealForm(request.POST), staff_of(request), newest_seal(edition)
    data = form.cleaned_data if form.is_valid() else {}
    try:
        if data.get("act") == "propose":
            propose(edition, by=user, at=now())
            messages.success(request, _("The list is laid before. Now another person confirms it."))
        elif newest is not None and data.get("sha256") == newest.sha256:
            confirm(newest, by=user, at=now(), note=data["note"], seen=data["seen"])
            messages.success(request, _("Sealed. The results no longer change."))
        else:
            messages.error(request, _("Somebody has laid a newer list before. Look at it first."))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:seal", edition=edition.slug)


@require_POST
@login_required
def settle(request: HttpRequest, edition: str) -> HttpResponse:
    """The boards come to show the sealed list; whoever publishes does it with one press."""
    user = staff_of(request)
    found = get_led_edition(desk_of(user), edition)
    settle_boards(found, by=user, at=now())
    messages.success(request, _("The boards show the results as they stand."))
    return redirect("competition:edition_steps", edition=found.slug)


@require_safe
def sealed(request: HttpRequest, edition: str) -> HttpResponse:
    """For anybody: the hash of the list, and how to check it."""
    found = get_public_seal(edition)
    context = {
        "edition": found.edition,
        "seal": found,
        "sealed": found.confirmed_at is not None,
        "published": _is_published(found),
    }
    return render(request, "leaderboard/seals/sealed.html", context)


@require_safe
def sealed_list(request: HttpRequest, edition: str) -> HttpResponse:
    """The sealed list, byte for byte as it was sealed, once it is published."""
    found = get_public_seal(edition)
    if not _is_published(found):
        raise Http404
    response = HttpResponse(found.body.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.edition.slug}-sealed.csv"'
    return response


def _is_published(seal: Seal) -> bool:
    return seal.confirmed_at is not None and seal.edition.state in PUBLISHED
