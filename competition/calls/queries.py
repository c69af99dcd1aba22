"""Reads about calls for help: those that wait, a teacher's own, and counts by reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from competition.calls.permissions import SHOWN, Asker, calls_of
from competition.calls.prepared_answers import sentences_for
from competition.editions.queries.help_line import help_line_of
from competition.models import Edition, HelpCall
from schools.contacts.queries import current_contacts
from schools.models import Contact, Country, Region, School, User

# What was closed so lately still stands below.
LATELY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How often a reason was given, how often taken, and after how many minutes as a rule."""

    reason: str
    asked: int
    taken: int
    minutes: int | None


def open_calls(user: User, place: Country | Region | None = None) -> list[HelpCall]:
    """Those that nobody has closed: untaken ones first, the oldest first; one query."""
    inside = Q()
    if isinstance(place, Region):
        inside = Q(school__region__path__startswith=place.path)
    elif place is not None:
        inside = Q(school__country=place)
    waiting = calls_of(user).filter(inside, closed_at__isnull=True).select_related(*SHOWN)
    return sorted(waiting.order_by("asked_at", "pk"), key=lambda call: call.taken_at is not None)


def closed_calls(user: User, *, at: datetime) -> QuerySet[HelpCall]:
    """What was closed in the last hours, the latest first."""
    closed = calls_of(user).filter(closed_at__gt=at - LATELY)
    return closed.select_related(*SHOWN).order_by("-closed_at")


def counts_of(user: User, edition: Edition) -> list[ReasonCount]:
    """The calls of an edition from the own area by reason, the most frequent first; one query."""
    waits = defaultdict[str, list[float | None]](list)
    rows = calls_of(user).filter(edition=edition).order_by()
    for reason, asked, taken in rows.values_list("reason", "asked_at", "taken_at"):
        waits[reason].append((taken - asked).total_seconds() if taken else None)
    found = [_count(HelpCall.Reason(reason), some) for reason, some in waits.items()]
    return sorted(found, key=lambda one: (-one.asked, one.reason))


def _count(reason: HelpCall.Reason, waits: list[float | None]) -> ReasonCount:
    taken = [wait for wait in waits if wait is not None]
    minutes = round(median(taken) / 60) if taken else None
    return ReasonCount(str(reason.label), len(waits), len(taken), minutes)


def own_calls(user: User, asker: Asker) -> list[HelpCall]:
    """What a teacher has asked from there and is not closed, the latest first; one query."""
    mine = HelpCall.objects.filter(asked_by=user, school=asker.school, closed_at__isnull=True)
    here = Q(sitting=asker.sitting) | Q(sitting__isnull=True) if asker.sitting else Q()
    return list(mine.filter(here).select_related("taken_by").order_by("-asked_at"))


def offered_answers(call: HelpCall) -> dict[str, Promise]:
    """The prepared sentences for a call, but for those about a number that nobody has entered."""
    found, school = sentences_for(call.reason), call.school
    if not call.phone:
        found.pop("calling")
    if help_line_of(call.edition, school.country) is None:
        found.pop("call_us")
    if "helpline" in found and not child_contacts(school).exists():
        found.pop("helpline")
    return found


def child_contacts(school: School) -> QuerySet[Contact]:
    """Whom to turn to for a child, from the pack of the country."""
    return current_contacts().filter(country=school.country_id, kind=Contact.Kind.HELPLINE)
