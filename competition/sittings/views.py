"""The teacher's screens of one sitting: monitor, projector, one seat, and what is decided there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_GET, require_POST

from base.clock import now
from base.languages.texts import in_reader_language
from base.models import User
from base.pages.addresses import as_typed, public_address, sitting_link
from base.record.actions.reads import note_read
from competition.deeds import SEAT, TILES
from competition.editions.queries.help_line import help_line_of
from competition.editions.queries.visible import told_from
from competition.exceptions import CompetitionError
from competition.models import Sitting
from competition.notices.queries import texts_of
from competition.sittings.actions import sittings
from competition.sittings.actions.decisions import note_number
from competition.sittings.actions.ending import let_play_again, reopen
from competition.sittings.actions.sittings import let_all_in, let_in, let_play, release_all
from competition.sittings.forms import ActForm
from competition.sittings.permissions import get_card, get_sitting
from competition.sittings.queries.attempts import minutes_given
from competition.sittings.queries.monitor import monitor_state, wall_state
from competition.sittings.queries.running import zone_of_class
from schools.classes.permissions import sees_pupils
from schools.classes.queries import qr_code
from schools.roles import staff_of

type Act = Callable[[Sitting, ActForm, User], object]


@login_required
@never_cache
def monitor(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Who is where: states and progress, never correctness, no names; its script draws them."""
    sitting = get_sitting(request.user, sitting_id)
    state = monitor_state(sitting, at=now())
    school_class = sitting.entry.school_class
    context = {
        "sitting": sitting,
        "state": state,
        "zone": zone_of_class(sitting).key,
        "notice": in_reader_language(texts_of(state["notice"]) or {}),
        "has_names": sees_pupils(request.user, school_class, at=now())
        and school_class.cards.exclude(name="").exists(),
        "help_line": help_line_of(
            sitting.entry.division.edition, sitting.entry.school_class.school.country
        ),
    }
    return render(request, "competition/sittings/monitor.html", context)


