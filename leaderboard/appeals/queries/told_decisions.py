"""Decisions of organizers about the own classes, and which of them still wait for an answer."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from competition.classes.asked_for import AskedFor
from competition.rules.edition_steps import SEALED
from leaderboard.models import ToldDecision
from schools.models import User
from schools.permissions import classes_taught

CLASS = "decision__attempt__entry__school_class"


def told_to(user: User) -> QuerySet[ToldDecision]:
    """Decisions about cards of the classes somebody teaches, the newest first."""
    rows = ToldDecision.objects.filter(**{f"{CLASS}__in": classes_taught(user)})
    related = rows.select_related(
        *("decision__card", "decision__appeal__ended_by", f"{CLASS}__school"),
        "decision__attempt__entry__edition",
    )
    return related.order_by("-told_at", "-pk")


def to_answer(user: User, *, at: datetime) -> QuerySet[ToldDecision]:
    """Those of them that can still be answered and have no answer."""
    waiting = told_to(user).filter(answer_until__gt=at, decision__appeal__isnull=True)
    return waiting.exclude(decision__attempt__entry__edition__state__in=SEALED)


def decisions_to_answer(user: User, at: datetime) -> list[AskedFor]:
    """For the first page of a teacher: one line however many there are; one query."""
    dates = list(to_answer(user, at=at).values_list("answer_until", flat=True))
    if not dates:
        return []
    text = ngettext(
        "An organizer decided about %(count)d attempt of your class. You can answer.",
        "An organizer decided about %(count)d attempts of your classes. You can answer.",
        len(dates),
    )
    return [AskedFor(text % {"count": len(dates)}, reverse("leaderboard:own_appeals"), min(dates))]
