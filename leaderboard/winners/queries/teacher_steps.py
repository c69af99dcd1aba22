"""The winners of a teacher in the list of tasks."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.clock import now
from base.languages.dates import day_in_sentence
from base.models import User
from competition.classes.home_steps import HomeStep
from competition.classes.task_table import HomeTask
from competition.models import Edition
from competition.rules import task_list
from competition.rules.task_list import TaskState
from leaderboard.models import Winner
from leaderboard.winners.queries.winners_teachers import CLASS, winners_of_teacher
from schools.models import SchoolClass
from schools.rules.pins import school_year


def winner_steps(user: User) -> list[HomeStep]:
    """The winners. One statement.

    From the August after it a year stands apart, and before nothing of the year that is on.
    """
    found = winners_of_teacher(user).exclude(award__seal__edition__state=Edition.State.ARCHIVED)
    listed = list(found.filter(passed_on_at__isnull=True).select_related(CLASS))
    year = school_year(localdate(now()))
    steps = []
    for over in (False, True):
        those = [one for one in listed if (class_of(one).school_year < year) is over]
        steps += _standing(those, over=over)
    return steps


def class_of(winner: Winner) -> SchoolClass:
    """The class of the pupil; nothing is asked where it was joined."""
    return winner.award.attempt.entry.school_class


def _standing(standing: list[Winner], *, over: bool) -> list[HomeStep]:
    """Open while something waits to be confirmed, or a pupil does not know yet."""
    if not standing:
        return []
    state = TaskState.DONE if all(one.pupil_told_at for one in standing) else TaskState.OPEN
    task = HomeTask(
        "winners_before" if over else "winners",
        _named(standing) if over else _("Winners of your classes"),
        _why(standing),
        "leaderboard:my_winners",
        task_list.any_time,
        _("Winners"),
    )
    return [HomeStep(task, state, over)]


def _named(standing: list[Winner]) -> str:
    """By the school years they are of, of which most often there is one."""
    years = ", ".join(sorted({class_of(one).school_year for one in standing}))
    return _("Winners of the school year %(years)s") % {"years": years}


def _why(standing: list[Winner]) -> str:
    waiting = [one.confirm_by for one in standing if one.confirmed_at is None]
    if waiting:
        told = {"count": len(waiting), "day": day_in_sentence(min(waiting))}
        return (
            ngettext(
                "%(count)d award waits for your word until %(day)s.",
                "%(count)d awards wait for your word until %(day)s.",
                len(waiting),
            )
            % told
        )
    if any(one.pupil_told_at is None for one in standing):
        return _("Confirmed. Tell the pupils when you are with them.")
    return _("Confirmed, and the pupils know.")
