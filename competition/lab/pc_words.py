"""The check of a PC in words: each line, what came of it, and what to do where it is not well."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

# What a PC has to draw, in any language of the page.
LETTERS = "č ć đ š ž, ђ ј љ њ ћ џ"


class LineWords(NamedTuple):
    """A line's name, and a sentence for each outcome; what to do stands in the sentence."""

    line: str
    name: str
    ok: str
    warn: str
    bad: str


def line_words() -> list[LineWords]:
    """All lines in their order, in the language being spoken."""
    return [_browser(), _storage(), _network(), _socket(), _server(), _clock(), _font(), _screen()]


def _browser() -> LineWords:
    return LineWords(
        "browser",
        _("Browser"),
        _("This browser is new enough."),
        _("This browser is older than those we try. It should work; a newer one is better."),
        _("This browser is too old. Use a newer Chrome, Edge or Firefox on this PC."),
    )


def _storage() -> LineWords:
    return LineWords(
        "storage",
        _("Keeping answers"),
        _("Answers are kept on this PC while the internet is away."),
        _("Answers are kept on this PC, in a simpler way. That is enough for the quiz."),
        _(
            "This browser keeps nothing. Open the page in a window that is not private, and allow"
            " this site to keep data."
        ),
    )


def _network() -> LineWords:
    return LineWords(
        "network",
        _("Messages to the server"),
        _("Messages reach the server and come back fresh."),
        _("Messages reach the server, but some were lost. Try again in a quiet moment."),
        _(
            "Messages are held back on the way, or come back old. Show the page for the"
            " school’s administrator to whoever keeps the network."
        ),
    )


def _socket() -> LineWords:
    return LineWords(
        "socket",
        _("Live connection"),
        _("The live connection works."),
        _(
            "The live connection is blocked. Pupils do not need it; the teacher’s monitor renews"
            " itself every few seconds instead."
        ),
        _("Neither the live connection nor simple messages work on this PC."),
    )


def _server() -> LineWords:
    return LineWords(
        "server",
        _("Time to the server"),
        _("The server answers quickly."),
        _("The server answers slowly. The quiz works, since no answer waits for the network."),
        _("The server did not answer. Is this PC connected to the internet?"),
    )


def _clock() -> LineWords:
    return LineWords(
        "clock",
        _("Clock of the PC"),
        _("The clock is right."),
        _("The clock is wrong. The quiz takes the server’s time, so nobody loses a minute."),
        _("The clock is wrong by more than a day: safe connections may fail. Set date and time."),
    )


def _font() -> LineWords:
    return LineWords(
        "font",
        _("Letters in both scripts"),
        _("Latin and Cyrillic letters are there: %(letters)s.") % {"letters": LETTERS},
        _("Our letters did not load; the PC shows its own instead. All can be read."),
        _("Letters did not load."),
    )


def _screen() -> LineWords:
    return LineWords(
        "screen",
        _("Screen"),
        _("The screen is large enough."),
        _("The window is small: questions need scrolling. Make the window as large as it goes."),
        _("The window is too small for a question. Make it as large as it goes."),
    )


def head_words() -> dict[str, str]:
    """What stands on top, by what came of the whole; numbers are filled in by the script."""
    return {
        "working": _("Checking this PC…"),
        "ready": _("This PC is ready."),
        "not_ready": _("This PC is not ready yet."),
        "took": _("%(count)s ms"),
        "wrong_by": _("wrong by %(count)s s"),
        "ok": _("fine"),
        "warn": _("works, with a remark"),
        "bad": _("does not work"),
    }
