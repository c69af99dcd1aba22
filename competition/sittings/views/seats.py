"""The grid of the monitor in words: what the page shows at first, and what its script says later.

Both say the same because both fill in ``monitor_words``. Minutes left and minutes given stay out:
on a projector they would tell who has extra time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Decision, Sitting
from competition.rules.lesson import Advice, LessonStep
from schools.models import Card

MINUTE = 60
ACT_WORDS = {
    Decision.Kind.START: gettext_lazy("start"),
    Decision.Kind.PAUSE: gettext_lazy("pause"),
    Decision.Kind.RESUME: gettext_lazy("end of the pause"),
    Decision.Kind.EXTRA: gettext_lazy("extra minutes"),
    Decision.Kind.ADMIT: gettext_lazy("let in"),
    "notice": gettext_lazy("notice"),
}
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
class GridSeat:
    """One card in the grid; ``sign`` is what to do in few words, ``advice`` in all of them."""

    card: int
    number: int
    state: str
    word: str
    on: str
    answered: str
    needs: str
    sign: str
    advice: str


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
        "done": _("finished earlier"),
        "elsewhere": _("works in another group"),
        "seconds": _("%(word)s %(count)s s"),
        "minutes": _("%(word)s %(count)s min"),
        "on": _("question %(on)s"),
        "answered": _("%(answered)s of %(questions)s answered"),
        **{f"needs_{key}": word for key, word in _short_advice().items()},
        **{f"advice_{key}": words for key, words in _long_advice().items()},
        **_step_words(),
        **{f"why_{step}": words for step, words in _reasons().items()},
        **_head_words(),
        "reached": _("%(act)s: on %(reached)s of %(of)s screens"),
        **{f"act_{kind}": str(word) for kind, word in ACT_WORDS.items()},
        "unfinished": _("At work now: %(working)s. Of these offline: %(offline)s."),
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "lost": _("No connection to the server. The pupils' answers are kept on their computers."),
        "hold": _("Hold this picture"),
        "go_on": _("Follow the class again"),
        "failed": _("This did not reach the server. Please try again."),
        "acted": _("Done."),
        "close_panel": _("Close the card"),
    }


def _head_words() -> dict[str, str]:
    """What stands above the grid."""
    return {
        "minutes_left": _("%(minutes)s min"),
        "phase_waiting": _("Pupils are coming in"),
        "phase_starting": _("Starting"),
        "phase_running": _("Running"),
        "phase_paused": _("Paused"),
        "phase_closed": _("Ended"),
        "starts_in": _("Starts in %(seconds)s s"),
        "summary": _("Joined: %(joined)s of %(total)s. Finished: %(finished)s."),
        "time_left": _("%(minutes)s min left · ends %(time)s"),
        "time_stands": _("%(minutes)s min left"),
        "time_up": _("Time is up"),
    }


def _step_words() -> dict[str, str]:
    """What stands on the buttons whose words change with the moment."""
    return {
        "admit_all": _("Let in %(count)s who came later"),
        "start_all": _("Start for everybody"),
        "start_some": _("Start with %(joined)s of %(total)s"),
        "close_now": _("All %(count)s have finished: end and show the results"),
        "close_early": _("All who came have finished (%(count)s): end…"),
    }


def _reasons() -> dict[LessonStep, str]:
    """What the next step does, under its button; where there is none, what goes on."""
    return {
        LessonStep.NONE: "",
        LessonStep.SHOW: _("Pupils type this code, then number and PIN of their cards."),
        LessonStep.START: _("Who comes later can still be let in."),
        LessonStep.ADMIT: _("They came after the start. They get their full time."),
        LessonStep.RESUME: _("The clock stands still. No answer is lost."),
        LessonStep.CLOSE: _("Then pupils see their points, too."),
        LessonStep.CLOSE_EARLY: _("You are asked once more: who never came can still come."),
        LessonStep.RESULTS: "",
        LessonStep.LEAVE: _("Nobody has finished, so there are no results."),
    }


def _short_advice() -> dict[Advice, str]:
    """What to do, for a tile; "let in" is a button there."""
    return {
        Advice.NONE: "",
        Advice.LET_IN: "",
        Advice.UNLOCK: _("PIN locked: release the card"),
        Advice.CHECK_CARD: _("wrong PINs: %(count)s. Look at the card"),
        Advice.LEAVE: _("leave it, answers are kept"),
        Advice.MOVE: _("take another PC"),
        Advice.ASK: _("ask if help is needed"),
    }


def _long_advice() -> dict[Advice, str]:
    """What to do and why it is safe, for the panel of a seat."""
    return {
        Advice.NONE: "",
        Advice.LET_IN: _("Came after the start and waits for you."),
        Advice.UNLOCK: _(
            "Too many wrong PINs. Look at the card together, then release it: the pupil can try"
            " again."
        ),
        Advice.CHECK_CARD: _(
            "Wrong PINs were typed for this number: %(count)s. Is it the right card?"
        ),
        Advice.LEAVE: _(
            "Nothing is heard from this computer. Leave it: answers are kept there and sent by"
            " themselves. After 5 minutes take another computer."
        ),
        Advice.MOVE: _(
            "Let the pupil join on another computer with the same code, number and PIN. Do not"
            " switch this one off: its answers are sent when the network is back."
        ),
        Advice.ASK: _("Nothing was done for a while. Ask if help is needed."),
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


def seats(state: dict[str, Any]) -> list[GridSeat]:
    """The grid from the monitor's JSON, in its order: by card number."""
    words = monitor_words()
    return [_seat(card, state["questions"], words) for card in state["cards"]]


