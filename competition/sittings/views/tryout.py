"""Try it alone: monitor and wall of a class that is made up; nothing is read and nothing stored."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.aliases.alias import drawn_for
from competition.models import Division, Entry, Sitting
from competition.sittings.views.monitor_words import legend, monitor_words
from competition.sittings.views.projector import wall_said, wall_words
from competition.sittings.views.seats import headline, seat_details, seats
from schools.classes.queries import qr_code
from schools.models import Card, SchoolClass
from schools.pages.addresses import as_typed, public_address
from schools.roles import staff_of, zone_of

CODE = "123456"
AGES = "9-11"
SIZE = 28
QUESTIONS = 20


@require_safe
@login_required
@never_cache
def try_alone(request: HttpRequest) -> HttpResponse:
    """The teacher's own screen, whose script plays the class."""
    sitting, state = made_up_sitting(), made_up_state(CODE)
    zone = zone_of(staff_of(request))
    context = {
        **seat_details(sitting, Card(pk=0, number=0), state),
        "sitting": sitting,
        "state": state,
        "seats": seats(state),
        "words": monitor_words(),
        "legend": legend(),
        "said": headline(state, zone),
        "zone": zone.key,
        "tryout": {
            "said": said(),
            "animals": list(drawn_for(AGES).animals),
            "projector": reverse("competition:try_wall"),
            "home": reverse("competition:classes"),
        },
    }
    return render(request, "competition/sittings/try_alone.html", context)


@require_safe
@login_required
@never_cache
def try_wall(request: HttpRequest) -> HttpResponse:
    """What the room would read; the other tab tells it."""
    state = made_up_wall()
    address = public_address(request)
    context = {
        "sitting": made_up_sitting(),
        "state": state,
        "words": wall_words(),
        "said": wall_said(state),
        "address": as_typed(address),
        "qr": qr_code(address),
        "dark": request.GET.get("look") == "dark",
    }
    return render(request, "competition/sittings/try_wall.html", context)


def made_up_sitting() -> Sitting:
    """A sitting that no table has."""
    entry = Entry(
        school_class=SchoolClass(label=_("Class to try")), division=Division(code=AGES, minutes=20)
    )
    return Sitting(pk=0, entry=entry, kind=Sitting.Kind.REHEARSAL, code=CODE)


def said() -> dict[str, str]:
    """The sentence of each moment: what to do, and why."""
    return {
        "join": _(
            "Pupils come in with code, number and PIN. Show the code on the projector: the button "
            "opens it beside this page."
        ),
        "unlock": _(
            "Number 7 has forgotten the PIN and typed wrong ones. Choose the tile and release the "
            "card: then the right PIN works again."
        ),
        "start": _(
            "One pupil is missing. You need not wait: start now, whoever comes later gets the full "
            "time."
        ),
        "starting": _("The countdown runs on every screen. Nobody is faster or slower."),
        "working": _("All are at work. You see how far they are, and never whether it is right."),
        "let_in": _("Number 19 has come late. Let the pupil in: the full time begins then."),
        "leave": _(
            "Number 12 is offline. Do nothing: the answers are kept on that computer and come by "
            "themselves."
        ),
        "alarm": _(
            "The fire alarm rings. Press Pause and leave: the clock stands still, and no answer is "
            "lost."
        ),
        "alarm_waits": _("The room is empty and the clock stands still. Wait a moment."),
        "resume": _("Everybody is back. Press Resume: all go on where they were."),
        "close": _("All have finished. End the quiz: then pupils see their points."),
        "closed": _(
            "That was it. With your class you would see the results now. Next: rehearse with the "
            "real class."
        ),
    }


def made_up_state(code: str) -> dict[str, Any]:
    """As ``monitor_state``, of a class of which nobody has come yet; asks nothing."""
    return {
        "phase": "waiting",
        "starts_in": None,
        "code": code,
        "kind": "rehearsal",
        "questions": QUESTIONS,
        "joined": 0,
        "finished": 0,
        "total": SIZE,
        "left": None,
        "ends_at": None,
        "most_left": None,
        "most_ends_at": None,
        "apart": False,
        "next": "show",
        "closes_in": None,
        "reopen": False,
        "rest": False,
        "again": False,
        "guessed": False,
        "notice": "",
        "acts": None,
        "cards": [_absent(number) for number in range(1, SIZE + 1)],
    }


def made_up_wall() -> dict[str, Any]:
    """As ``wall_state``, of the same class."""
    told = made_up_state("")
    names = ("phase", "starts_in", "joined", "finished", "total", "most_left", "notice")
    return {name: told[name] for name in names} | {"animals": []}


def _absent(number: int) -> dict[str, Any]:
    return {
        "card": number,
        "number": number,
        "state": "absent",
        "on": 0,
        "answered": 0,
        "too_late": 0,
        "since": 0,
        "wrong_pins": 0,
        "locked": False,
        "left": None,
        "needs": "",
    }
