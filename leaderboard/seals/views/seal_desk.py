"""The seal at the desk: laid before, confirmed, and reopened."""

from __future__ import annotations

from collections.abc import Callable
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
from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from competition.setup.actions.steps import SecondPersonNeeded
from competition.setup.queries.step_checks import checks_for
from leaderboard.awards.actions import ask_for, newest_work
from leaderboard.awards.queries import blocks_laid_before, draw_of
from leaderboard.models import Seal, SealWork
from leaderboard.results.queries import deleted_in, reopened_seal
from leaderboard.seals.actions.reopening import ask_to_reopen, reopen, withdraw_reopening
from leaderboard.seals.actions.settling import show_results
from leaderboard.seals.forms import ReopeningForm, SealForm
from leaderboard.seals.permissions import (
    SealDesk,
    get_laid_file,
    get_sealing_desk,
)
from leaderboard.seals.queries.awards_apart import changed_awards
from leaderboard.seals.queries.laid_awards import MOST_ON_PAGE, laid_awards
from leaderboard.seals.queries.seal_pages import changed_since, list_before, looks_at, workbook_of
from leaderboard.seals.queries.seals import newest_seal
from leaderboard.seals.queries.second_people import second_people
from leaderboard.seals.queries.told_winners import told_winners
from leaderboard.seals.queries.waiting_seals import has_held_back, is_waiting
from leaderboard.seals.tasks import do_seal_work
from leaderboard.seals.views.public_seals import as_file
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
    newest, work = newest_seal(found), newest_work(found)
    busy = work is not None and work.is_under_way
    in_review, waits = found.state == Edition.State.REVIEW, bool(newest and is_waiting(newest))
    checks = checks_for(user, found, Edition.State.SEALED, at=now()) if in_review else []
    context = {
        "edition": found,
        "seal": newest,
        "draw": draw_of(found),
        "work": work,
        "busy": busy,
        "leads": desk.leads,
        "waits": waits,
        **(_list_of(newest, user, waits=waits) if newest and not busy else {}),
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


@login_required
@never_cache
@require_safe
def laid_file(request: HttpRequest, edition: str, seal_id: int, file: str) -> HttpResponse:
    """A part of the list that waits, as it is signed, for who may confirm it."""
    return as_file(
        get_laid_file(staff_of(request), edition, seal_id, file), f"{edition}-{seal_id}-{file}"
    )


def _list_of(seal: Seal, user: User, *, waits: bool) -> dict[str, object]:
    """What there is to look at before somebody confirms."""
    before = list_before(seal)
    boards = looks_at(seal, before, active_language())
    return {
        "boards": boards,
        "before": before,
        "changed_awards": changed_awards(seal, before, active_language()) if waits else [],
        "laid_awards": laid_awards(seal, active_language()) if waits else [],
        "most": MOST_ON_PAGE,
        "held_back": has_held_back(seal) if waits else None,
        "school_blocks": blocks_laid_before(seal) if waits else [],
        "exact": True,
        "same": bool(seal.look and seal.look["same"]),
        "stale": waits and changed_since(seal),
        "workbook": workbook_of(seal.edition, user, seal) if waits else None,
    }


def _reopening(edition: Edition, seal: Seal, user: User) -> dict[str, Any]:
    """Who asked for the sealed list to be reopened and why, and who knows already of an award."""
    return {
        "may_be_reopened": edition.state != Edition.State.ARCHIVED and not deleted_in(edition),
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
    wish = SealWork(edition=edition, asked_by=user, asked_at=now())
    if data.get("act") == "propose" and not desk.leads:
        raise Http404
    if data.get("act") == "propose":
        wish.kind = SealWork.Kind.LAY_BEFORE
    elif newest is not None and _is_of(newest, data):
        if newest.confirmed_by_id == user.pk:
            # Pressed twice: it is done.
            return redirect("leaderboard:seal", edition=edition.slug)
        wish.kind, wish.seal = SealWork.Kind.CONFIRM, newest
        wish.text, wish.seen = data["note"], data["seen"]
    else:
        messages.error(request, _("Somebody has laid a newer list before. Look at it first."))
        return redirect("leaderboard:seal", edition=edition.slug)
    return _tried(request, edition, lambda: _ask(wish))


def _is_of(seal: Seal, data: dict[str, Any]) -> bool:
    """Whether this list was on the page."""
    return (data.get("seal"), data.get("sha256")) == (seal.pk, seal.sha256)


def _ask(wish: SealWork) -> None:
    """What needs no look at the list is refused at once."""
    if wish.seal and wish.seal.proposed_by_id == wish.asked_by_id:
        raise SecondPersonNeeded
    ask_for(wish, do_seal_work)


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


@require_POST
@login_required
def settle(request: HttpRequest, edition: str) -> HttpResponse:
    """The boards that move come to show the sealed list; whoever publishes does it with one
    press. Frozen ones wait for the publication."""
    found = get_led_edition(desk_of(staff_of(request)), edition)
    show_results(found, at=now())
    messages.success(request, _("The boards show the results as they stand."))
    return redirect("competition:edition_steps", edition=found.slug)
