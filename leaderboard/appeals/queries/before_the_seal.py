"""What the seal waits for: appeals that are open, and teachers who may still answer."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.models import Edition
from competition.setup.queries.step_checks import Check
from leaderboard.appeals.queries.appeal_lists import open_appeals
from leaderboard.models import Appeal, ToldDecision

# So many are named; the page of appeals has all.
NAMED = 10


def appeals_are_ended(edition: Edition, at: datetime) -> Check:
    """The check before the seal: no appeal is open, but those of which the leader said so."""
    waiting = list(open_appeals(edition).filter(left_open_at__isnull=True))
    check = Check(
        _("Every appeal of a teacher is decided, or need not be waited for"),
        url=reverse("leaderboard:appeals", args=[edition.slug]),
    )
    check.faults = [_named(one) for one in waiting[:NAMED]]
    if more := len(waiting) - NAMED if len(waiting) > NAMED else 0:
        check.faults.append(_("%(count)d more are open.") % {"count": more})
    return check


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
