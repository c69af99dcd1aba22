"""The seal at the desk: laid before, confirmed, and corrected."""

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
from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from competition.setup.actions.steps import SecondPersonNeeded
from competition.setup.queries.step_checks import checks_for
from leaderboard.awards.actions.seal_works import ask_for, newest_work
from leaderboard.awards.queries.school_lists import blocks_laid_before
from leaderboard.models import Seal, SealWork
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.actions.noting_changes import note_attempt, withdraw_change
from leaderboard.seals.actions.settling import show_results
from leaderboard.seals.forms import NoteForm, SealCorrectionForm, SealForm, WithdrawalForm
from leaderboard.seals.permissions import (
    SealDesk,
    get_laid_file,
    get_sealing_desk,
    get_waiting_change,
)
from leaderboard.seals.queries.laid_awards import MOST_ON_PAGE, laid_awards
from leaderboard.seals.queries.noted_changes import (
    MOST_WITHDRAWN,
    attempt_meant,
    waiting_changes,
    withdrawn_changes,
)
from leaderboard.seals.queries.seal_history import corrects_in_words
from leaderboard.seals.queries.seal_pages import changed_since, list_before, looks_at, workbook_of
from leaderboard.seals.queries.seals import newest_seal
from leaderboard.seals.queries.second_people import second_people
from leaderboard.seals.queries.waiting_seals import has_held_back, is_waiting
from leaderboard.seals.tasks import do_seal_work
from leaderboard.seals.views.public_seals import as_file
from schools.roles import staff_of

PAGE = "leaderboard:seal"
# The review desk shows what is noted in its area.
BACK = {"desk": "leaderboard:desk"}


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
        **(_corrections(found) if found.state in SEALED and desk.leads else {}),
    }
    return render(request, "leaderboard/seals/seal.html", context)


def _second(newest: Seal, user: User) -> dict[str, object]:
    """Of a list that waits: whether the reader is the first person, and who else could be the
    second."""
    if newest.proposed_by != user:
        return {"own": False}
    language = active_language()
    people = second_people(newest.edition, but=user, language=language, at=now())
    return {"own": True, "second_people": people}


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
        "correction": corrects_in_words(seal, active_language()) if seal.corrects_id else None,
        "laid_awards": laid_awards(seal, active_language()) if waits else [],
        "most": MOST_ON_PAGE,
        "held_back": has_held_back(seal) if waits else None,
        "school_blocks": blocks_laid_before(seal) if waits else [],
        "exact": True,
        "same": bool(seal.look and seal.look["same"]),
        "stale": waits and not seal.corrects_id and changed_since(seal),
        "workbook": workbook_of(seal.edition, user, seal) if waits else None,
    }


def _corrections(edition: Edition) -> dict[str, Any]:
    """What is noted for a correction, and the forms to note more and to lay it before."""
    lists = {
        "changes": list(waiting_changes(edition)),
        "withdrawn": list(withdrawn_changes(edition)[:MOST_WITHDRAWN]),
    }
    forms = {"note_form": NoteForm(), "correction_form": SealCorrectionForm()}
    return {"correcting": True, "deleted": deleted_in(edition), **lists, **forms}


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
    """Whether this list was on the page, with its awards and, of a correction, its reason."""
    sent = data.get("seal"), data.get("sha256"), data.get("awards_sha256")
    return sent == (seal.pk, seal.sha256, seal.awards_sha256)


def _ask(wish: SealWork) -> None:
    """What needs no look at the list is refused at once."""
    if wish.seal and wish.seal.proposed_by_id == wish.asked_by_id:
        raise SecondPersonNeeded
    ask_for(wish, do_seal_work)


@require_POST
@login_required
def correct(request: HttpRequest, edition: str) -> HttpResponse:
    """Have a correction laid before with everything that is noted."""
    user = staff_of(request)
    found, form = get_led_edition(desk_of(user), edition), SealCorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in words why the list is corrected: everybody reads it."))
        return redirect("leaderboard:seal", edition=found.slug)
    wish = SealWork(edition=found, asked_by=user, asked_at=now(), kind=SealWork.Kind.CORRECT)
    wish.text = form.cleaned_data["why"]
    return _tried(request, found, lambda: ask_for(wish, do_seal_work))


@require_POST
@login_required
def note(request: HttpRequest, edition: str) -> HttpResponse:
    """Note a change of one attempt, by the code of its result or its ticket."""
    user = staff_of(request)
    found, form = get_led_edition(desk_of(user), edition), NoteForm(request.POST)
    meant = attempt_meant(found, form.cleaned_data["code"]) if form.is_valid() else None
    if meant is None:
        messages.error(request, _("No result of this edition has this code or ticket."))
        return redirect("leaderboard:seal", edition=found.slug)
    data = form.cleaned_data
    named = {"kind": data["kind"], "reason": data["reason"]}
    return _tried(request, found, lambda: note_attempt(meant, **named, by=user, at=now()))


@require_POST
@login_required
def withdraw(request: HttpRequest, edition: str, change_id: int) -> HttpResponse:
    """A noted change is not wanted any more, by who leads the edition or has noted it."""
    user, form = staff_of(request), WithdrawalForm(request.POST)
    change = get_waiting_change(user, edition, change_id)
    back = BACK.get(request.POST.get("from", ""), PAGE)
    if not form.is_valid():
        messages.error(request, str(form.errors["why"][0]))
        return redirect(back, edition=change.edition.slug)
    why = form.cleaned_data["why"]
    act = partial(withdraw_change, change, why=why, by=user, at=now())
    return _tried(request, change.edition, act, back)


def _tried(
    request: HttpRequest, edition: Edition, act: Callable[[], object], back: str = PAGE
) -> HttpResponse:
    try:
        act()
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect(back, edition=edition.slug)


@require_POST
@login_required
def settle(request: HttpRequest, edition: str) -> HttpResponse:
    """The boards that move come to show the sealed list; whoever publishes does it with one
    press. Frozen ones wait for the publication."""
    found = get_led_edition(desk_of(staff_of(request)), edition)
    show_results(found, at=now())
    messages.success(request, _("The boards show the results as they stand."))
    return redirect("competition:edition_steps", edition=found.slug)