def headline(state: dict[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """The words above the grid: phase, time, who is where, and what stands on the buttons."""
    words = monitor_words()
    needs = [card["needs"] for card in state["cards"]]
    count = {"count": state["finished"]}
    some = "start_all" if state["joined"] >= state["total"] else "start_some"
    return {
        "phase": words[f"phase_{state['phase']}"],
        "time": _time(state, zone, words),
        "working": str(_at_work(state)),
        "waiting": _waiting(state),
        "why": words[f"why_{state['next']}"],
        "reached": _reached(state["acts"], words),
        "late": str(needs.count(Advice.LET_IN) or ""),
        "admit_all": words["admit_all"] % {"count": needs.count(Advice.LET_IN)},
        "start": words[some] % {"joined": state["joined"], "total": state["total"]},
        "close_now": words["close_now"] % count,
        "close_early": words["close_early"] % count,
        "unfinished": unfinished(state),
    }


def _time(state: dict[str, Any], zone: ZoneInfo, words: dict[str, str]) -> str:
    left, ends_at = state["left"], state["ends_at"]
    if left is None:
        return ""
    if left == 0:
        return words["time_up"]
    if ends_at is None:
        return words["time_stands"] % {"minutes": left}
    ends = datetime.fromisoformat(ends_at).astimezone(zone)
    return words["time_left"] % {"minutes": left, "time": f"{ends:%H:%M}"}


def _reached(acts: dict[str, Any] | None, words: dict[str, str]) -> str:
    if not acts or not acts["of"] or f"act_{acts['kind']}" not in words:
        return ""
    return words["reached"] % {**acts, "act": words[f"act_{acts['kind']}"]}


def unfinished(state: dict[str, Any]) -> str:
    """How many are still at work, for whoever is about to close the sitting."""
    offline = _states(state).count("offline")
    return monitor_words()["unfinished"] % {"working": _at_work(state), "offline": offline}


def _at_work(state: dict[str, Any]) -> int:
    states = _states(state)
    return sum(states.count(one) for one in ("working", "idle", "offline"))


def _waiting(state: dict[str, Any]) -> str:
    """Who has joined and neither works nor has finished, once others do; else nothing."""
    waiting = state["joined"] - state["finished"] - _at_work(state)
    return str(waiting) if waiting > 0 and state["phase"] in ("running", "paused") else ""


def _states(state: dict[str, Any]) -> list[str]:
    return [card["state"] for card in state["cards"]]


def _seat(card: dict[str, Any], questions: int, words: dict[str, str]) -> GridSeat:
    return GridSeat(
        card=card["card"],
        number=card["number"],
        state=card["state"],
        word=_word(card, words),
        on=_on(card, words),
        answered=_answered(card, questions, words),
        needs=card["needs"],
        sign=words[f"needs_{card['needs']}"] % {"count": card["wrong_pins"]},
        advice=words[f"advice_{card['needs']}"] % {"count": card["wrong_pins"]},
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


def seat_details(sitting: Sitting, card: Card, state: dict[str, Any]) -> dict[str, Any]:
    """The context of one seat's panel: this is where name and needs come out."""
    words = monitor_words()
    found = next((one for one in state["cards"] if one["card"] == card.pk), None)
    left = found["left"] if found else None
    return {
        "sitting": sitting,
        "card": card,
        "state": state,
        "seat": _seat(found, state["questions"], words) if found else None,
        "left": "" if left is None else words["minutes_left"] % {"minutes": left},
        "reasons": [(reason.value, reason.label) for reason in EXTRA_REASONS],
        "minutes": (1, 5, 10),
        "noted": list(sitting.noted_numbers.filter(card=card)),
    }
