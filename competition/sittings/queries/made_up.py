"""The first state of a class that is made up; its script goes on from there.

``static/js/monitor/tryout/made_up_class.js``.
"""

from __future__ import annotations

from typing import Any

SIZE = 28
QUESTIONS = 20


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
        "next": "show",
        "closes_in": None,
        "reopen": False,
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
        "since": 0,
        "wrong_pins": 0,
        "locked": False,
        "left": None,
        "needs": "",
    }
