"""The grid of the monitor in words: what the page shows at first, and what its script says later.

Both say the same because both fill in ``monitor_words``. Minutes left and minutes given stay out:
on a projector they would tell who has extra time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition.models import Decision, Sitting
from schools.models import Card

MINUTE = 60
AT_WORK = ("working", "idle", "offline", "finished")
TIMED = ("idle", "offline")
# What minutes to one pupil can be for; the other reasons belong to other decisions.
EXTRA_REASONS = (
    Decision.Reason.LESSON,
    Decision.Reason.TECHNICAL,
    Decision.Reason.NEED,
    Decision.Reason.ABSENT,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One card in the grid; ``sign`` is what needs the teacher."""

    card: int
    number: int
    state: str
    word: str
    on: str
    answered: str
    sign: str


def monitor_words() -> dict[str, str]:
    """Every word of the grid by the key the script asks for; numbers are filled in there."""
    return {
        "absent": _("not joined"),
        "ready": _("ready"),
        "late": _("waits for you"),
        "working": _("working"),
        "idle": _("idle"),
        "offline": _("offline"),
        "finished": _("finished"),
        "seconds": _("%(word)s %(count)s s"),
        "minutes": _("%(word)s %(count)s min"),
        "on": _("question %(on)s"),
        "answered": _("%(answered)s of %(questions)s answered"),
        "wrong_pins": _("wrong PINs: %(count)s"),
        "locked": _("PIN locked: release the card"),
        "let_in": _("let in"),
        "phase_waiting": _("Waiting room"),
        "phase_starting": _("Starting"),
        "phase_running": _("Running"),
        "phase_paused": _("Paused"),
        "phase_closed": _("Closed"),
        "starts_in": _("Starts in %(seconds)s s"),
        "summary": _("Joined: %(joined)s of %(total)s. Finished: %(finished)s."),
        "unfinished": _("At work now: %(working)s. Of these offline: %(offline)s."),
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "lost": _("No connection to the server. The pupils' answers are kept on their computers."),
        "hold": _("Pause updates"),
        "go_on": _("Go on updating"),
        "failed": _("This did not reach the server. Please try again."),
        "done": _("Done."),
        "close_panel": _("Close the seat"),
    }


def legend() -> list[dict[str, str]]:
    """What each state means, in the order a lesson goes through them."""
    words = monitor_words()
    meanings = {
        "absent": "",
        "ready": _("has joined, waits for the start"),
        "working": "",
        "idle": _("nothing done for a while"),
        "offline": _("nothing heard from this computer; answers wait there"),
        "late": _("came after the start"),
        "finished": "",
    }
    return [
        {"state": state, "word": words[state], "meaning": meaning}
        for state, meaning in meanings.items()
    ]


def seats(state: dict[str, Any]) -> list[Seat]:
    """The grid from the monitor's JSON, in its order: by card number."""
    words = monitor_words()
    return [_seat(card, state["questions"], words) for card in state["cards"]]


def unfinished(state: dict[str, Any]) -> str:
    """How many are still at work, for whoever is about to close the sitting."""
    states = [card["state"] for card in state["cards"]]
    offline = states.count("offline")
    working = states.count("working") + states.count("idle") + offline
    return monitor_words()["unfinished"] % {"working": working, "offline": offline}


def _seat(card: dict[str, Any], questions: int, words: dict[str, str]) -> Seat:
    return Seat(
        card=card["card"],
        number=card["number"],
        state=card["state"],
        word=_word(card, words),
        on=_on(card, words),
        answered=_answered(card, questions, words),
        sign=_sign(card, words),
    )


def _word(card: dict[str, Any], words: dict[str, str]) -> str:
    word, since = words[card["state"]], card["since"]
    if card["state"] not in TIMED:
        return word
    unit, count = ("seconds", since) if since < MINUTE else ("minutes", since // MINUTE)
    return words[unit] % {"word": word, "count": count}


def _on(card: dict[str, Any], words: dict[str, str]) -> str:
    return words["on"] % {"on": card["on"]} if card["on"] else ""


def _answered(card: dict[str, Any], questions: int, words: dict[str, str]) -> str:
    if card["state"] not in AT_WORK or not (card["on"] or card["answered"]):
        return ""
    return words["answered"] % {"answered": card["answered"], "questions": questions}


def _sign(card: dict[str, Any], words: dict[str, str]) -> str:
    if card["locked"]:
        return words["locked"]
    if card["state"] == "late":
        return words["let_in"]
    if card["wrong_pins"]:
        return words["wrong_pins"] % {"count": card["wrong_pins"]}
    return ""


def seat_details(sitting: Sitting, card: Card, state: dict[str, Any]) -> dict[str, Any]:
    """The context of one seat's panel: this is where name and needs come out."""
    found = next((one for one in state["cards"] if one["card"] == card.pk), None)
    return {
        "sitting": sitting,
        "card": card,
        "state": state,
        "live": found,
        "seat": _seat(found, state["questions"], monitor_words()) if found else None,
        "reasons": [(reason.value, reason.label) for reason in EXTRA_REASONS],
        "minutes": (1, 5, 10),
    }
