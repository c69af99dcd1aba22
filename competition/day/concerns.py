"""What an organizer has to look at, in words; here what strangers try, the rest beside the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.day.queries.day import Day, Sat
from competition.day.queries.watch import DayWatch


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that needs a look, and the way to it."""

    text: str
    url: str = ""
    way: str = ""


def counted(text: str, count: int, url: str, way: str) -> Concern:
    """A concern whose words have a number in them."""
    return Concern(text % {"count": count}, url, way)


def without_way(concern: Concern) -> Concern:
    """For whoever may not go there; what stands on the page itself is for everybody."""
    return concern if concern.url.startswith("#") else replace(concern, url="")


def forgotten(left: Sequence[Sat]) -> list[Concern]:
    """Quizzes that were paused and left so after the window: answers wait for them."""
    if not left:
        return []
    text = ngettext(
        "%(count)d class quiz was left paused although the window is over: right answers wait for"
        " it.",
        "%(count)d class quizzes were left paused although the window is over: right answers wait"
        " for them.",
        len(left),
    )
    return [counted(text, len(left), "#left-paused", _("See where"))]


def tried_out(day: Day, watch: DayWatch, notices: str) -> list[Concern]:
    """PINs that are tried out in sittings of the own area, codes that are tried out anywhere.

    ``notices`` is the address at which teachers are told to look at their monitors.
    """
    found = []
    if sittings := len(day.guessed()):
        text = ngettext(
            "In %(count)d class quiz somebody seems to try out PINs, and cards get locked by it.",
            "In %(count)d class quizzes somebody seems to try out PINs, and cards get locked by "
            "it.",
            sittings,
        )
        found.append(counted(text, sittings, "#guessed", _("See where")))
    if watch.scanned:
        text = _(
            "Far more wrong codes than usual are typed: somebody seems to try out codes of"
            " class quizzes. Whoever types code, number and PIN right comes in all the same."
            " Tell the technician, and ask teachers to look at their monitors."
        )
        found.append(Concern(text, notices, _("Speak to classes at work")))
    return found
