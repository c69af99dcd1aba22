"""The grid of the monitor in words: what the page shows at first, and what its script says later.

Both say the same because both fill in ``monitor_words``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from competition.models import Decision, Sitting
from competition.rules.lesson import Advice
from competition.sittings.actions import reopening, resitting
from competition.sittings.queries.attempts import minutes_given
from competition.sittings.views.monitor_words import monitor_words
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
        "let_all": words["let_all"] % {"count": _states(state).count("here")},
        "late": str(needs.count(Advice.LET_IN) or ""),
        "admit_all": words["admit_all"] % {"count": needs.count(Advice.LET_IN)},
        "start": words[some] % {"joined": state["joined"], "total": state["total"]},
        "close_now": words["close_now"] % count,
        "close_early": words["close_early"] % count,
        "unfinished": unfinished(state),
        "ends_soon": _ends_soon(state, words),
    }


def _ends_soon(state: dict[str, Any], words: dict[str, str]) -> str:
    minutes = state["closes_in"]
    return "" if minutes is None else words["ends_soon"] % {"minutes": minutes}


def _time(state: dict[str, Any], zone: ZoneInfo, words: dict[str, str]) -> str:
    """That of most, as the wall has it, and of the last one where it is another."""
    if state["left"] is None:
        return ""
    if state["left"] == 0:
        return words["time_up"]
    name = "time_stands" if state["ends_at"] is None else "time_left"
    return words[f"{name}_apart" if state["apart"] else name] % {
        "minutes": state["most_left"],
        "time": _clock(state["most_ends_at"], zone),
        "last_minutes": state["left"],
        "last_time": _clock(state["ends_at"], zone),
    }


def _clock(moment: str | None, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(zone):%H:%M}" if moment else ""


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
    if card["state"] not in AT_WORK or not (card["on"] or card["answered"] or card["too_late"]):
        return ""
    told = words["answered"] % {"answered": card["answered"], "questions": questions}
    late = card["too_late"]
    return f"{told} · {words['too_late'] % {'count': late}}" if late else told


def seat_details(sitting: Sitting, card: Card, state: dict[str, Any]) -> dict[str, Any]:
    """The context of one seat's panel: this is where name and needs come out."""
    words = monitor_words()
    found = next((one for one in state["cards"] if one["card"] == card.pk), None)
    left = found["left"] if found else None
    given = minutes_given(sitting, card) if sitting.pk else 0
    return {
        "sitting": sitting,
        "card": card,
        "state": state,
        "seat": _seat(found, state["questions"], words) if found else None,
        "left": "" if left is None else words["minutes_left"] % {"minutes": left},
        "given": words["minutes_left"] % {"minutes": given} if given else "",
        "reasons": labelled(EXTRA_REASONS),
        "again_reasons": again_reasons(),
        "minutes": (1, 5, 10),
        "signs": found.get("signs", []) if found else [],
    }


def labelled(reasons: Iterable[Decision.Reason]) -> list[tuple[str, str]]:
    """Reasons for a list to choose from."""
    return [(reason.value, str(reason.label)) for reason in reasons]


def reopen_reasons() -> list[tuple[str, str]]:
    """Why a quiz that has ended may go on."""
    return labelled(reopening.REASONS)


def again_reasons() -> list[tuple[str, str]]:
    """Why a pupil may play anew."""
    return labelled(resitting.REASONS)
