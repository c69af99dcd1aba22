"""Public boards, frames and the big screen; the day, and boards that are stopped and let go."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from base.clock import now
from base.pages.context import active_language
from base.pages.for_everybody import kept_a_second
from base.pages.numbers import ids
from competition.day.day_facts import DayScreen, screen_of
from competition.editions.at_hand import AtHand, as_asked, at_hand, looked_at
from competition.editions.queries.taking_part import editions_in
from competition.notices.queries import live_notices
from competition.rules.edition_steps import SEALED
from leaderboard.boards.actions import freeze_boards, unfreeze_boards
from leaderboard.boards.permissions import (
    boards_of,
    boards_run_by,
    current_boards,
    earlier_boards,
    get_board,
    get_board_at,
    get_board_to_run,
    require_boards,
)
from leaderboard.boards.queries import open_winners
from leaderboard.boards.screens import board_screen
from leaderboard.models import Board, Freeze
from schools.roles import organizes, staff_of, zone_of

ANYWHERE: dict[str, list[str]] = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}
BOARDS_AT_MOST = 40
FREEZES_LISTED = 50
DAY_PART = "leaderboard/boards/_day_figures.html"


@kept_a_second
@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """Every board of the editions people speak of now, and below them those of earlier years."""
    at = now()
    spoken_of = {edition.pk: place for place, edition in enumerate(editions_in(None, at=at))}
    current, earlier = _by_kind(current_boards()), _by_kind(earlier_boards())
    current.sort(key=lambda board: spoken_of.get(board.season.pk, len(spoken_of)))
    editions = {board.season.pk for board in (*current, *earlier)}
    context = {
        "boards": current,
        "earlier": earlier,
        "winners": open_winners(editions, at=at),
        "final": SEALED,
    }
    return render(request, "leaderboard/boards/boards.html", context)


def _by_kind(boards: Iterable[Board]) -> list[Board]:
    """Within edition and country, which come in their order."""
    places = dict[tuple[int, str | None], int]()
    kinds = Board.Kind.values

    def key(board: Board) -> tuple[int, int]:
        place = (board.season.pk, board.country_id)
        return places.setdefault(place, len(places)), kinds.index(board.kind)

    return sorted(boards, key=key)


@kept_a_second
@require_safe
def board(request: HttpRequest, edition: str, country: str, division: str) -> HttpResponse:
    """One board as it stands; from there on its script keeps it moving."""
    found = get_board_at(edition, country, division)
    context = _screen(request, found)
    context["frame"] = request.build_absolute_uri(found.address("embed"))
    return render(request, "leaderboard/boards/board.html", context)


@kept_a_second
@require_safe
@xframe_options_exempt
@csp_override(ANYWHERE)
def embed(request: HttpRequest, edition: str, country: str, division: str) -> HttpResponse:
    """One board for a frame in any page; reads no log-in and sets no cookie."""
    context = _screen(request, get_board_at(edition, country, division))
    response = render(request, "leaderboard/boards/embed.html", context)
    # A site that asks this of all it loads (COEP) may have the frame too.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _screen(request: HttpRequest, found: Board) -> dict[str, object]:
    """With the row a visitor wants marked, for a big screen or for one in a bright room."""
    asked, hall = request.GET.get("school", ""), request.GET.get("look") == "hall"
    screen = board_screen(found, active_language(), mark=asked if ids([asked]) else "")
    return screen | {"hall": hall, "dark": hall and "light" not in request.GET}


@kept_a_second
@require_safe
def snapshot(request: HttpRequest, board_id: int) -> HttpResponse:
    """The text the socket pushes, for pages whose socket is blocked."""
    text = get_board(pk=board_id).text()
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    response = HttpResponse(text, content_type="application/json")
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def big_screen(request: HttpRequest, edition: str) -> HttpResponse:
    """The chosen boards one after another, each as its page for frames; or the choice."""
    every = list(boards_of(edition)[:BOARDS_AT_MOST])
    if not every:
        raise Http404
    asked = request.GET.getlist("show")
    chosen = [board for board in every if str(board.pk) in asked]
    context: dict[str, object] = {"edition": every[0].season, "boards": chosen or every}
    if not chosen:
        context["missing"] = "go" in request.GET
        return render(request, "leaderboard/boards/big_screen_choice.html", context)
    context["dark"], light = "light" not in request.GET, "&light=1" * ("light" in request.GET)
    look = f"?look=hall{light}"
    context["look"] = look
    context["shell"] = {
        "frames": [f"{board.address('embed')}{look}" for board in chosen],
        "titles": [f"{board.title}: {board}" for board in chosen],
        "words": {
            "pause": _("Stay on this board"),
            "resume": _("Go on to the others"),
            "place": _("Board %(place)s of %(all)s"),
        },
    }
    return render(request, "leaderboard/boards/big_screen.html", context)


# ------------------------------------------------------------------ the day


@login_required
@never_cache
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Calm when all is well; what needs a look stands first, with the way to it."""
    hand = looked_at(request, at=now())
    if hand is None:
        # Who helps for the day has nothing to do yet.
        return redirect("competition:editions" if organizes(request.user) else "mfa_index")
    screen = _day_screen(request, hand)
    context = _day_context(screen, hand)
    context |= {
        "days": [(day, day == screen.begins) for day in screen.days()],
        "figures_url": request.get_full_path().replace("/staff/day/", "/staff/day/figures/", 1),
    }
    with timezone.override(screen.zone):
        return render(request, "leaderboard/boards/day.html", context)


