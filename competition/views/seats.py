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


@dataclass(frozen=True, slots=True)
class Seat:
    """One card in the grid; ``sign`` is what needs the teacher."""

    card: int
    number: int
    state: str
    word: str
    progress: str
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
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "lost": _("No connection to the server. The pupils' answers are kept on their computers."),
        "hold": _("Pause updates"),
        "go_on": _("Go on updating"),
        "failed": _("This did not reach the server. Please try again."),
        "done": _("Done."),
        "close_panel": _("Close the seat"),
    }


def seats(state: dict[str, Any]) -> list[Seat]:
    """The grid from the monitor's JSON, in its order: by card number."""
    words = monitor_words()
    return [_seat(card, state["questions"], words) for card in state["cards"]]


def _seat(card: dict[str, Any], questions: int, words: dict[str, str]) -> Seat:
    return Seat(
        card=card["card"],
        number=card["number"],
        state=card["state"],
        word=_word(card, words),
        progress=_progress(card, questions, words),
        sign=_sign(card, words),
    )


def _word(card: dict[str, Any], words: dict[str, str]) -> str:
    word, since = words[card["state"]], card.get("since")
    if card["state"] not in ("idle", "offline") or since is None:
        return word
    unit, count = ("seconds", since) if since < MINUTE else ("minutes", since // MINUTE)
    return words[unit] % {"word": word, "count": int(count)}


def _progress(card: dict[str, Any], questions: int, words: dict[str, str]) -> str:
    if card["state"] not in ("working", "idle", "offline", "finished"):
        return ""
    answered = words["answered"] % {"answered": card["answered"], "questions": questions}
    if not card["on"] or card["state"] == "finished":
        return answered
    return f"{words['on'] % {'on': card['on']}} · {answered}"


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
        "reasons": Decision.Reason.choices,
        "minutes": (1, 5, 10),
    }
