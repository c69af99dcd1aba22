"""What the seal waits for: appeals that are open, what came of others, and days that teachers were
promised."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.editions.queries.visible import objections_until
from competition.models import Edition
from competition.setup.queries.check import Check
from leaderboard.appeals.queries.appeal_lists import in_area, open_appeals
from leaderboard.appeals.queries.case_lines import upheld_results_as_they_were
from leaderboard.appeals.queries.questions_meant import still_counting
from leaderboard.models import Appeal, ToldDecision

# So many are named; the page of appeals has all.
NAMED = 10


def appeals_are_ended(edition: Edition, at: datetime) -> Check:
    """The check before the seal: no appeal is open, but those of which the leader said so.

    Of other areas a reader is told how many there are, and nothing else.
    """
    waiting = open_appeals(edition).filter(left_open_at__isnull=True)
    count = waiting.count()
    text = ngettext("%(count)d appeal is open.", "%(count)d appeals are open.", count)
    return Check(
        _("Every appeal of a teacher is decided, or need not be waited for"),
        [text % {"count": count}] if count else [],
        reverse("leaderboard:appeals", args=[edition.slug]),
        details=lambda area: _own(waiting.filter(in_area(area))),
    )


def _own(waiting: QuerySet[Appeal]) -> list[str]:
    listed = list(waiting)
    named = [_named(one) for one in listed[:NAMED]]
    if len(listed) > NAMED:
        named.append(_("%(count)d more are open.") % {"count": len(listed) - NAMED})
    return named


def _named(one: Appeal) -> str:
    school_class = one.entry.school_class
    text = _("To be decided by %(day)s: %(school_class)s, %(school)s, %(about)s.")
    return text % {
        "school_class": school_class,
        "school": school_class.school,
        "about": one.get_about_display(),
        "day": date_format(localtime(one.decide_by), "SHORT_DATE_FORMAT"),
    }


def teachers_were_heard(edition: Edition, at: datetime) -> Check:
    """Whether teachers who were told of a decision may still answer: to look at, no more."""
    waiting = ToldDecision.objects.filter(
        decision__attempt__entry__edition=edition,
        decision__appeal__isnull=True,
        answer_until__gt=at,
    ).count()
    text = ngettext(
        "About %(count)d decision a teacher may still answer.",
        "About %(count)d decisions teachers may still answer.",
        waiting,
    )
    return Check(
        _("Teachers have had their days to answer decisions"),
        [text % {"count": waiting}] if waiting else [],
        reverse("leaderboard:desk", args=[edition.slug]),
        look=True,
    )


def upheld_questions_are_settled(edition: Edition, at: datetime) -> Check:
    """Whether a question still counts about which an appeal was upheld: who upholds cannot
    neutralise it."""
    text = _("Question %(number)d still counts: %(stem)s (ages %(ages)s)")
    return Check(
        _("No question counts about which an appeal was upheld"),
        [
            text % {"number": one.number, "stem": one.stem, "ages": one.ages}
            for one in still_counting(edition)
        ],
        reverse("leaderboard:neutralising", args=[edition.slug]),
        look=True,
    )


def upheld_results_are_settled(edition: Edition, at: datetime) -> Check:
    """Whether a result counts as it did although an appeal about it was upheld: upholding changes
    nothing by itself.

    Only how many: who reads this may organize one region, and the page of appeals names to each
    reader those of the own schools.
    """
    waiting = len(upheld_results_as_they_were(edition, at=at))
    text = ngettext(
        "%(count)d result counts as it did.", "%(count)d results count as they did.", waiting
    )
    return Check(
        _("Something was decided about every result about which an appeal was upheld"),
        [text % {"count": waiting}] if waiting else [],
        reverse("leaderboard:appeals", args=[edition.slug]),
        look=True,
    )


def promised_days_are_over(edition: Edition, at: datetime) -> Check:
    """Whether teachers have had the days they were told for objections and appeals."""
    check = Check(_("The days for objections and appeals are over"), look=True)
    until = objections_until(edition)
    if until is not None and at < until:
        text = _(
            "Teachers read that they can object and appeal until %(day)s, %(time)s. With the seal "
            "they no longer can."
        )
        local = localtime(until)
        day, time = date_format(local, "SHORT_DATE_FORMAT"), date_format(local, "TIME_FORMAT")
        check.faults = [text % {"day": day, "time": time}]
    return check
