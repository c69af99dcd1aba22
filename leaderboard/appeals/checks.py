"""What the second person looks at before the seal: appeals that are open, what came of others, and
days that teachers were promised."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.editions.queries.visible import objections_until
from competition.models import Edition
from competition.setup.queries.check import Check
from leaderboard.appeals.queries import appeals, case_lines, in_area
from leaderboard.models import Appeal

# So many are named; the page of appeals has all.
NAMED = 10


def appeals_are_ended(edition: Edition, at: datetime) -> Check:
    """Whether one is open. Of other areas a reader is told how many there are, and nothing else."""
    waiting = appeals().filter(edition=edition, ended_at__isnull=True)
    count = waiting.count()
    text = ngettext("%(count)d appeal is open.", "%(count)d appeals are open.", count)
    return Check(
        _("Every appeal of a teacher is decided"),
        [text % {"count": count}] if count else [],
        reverse("leaderboard:appeals", args=[edition.slug]),
        details=lambda area: [_named(one) for one in waiting.filter(in_area(area))[:NAMED]],
        look=True,
    )


def _named(appeal: Appeal) -> str:
    school_class = appeal.entry.school_class
    text = _("To be decided by %(day)s: %(school_class)s, %(school)s, %(about)s.")
    return text % {
        "school_class": school_class,
        "school": school_class.school,
        "about": appeal.get_about_display(),
        "day": date_format(localtime(appeal.decide_by), "SHORT_DATE_FORMAT"),
    }


def upheld_appeals_are_settled(edition: Edition, at: datetime) -> Check:
    """Whether a question counts, or a result counts as it did, about which an appeal was upheld:
    upholding changes nothing by itself.

    Of results only how many: who reads this may organize one region, and the page of appeals names
    to each reader those of the own schools.
    """
    upheld = appeals().filter(edition=edition, outcome=Appeal.Outcome.UPHELD)
    lines = case_lines(list(upheld), at=at)
    still = {line.question.item.pk: line.question for line in lines if line.question}
    counting = [one for one in still.values() if not one.item.neutralised]
    counting.sort(key=lambda one: (one.ages, one.number))
    question = _("Question %(number)d still counts: %(stem)s (ages %(ages)s)")
    faults = [
        question % {"number": one.number, "stem": one.stem, "ages": one.ages} for one in counting
    ]
    if waiting := sum(line.waits_for_a_word for line in lines):
        text = ngettext(
            "%(count)d result counts as it did.", "%(count)d results count as they did.", waiting
        )
        faults.append(text % {"count": waiting})
    return Check(
        _("What appeals were upheld about is decided"),
        faults,
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
