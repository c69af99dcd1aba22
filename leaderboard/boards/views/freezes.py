"""Boards are stopped with a reason, and let go."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.clock import now
from competition.editions.at_hand import as_asked, at_hand
from leaderboard.boards.actions.freezing import freeze_boards, unfreeze_boards
from leaderboard.boards.forms import FreezeForm
from leaderboard.boards.permissions import boards_run_by, get_board_to_run, runs_boards
from leaderboard.models import Board, Freeze
from schools.roles import staff_of, zone_of

LISTED = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def freezes(request: HttpRequest) -> HttpResponse:
    """Which boards move and which do not, what was stopped and why, and the form to stop some."""
    user, hand = staff_of(request), at_hand(request, at=now())
    if not runs_boards(user):
        raise Http404
    if hand is None:
        return redirect("competition:editions")
    boards = list(boards_run_by(user, hand.edition))
    form = FreezeForm(request.POST or None, boards=boards)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        data = {"reason": form.cleaned_data["reason"], "note": form.cleaned_data["note"]}
        _say(request, _frozen(freeze_boards(chosen, at=now(), by=user, **data)))
        return _back(request)
    record = Freeze.objects.filter(board__in=boards).select_related("by", "lifted_by")
    stops = {one.board_id: one for one in record if one.lifted_at is None}
    context = {
        "hand": hand,
        "form": form,
        "rows": [(board, stops.get(board.pk)) for board in boards],
        "any_frozen": any(board.frozen_at for board in boards),
        "record": _named([one for one in record if one.lifted_at][:LISTED], boards),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/boards/freezes.html", context)


def _named(record: list[Freeze], boards: list[Board]) -> list[Freeze]:
    """With the boards that are at hand already, so that a line costs no query."""
    by_id = {board.pk: board for board in boards}
    for one in record:
        one.board = by_id[one.board_id]
    return record


@require_POST
@login_required
def unfreeze_one(request: HttpRequest, board_id: int) -> HttpResponse:
    """Let one board move again."""
    board = get_board_to_run(request.user, board_id)
    _say(request, _moving(unfreeze_boards([board], at=now(), by=staff_of(request))))
    return _back(request)


@require_POST
@login_required
def unfreeze_all(request: HttpRequest) -> HttpResponse:
    """Let all own boards of the edition move again."""
    user, hand = staff_of(request), at_hand(request, at=now())
    if hand is None or not runs_boards(user):
        raise Http404
    boards = boards_run_by(user, hand.edition)
    _say(request, _moving(unfreeze_boards(boards, at=now(), by=user)))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("leaderboard:freezes") + as_asked(request))


def _frozen(count: int) -> str:
    return ngettext("%d board is frozen.", "%d boards are frozen.", count) % count


def _moving(count: int) -> str:
    return ngettext("%d board moves again.", "%d boards move again.", count) % count


def _say(request: HttpRequest, text: str) -> None:
    messages.success(request, text)