@login_required
@require_safe
@conditional_page
def day_figures(request: HttpRequest) -> HttpResponse:
    """``{html}``: the part of the page that renews itself; the browser asks with its ETag."""
    hand = looked_at(request, at=now())
    if hand is None:
        raise Http404
    screen = _day_screen(request, hand)
    with timezone.override(screen.zone):
        return JsonResponse({"html": render_to_string(DAY_PART, _day_context(screen, hand))})


def _day_screen(request: HttpRequest, hand: AtHand) -> DayScreen:
    return DayScreen(staff_of(request), hand.edition, request.GET, at=now())


def _day_context(screen: DayScreen, hand: AtHand) -> dict[str, object]:
    """The numbers, with what the organizer has set going."""
    boards = boards_run_by(screen.user, screen.edition)
    return {
        **screen_of(screen),
        "leads": screen.leads,
        "runs": screen.runs,
        "hand": hand,
        "frozen": boards.filter(frozen_at__isnull=False).count(),
        "boards": boards.count(),
        "speaking": live_notices(screen.edition, at=screen.at).count(),
    }


# ------------------------------------------------------------------ stopping boards


class FreezeForm(forms.Form):
    """All boards, those of a country or of an age group, or a single one."""

    which = forms.ChoiceField(label=gettext_lazy("Which boards"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=Freeze.Reason,
        help_text=gettext_lazy("Everybody reads it on the board, in their language."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For the record only. No names of pupils."),
    )

    def __init__(self, *args: Any, boards: Collection[Board], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **more)
        self._boards = boards
        choices = {"all": _("All boards")}
        choices |= {f"country-{one.country_id}": str(one.country) for one in boards if one.country}
        choices |= {
            f"division-{one.division_id}": _("Ages %(ages)s") % {"ages": one.division}
            for one in boards
            if one.division
        }
        single = [(f"board-{one.pk}", str(one)) for one in boards]
        self.fields["which"].choices = [*choices.items(), (_("One board"), single)]  # type: ignore[attr-defined]

    def chosen(self) -> list[Board]:
        """The boards of the choice."""
        kind, _dash, key = self.cleaned_data["which"].partition("-")
        names = {"country": "country_id", "division": "division_id", "board": "pk"}
        return [
            board
            for board in self._boards
            if kind == "all" or str(getattr(board, names[kind])) == key
        ]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def freezes(request: HttpRequest) -> HttpResponse:
    """Which boards move and which do not, what was stopped and why, and the form to stop some."""
    user, hand = staff_of(request), at_hand(request, at=now())
    require_boards(user)
    if hand is None:
        return redirect("competition:editions")
    boards = {board.pk: board for board in boards_run_by(user, hand.edition)}
    form = FreezeForm(request.POST or None, boards=boards.values())
    if request.method == "POST" and form.is_valid():
        data = {"reason": form.cleaned_data["reason"], "note": form.cleaned_data["note"]}
        count = freeze_boards(form.chosen(), at=now(), by=user, **data)
        text = ngettext("%d board is frozen.", "%d boards are frozen.", count)
        messages.success(request, text % count)
        return _to_freezes(request)
    record = list(Freeze.objects.filter(board__in=boards).select_related("by", "lifted_by"))
    for stop in record:
        stop.board = boards[stop.board_id]
    stops = {stop.board_id: stop for stop in record if stop.lifted_at is None}
    context = {
        "hand": hand,
        "form": form,
        "rows": [(board, stops.get(pk)) for pk, board in boards.items()],
        "any_frozen": any(board.frozen_at for board in boards.values()),
        "record": [stop for stop in record if stop.lifted_at][:FREEZES_LISTED],
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/boards/freezes.html", context)


@require_POST
@login_required
def unfreeze_one(request: HttpRequest, board_id: int) -> HttpResponse:
    """Let one board move again."""
    return _unfreeze(request, [get_board_to_run(request.user, board_id)])


@require_POST
@login_required
def unfreeze_all(request: HttpRequest) -> HttpResponse:
    """Let all own boards of the edition move again."""
    user, hand = staff_of(request), at_hand(request, at=now())
    require_boards(user)
    if hand is None:
        raise Http404
    return _unfreeze(request, boards_run_by(user, hand.edition))


def _unfreeze(request: HttpRequest, boards: Iterable[Board]) -> HttpResponse:
    count = unfreeze_boards(boards, at=now(), by=staff_of(request))
    text = ngettext("%d board moves again.", "%d boards move again.", count)
    messages.success(request, text % count)
    return _to_freezes(request)


def _to_freezes(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("leaderboard:freezes") + as_asked(request))
