"""What the record tells of schools and classes in one entry, though it was done to many rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.record.queries import Words
from schools.models import CardOpening, ClassCover

IMPORTED = "imported"
LINK_SHOWN = "link_shown"
CARDS_OPENED = "cards_opened"
CLASS_TAKEN_OVER = "class_taken_over"
CLASS_GIVEN_BACK = "class_given_back"
# How somebody reads what is kept of pupils.
PRINT, SCREEN, NEEDS = "print", "screen", "needs"


def _imported(told: Mapping[str, Any]) -> str:
    counts = _("imported; new: %(new)d, changed: %(changed)d, marked as closed: %(closed)d")
    return f"{counts % told} · SHA-256 {told['digest'][:16]}…"


def _opened(told: Mapping[str, Any]) -> str:
    reason = dict(CardOpening.Reason.choices).get(told["reason"], told["reason"])
    return _("opened the cards for one hour; reason: %(reason)s") % {"reason": reason}


def _taken_over(told: Mapping[str, Any]) -> str:
    reason = dict(ClassCover.Reason.choices).get(told["reason"], told["reason"])
    return _("took the class over for today; reason: %(reason)s") % {"reason": reason}


DEEDS: dict[str, Words] = {
    IMPORTED: _imported,
    LINK_SHOWN: gettext_lazy("looked at the link, to hand it on"),
    CARDS_OPENED: _opened,
    CLASS_TAKEN_OVER: _taken_over,
    CLASS_GIVEN_BACK: gettext_lazy("gave the class back"),
}
READS = {
    PRINT: gettext_lazy("looked at the cards for the printer"),
    SCREEN: gettext_lazy("looked at cards on the screen"),
    NEEDS: gettext_lazy("looked at names and needs"),
}
