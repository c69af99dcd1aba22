"""What organizers say most often, ready in every language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.speech import speaking, variants


def _wait(minutes: int) -> str:
    return ngettext(
        "Please wait calmly for about %(minutes)d minute. Your answers are safe.",
        "Please wait calmly for about %(minutes)d minutes. Your answers are safe.",
        minutes,
    ) % {"minutes": minutes}


def _restart(minutes: int) -> str:
    return ngettext(
        "In about %(minutes)d minute the quiz pauses for a moment. Your answers stay where they"
        " are.",
        "In about %(minutes)d minutes the quiz pauses for a moment. Your answers stay where they"
        " are.",
        minutes,
    ) % {"minutes": minutes}


# Each takes the minutes; those named in WITH_MINUTES use them.
SENTENCES: dict[str, Callable[[int], str]] = {
    "trouble": lambda _minutes: _(
        "We have technical trouble. Go on answering: your answers are kept and will arrive."
    ),
    "wait": _wait,
    "restart": _restart,
    "over": lambda _minutes: _("The trouble is over. Please go on calmly."),
    "stay": lambda _minutes: _(
        "Please leave this page open, even when you have finished: answers may still be on their"
        " way."
    ),
    "longer": lambda _minutes: _(
        "The quiz stays open longer for classes that begin later. Your own time stays as it is."
    ),
}
WITH_MINUTES = ("wait", "restart")


def in_every_language(sentence: str, minutes: int) -> dict[str, str]:
    """``{language or variant: text}`` of one of ``SENTENCES``."""
    texts = {}
    for code in (*settings.ENDONYMS, *variants()):
        with speaking(code):
            texts[code] = SENTENCES[sentence](minutes)
    return texts
