"""The style guide of the room: monitor and wall in each of their states, with a made-up class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.aliases.alias import drawn_for
from competition.previews.views.styleguide import for_staff_or_demo
from competition.rules.lesson import Advice
from competition.sittings.views.monitor_words import legend, monitor_words
from competition.sittings.views.projector import wall_said, wall_words
from competition.sittings.views.seats import headline, seats
from competition.sittings.views.tryout import (
    AGES,
    CODE,
    SIZE,
    made_up_sitting,
    made_up_state,
    made_up_wall,
)
from schools.classes.queries import qr_code
from schools.pages.addresses import as_typed, public_address

ZONE = ZoneInfo("Europe/Sarajevo")
HALF = {"left": 21, "most_left": 11, "apart": True}
ENDS = {"ends_at": "2027-02-09T09:51:00+01:00", "most_ends_at": "2027-02-09T09:41:00+01:00"}
# What each phase changes in a class of which nobody has come.
PHASES: dict[str, dict[str, Any]] = {
    "waiting": {"joined": 11, "next": "start"},
    "starting": {"joined": SIZE, "next": "", "starts_in": 8},
    "running": {"joined": 24, "finished": 3, "next": "admit", **HALF, **ENDS},
    "paused": {"joined": 24, "finished": 3, "next": "resume", **HALF},
    "closed": {"joined": SIZE, "finished": SIZE, "next": "results", "reopen": True},
}
# One seat of each state, beside those of the phase, and what is to be done about it.
SEATS: dict[str, dict[str, Any]] = {
    "absent": {"needs": Advice.UNLOCK, "wrong_pins": 5, "locked": True},
    "late": {"needs": Advice.LET_IN},
    "idle": {"on": 7, "answered": 6, "since": 120, "needs": Advice.CHECK_CARD, "wrong_pins": 3},
    "offline": {"on": 9, "answered": 8, "since": 40, "needs": Advice.LEAVE},
    "finished": {"answered": 18, "too_late": 2},
    "twice": {"needs": Advice.CHOOSE},
    "done": {},
    "elsewhere": {},
    "later": {},
    "here": {},
}
USUAL = {"waiting": "ready", "starting": "ready", "closed": "finished"}
PAGES = {
    "monitor": "competition/sittings/shown_monitor.html",
    "wall": "competition/sittings/try_wall.html",
}


@require_safe
@for_staff_or_demo
def shown_room(request: HttpRequest) -> HttpResponse:
    """``?show=wall-running``: one page of the room at one moment; reads and stores nothing."""
    part, _, phase = request.GET.get("show", "").partition("-")
    part, phase = part if part in PAGES else "monitor", phase if phase in PHASES else "waiting"
    makes: Callable[[HttpRequest, str], dict[str, Any]] = _monitor if part == "monitor" else _wall
    theme = request.GET.get("theme", "")
    context = {"sitting": made_up_sitting(), "theme": theme, "dark": theme == "dark"}
    context |= makes(request, phase)
    return render(request, PAGES[part], context)


def _monitor(_request: HttpRequest, phase: str) -> dict[str, Any]:
    state = made_up_state(CODE) | {"phase": phase} | PHASES[phase]
    state["cards"] = _cards(phase, state["cards"])
    return {
        "state": state,
        "seats": seats(state),
        "words": monitor_words(),
        "legend": legend(),
        "said": headline(state, ZONE),
        "zone": ZONE.key,
    }


def _cards(phase: str, absent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So many have come as the phase says; while it runs one of each state is among them."""
    come = PHASES[phase]["joined"]
    usual = USUAL.get(phase, "working")
    cards = [card | _working(usual, card["number"]) for card in absent[:come]] + absent[come:]
    if phase in ("running", "paused"):
        for place, (state, facts) in enumerate(SEATS.items(), start=3):
            cards[place] = absent[place] | {"state": state, **facts}
    return cards


def _working(state: str, number: int) -> dict[str, Any]:
    on = {"on": 4 + number % 9, "answered": 3 + number % 9} if state == "working" else {}
    return {"state": state, **on}


def _wall(request: HttpRequest, phase: str) -> dict[str, Any]:
    state = made_up_wall() | {"phase": phase}
    state |= {name: value for name, value in PHASES[phase].items() if name in state}
    state["animals"] = list(drawn_for(AGES).animals)[: state["joined"]]
    address = public_address(request)
    return {
        "state": state,
        "words": wall_words(),
        "said": wall_said(state),
        "address": as_typed(address),
        "qr": qr_code(address),
    }
