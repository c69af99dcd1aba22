"""The desk of two people, and the sealed list for anybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from base.pages.context import active_language
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED, SEALED
from competition.setup.checks import checks_for
from leaderboard.awards.queries import blocks_laid_before, draw_of, school_blocks
from leaderboard.models import Seal
from leaderboard.results.queries import LARGE, confirmed_seals, reopened_seal, was_published
from leaderboard.seals.actions import (
    NothingProposed,
    ask_to_reopen,
    confirm,
    propose,
    reopen,
    withdraw_reopening,
)
from leaderboard.seals.forms import ReopeningForm, SealForm
from leaderboard.seals.permissions import (
    SealDesk,
    get_public_seal,
    get_sealed_file,
    get_sealing_desk,
)
from leaderboard.seals.places import changed_since, list_before, looks_at
from leaderboard.seals.queries import (
    MOST_ON_PAGE,
    changed_awards,
    is_waiting,
    laid_awards,
    newest_seal,
    second_people,
    told_winners,
)
from schools.roles import staff_of


@login_required
@never_cache
def seal(request: HttpRequest, edition: str) -> HttpResponse:
    """What is laid before, and the buttons of the first and the second person."""
    user = staff_of(request)
    desk = get_sealing_desk(user, edition)
    found = desk.edition
    if request.method == "POST":
        return _act(request, desk)
    newest = newest_seal(found)
    in_review, waits = found.state == Edition.State.REVIEW, bool(newest and is_waiting(newest))
    checks = checks_for(user, found, Edition.State.SEALED, at=now()) if in_review else []
    context = {
        "edition": found,
        "seal": newest,
        "draw": draw_of(found),
        "leads": desk.leads,
        "waits": waits,
        **(_list_of(newest, waits=waits) if newest else {}),
        "checks": checks,
        "look": any(check.faults and check.look for check in checks),
        **(_second(newest, user) if newest and waits else {}),
        "in_review": in_review,
        "form": SealForm(),
        **(_reopening(found, newest, user) if newest and found.state in SEALED else {}),
        "reopened": reopened_seal(found),
    }
    return render(request, "leaderboard/seals/seal.html", context)


def _second(newest: Seal, user: User) -> dict[str, object]:
    """Of a list that waits: whether the reader is the first person, and who else could be the
    second."""
    if newest.proposed_by != user:
        return {"own": False}
    return {"own": True, **_second_of(newest.edition, user)}


def _second_of(edition: Edition, user: User) -> dict[str, object]:
    people = second_people(edition, but=user, language=active_language(), at=now())
    return {"second_people": people}


def _list_of(seal: Seal, *, waits: bool) -> dict[str, object]:
    """What there is to look at before somebody confirms."""
    before = list_before(seal)
    boards = looks_at(seal, before, active_language())
    return {
        "boards": boards,
        "before": before,
        "changed_awards": changed_awards(seal, before, active_language()) if waits else [],
        "laid_awards": laid_awards(seal, active_language()) if waits else [],
        "most": MOST_ON_PAGE,
        "school_blocks": blocks_laid_before(seal) if waits else [],
        "exact": True,
        "same": bool(seal.look and seal.look["same"]),
        "stale": waits and changed_since(seal),
    }


def _reopening(edition: Edition, seal: Seal, user: User) -> dict[str, Any]:
    """Who asked for the sealed list to be reopened and why, and who knows already of an award."""
    return {
        "may_be_reopened": edition.state != Edition.State.ARCHIVED and not seal.emptied_at,
        "told_winners": told_winners(seal),
        "reopening_form": ReopeningForm(),
        **(
            {"asked_by_me": seal.reopen_asked_by == user, **_second_of(edition, user)}
            if seal.reopen_asked_by
            else {}
        ),
    }


def _act(request: HttpRequest, desk: SealDesk) -> HttpResponse:
    form, user, edition = SealForm(request.POST), staff_of(request), desk.edition
    newest, data = newest_seal(edition), form.cleaned_data if form.is_valid() else {}
    if data.get("act") == "propose":
        if not desk.leads:
            raise Http404
        return _tried(request, edition, partial(propose, edition, by=user, at=now()))
    if newest is None or (data.get("seal"), data.get("sha256")) != (newest.pk, newest.sha256):
        messages.error(request, str(NothingProposed.message))
        return redirect("leaderboard:seal", edition=edition.slug)
    if newest.confirmed_by_id == user.pk:
        # Pressed twice: it is done.
        return redirect("leaderboard:seal", edition=edition.slug)
    said = {"note": data["note"], "seen": data["seen"]}
    return _tried(request, edition, partial(confirm, newest, by=user, at=now(), **said))


@require_POST
@login_required
def reopening(request: HttpRequest, edition: str) -> HttpResponse:
    """Who leads the edition asks for the list to be reopened, or does so no longer; another person
    does it."""
    user = staff_of(request)
    desk = get_sealing_desk(user, edition)
    form, act = ReopeningForm(request.POST), request.POST.get("act", "")
    if act != "reopen" and not desk.leads:
        raise Http404
    if act == "ask" and not form.is_valid():
        messages.error(request, _("Choose a reason, and say why: everybody reads it."))
        return redirect("leaderboard:seal", edition=desk.edition.slug)
    acts: dict[str, Callable[[], object]] = {
        "ask": lambda: ask_to_reopen(
            desk.edition,
            **form.cleaned_data,
            by=user,
            at=now(),
        ),
        "withdraw": lambda: withdraw_reopening(desk.edition, by=user, at=now()),
        "reopen": lambda: reopen(desk.edition, by=user, at=now()),
    }
    if act not in acts:
        raise Http404
    return _tried(request, desk.edition, acts[act])


def _tried(request: HttpRequest, edition: Edition, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:seal", edition=edition.slug)


@require_safe
def sealed(request: HttpRequest, edition: str) -> HttpResponse:
    """For anybody: the hash of the list, how to check it, and lists that were reopened."""
    found = get_public_seal(edition)
    published = found.reopened_at is None and was_published(found)
    seals = confirmed_seals(found.edition).defer(*LARGE)
    context = {
        "edition": found.edition,
        "seal": found,
        "draw": draw_of(found.edition),
        "sealed": found.confirmed_at is not None and found.reopened_at is None,
        "published": published,
        "school_blocks": school_blocks(found.edition) if published else [],
        "reopened": [
            (number, seal, was_published(seal))
            for number, seal in enumerate(seals, start=1)
            if seal.reopened_at
        ],
    }
    return render(request, "leaderboard/seals/sealed.html", context)


@require_safe
def sealed_list(request: HttpRequest, edition: str) -> HttpResponse:
    """The sealed list, byte for byte as it was sealed, once it is published."""
    found = get_public_seal(edition)
    if found.confirmed_at is None or found.edition.state not in PUBLISHED:
        raise Http404
    return as_file(found.body, f"{found.edition.slug}-sealed.csv")


@require_safe
def sealed_file(request: HttpRequest, edition: str, number: int, file: str) -> HttpResponse:
    """A file of any seal of the edition, also of one that was reopened."""
    return as_file(get_sealed_file(edition, number, file), f"{edition}-{number}-{file}")


def as_file(text: str, name: str) -> HttpResponse:
    """A text to be kept, byte for byte."""
    response = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
