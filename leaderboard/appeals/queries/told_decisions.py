"""Decisions of organizers about the own classes, and which of them still wait for an answer."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.clock import now
from base.models import User
from competition.classes.home_steps import HomeStep
from competition.classes.task_table import HomeTask
from competition.rules.edition_steps import SEALED
from competition.rules.task_list import TaskState, any_time
from leaderboard.models import ToldDecision
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


def steps_to_answer(user: User) -> list[HomeStep]:
    """For the list of tasks: one however many there are; one query."""
    dates = list(to_answer(user, at=now()).values_list("answer_until", flat=True))
    if not dates:
        return []
    text = ngettext(
        "An organizer decided about %(count)d attempt of your class. You can answer.",
        "An organizer decided about %(count)d attempts of your classes. You can answer.",
        len(dates),
    )
    until = localtime(min(dates))
    when = {
        "day": date_format(until, "SHORT_DATE_FORMAT"),
        "time": date_format(until, "TIME_FORMAT"),
    }
    task = HomeTask(
        "answer",
        text % {"count": len(dates)},
        _("Until %(day)s, %(time)s.") % when,
        "leaderboard:own_appeals",
        any_time,
        gettext_lazy("Answer"),
    )
    return [HomeStep(task, TaskState.OPEN)]