@login_required
@never_cache
def projector(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """What the whole room reads in each phase; numbers and animals, no names."""
    sitting = get_sitting(request.user, sitting_id)
    state = wall_state(sitting, at=now())
    address, language = public_address(request), sitting.entry.school_class.language
    context = {
        "zone": zone_of_class(sitting),
        "key_opens_at": _key_still_closed(sitting),
        "sitting": sitting,
        "state": state,
        "notice": in_reader_language(texts_of(state["notice"]) or {}),
        "address": as_typed(address),
        "qr": qr_code(sitting_link(address, language=language, code=sitting.code)),
        "dark": request.GET.get("look") == "dark",
    }
    return render(request, "competition/sittings/projector.html", context)


def _key_still_closed(sitting: Sitting) -> datetime | None:
    """When the answers open that a class waits for; nothing once they are, or in a rehearsal."""
    at = now()
    opens = told_from(sitting.entry.division, sitting.kind, at=at)
    return opens if opens is not None and opens > at else None


@require_GET
@login_required
@conditional_page
def state(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """What the socket pushes, for a page whose socket is blocked."""
    sitting = get_sitting(request.user, sitting_id)
    return JsonResponse(monitor_state(sitting, at=now()))


@require_GET
@login_required
@conditional_page
def wall(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """What the wall's socket pushes, for a projector whose socket is blocked."""
    sitting = get_sitting(request.user, sitting_id)
    return JsonResponse(wall_state(sitting, at=now()))


@login_required
@never_cache
def seat(request: HttpRequest, sitting_id: int, card_id: int) -> HttpResponse:
    """One card behind a click: what can be done for it, and name and needs for its teachers."""
    sitting = get_sitting(request.user, sitting_id)
    card = get_card(sitting, card_id)
    state = monitor_state(sitting, at=now())
    found = next((each for each in state["cards"] if each["card"] == card.pk), None)
    school_class = sitting.entry.school_class
    sees = sees_pupils(request.user, school_class, at=now())
    context = {
        "sitting": sitting,
        "card": card,
        "state": state,
        "seat": found,
        "given": minutes_given(sitting, card),
        "minutes": (1, 5, 10),
        "signs": found.get("signs", []) if found else [],
        "noted": list(sitting.noted_numbers.filter(card=card)),
        "sees": sees,
    }
    if sees:
        note_read(school_class, way=SEAT, by=staff_of(request), at=now())
    with timezone.override(zone_of_class(sitting)):
        return render(request, "competition/sittings/seat.html", context)


@require_GET
@login_required
@never_cache
def seat_names(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """``{card: name}`` for the tiles, once a teacher of the class asks for them; on record."""
    school_class = get_sitting(request.user, sitting_id).entry.school_class
    if not sees_pupils(request.user, school_class, at=now()):
        raise Http404
    note_read(school_class, way=TILES, by=staff_of(request), at=now())
    return JsonResponse(dict(school_class.cards.exclude(name="").values_list("pk", "name")))


@require_POST
@login_required
def act(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Do what the teacher decided; a script gets the new state, a form goes back to the monitor."""
    sitting = get_sitting(request.user, sitting_id)
    refusal = _try(sitting, ActForm(request.POST, sitting=sitting), staff_of(request))
    if request.accepts("text/html"):
        if refusal:
            messages.error(request, refusal)
        closing = request.POST.get("then") == "results" and not refusal
        then = "competition:sitting_results" if closing else "competition:sitting"
        return redirect(then, sitting_id=sitting_id)
    if refusal:
        return JsonResponse({"refusal": refusal}, status=409)
    return JsonResponse(monitor_state(get_sitting(request.user, sitting_id), at=now()))


def _try(sitting: Sitting, form: ActForm, by: User) -> str:
    """The refusal in words, or nothing once the action is done."""
    if not form.is_valid():
        return _("This cannot be done: %(faults)s") % {
            "faults": " ".join(str(fault) for faults in form.errors.values() for fault in faults)
        }
    try:
        ACTS[form.cleaned_data["action"]](sitting, form, by)
    except CompetitionError as error:
        return str(error)
    return ""


def _give_minutes(sitting: Sitting, form: ActForm, by: User) -> None:
    sittings.give_minutes(
        sitting,
        minutes=form.cleaned_data["minutes"],
        card=form.cleaned_data["card"],
        reason=form.cleaned_data["reason"],
        by=by,
        at=now(),
    )


ACTS: dict[str, Act] = {
    "start": lambda sitting, form, by: sittings.start_all(sitting, by=by, at=now()),
    "pause": lambda sitting, form, by: sittings.pause(sitting, by=by, at=now()),
    "resume": lambda sitting, form, by: sittings.resume(sitting, by=by, at=now()),
    "close": lambda sitting, form, by: sittings.close(sitting, by=by, at=now()),
    "release": lambda sitting, form, by: sittings.release(
        sitting, card=form.cleaned_data["card"], by=by, at=now()
    ),
    "release_all": lambda sitting, form, by: release_all(sitting, by=by, at=now()),
    "admit": lambda sitting, form, by: sittings.admit(
        sitting, card=form.cleaned_data["card"], by=by, at=now()
    ),
    "admit_all": lambda sitting, form, by: sittings.admit(sitting, by=by, at=now()),
    "extra": _give_minutes,
    "reopen": lambda sitting, form, by: reopen(
        sitting, reason=form.cleaned_data["reason"], by=by, at=now()
    ),
    "let_play": lambda sitting, form, by: let_play(
        sitting, card=form.cleaned_data["card"], by=by, at=now()
    ),
    "let_all": lambda sitting, form, by: let_all_in(sitting, by=by, at=now()),
    "let_in": lambda sitting, form, by: let_in(
        sitting,
        card=form.cleaned_data["card"],
        sign=form.cleaned_data["sign"],
        by=by,
        at=now(),
    ),
    "again": lambda sitting, form, by: let_play_again(
        sitting,
        card=form.cleaned_data["card"],
        reason=form.cleaned_data["reason"],
        by=by,
        at=now(),
    ),
}


@require_POST
@login_required
def note_file(request: HttpRequest, sitting_id: int, card_id: int) -> HttpResponse:
    """Note it; a script gets the monitor's state, as after an act, a form goes back to the seat."""
    sitting = get_sitting(request.user, sitting_id)
    card, typed = get_card(sitting, card_id), request.POST.get("number", "")
    plain = request.accepts("text/html")
    try:
        note_number(sitting, card=card, typed=typed, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        if not plain:
            return JsonResponse({"refusal": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    else:
        if not plain:
            return JsonResponse(monitor_state(sitting, at=now()))
        messages.success(request, _("Noted."))
    return redirect("competition:seat", sitting_id=sitting_id, card_id=card_id)
