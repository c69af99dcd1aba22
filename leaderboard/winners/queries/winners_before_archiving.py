"""What is asked before an edition is archived: whether every winner has an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.dates import day_in_sentence
from competition.models import Edition
from competition.setup.queries.check import Check
from leaderboard.awards.queries.draws import draws_of
from leaderboard.models import Winner
from leaderboard.rules.passing_on import CALLED
from leaderboard.winners.queries.due_winners import waiting_winners
from leaderboard.winners.queries.standing_awards import standing_awards
from schools.roles import Area

# So many are named; the table of winners has all.
NAMED = 10
CLASS = "award__attempt__entry__school_class"


def winners_have_an_end(edition: Edition, at: datetime) -> Check:
    """The check before archiving: nobody is reminded after it, and nothing passes on.

    Of other areas a reader is told how many there are, and nothing else.
    """
    waiting = waiting_winners().filter(award__seal__edition=edition)
    return Check(
        _("Every winner is confirmed, and knows"),
        list(_counted(edition, waiting.count())),
        reverse("leaderboard:winner_table", args=[edition.slug]),
        look=True,
        details=lambda area: list(_named(waiting.filter(_in_area(area)))),
    )


def _in_area(area: Area) -> Q:
    return area.inside(f"{CLASS}__school__region__", f"{CLASS}__school__country")


def _named(waiting: QuerySet[Winner]) -> Iterator[str]:
    """Who waits for a teacher's word, by name of award, class and school."""
    listed = list(
        waiting.select_related("award__rule", f"{CLASS}__school").order_by("confirm_by", "pk")
    )
    text = _("%(award)s: %(school_class)s, %(school)s, may be confirmed until %(day)s")
    for one in listed[:NAMED]:
        school_class = one.award.attempt.entry.school_class
        yield text % {
            "award": one.award.rule,
            "school_class": school_class,
            "school": school_class.school,
            "day": day_in_sentence(one.confirm_by),
        }
    if len(listed) > NAMED:
        yield _("%(count)d more are open.") % {"count": len(listed) - NAMED}


def _counted(edition: Edition, waiting: int) -> Iterator[str]:
    """What has no end, in numbers of all countries; nothing where there is none."""
    if waiting:
        text = ngettext(
            "%(count)d award waits for a teacher’s word.",
            "%(count)d awards wait for a teacher’s word.",
            waiting,
        )
        yield text % {"count": waiting}
    draws = draws_of(edition)
    if draws is not None and draws.pools and draws.outcome is None:
        yield _("The draw is still to be made.")
    if many := _untold(edition):
        text = ngettext(
            "Of %(count)d award no teacher was told.",
            "Of %(count)d awards no teacher was told.",
            many,
        )
        yield text % {"count": many}
    if many := _unknowing(edition):
        text = ngettext(
            "%(count)d pupil does not know of the award yet.",
            "%(count)d pupils do not know of their awards yet.",
            many,
        )
        yield text % {"count": many}


def _untold(edition: Edition) -> int:
    given = standing_awards().filter(seal__edition=edition, place__gt=0, rule__kind__in=CALLED)
    return given.filter(winner__isnull=True).count()


def _unknowing(edition: Edition) -> int:
    standing = Winner.objects.filter(award__seal__edition=edition, passed_on_at__isnull=True)
    return standing.filter(confirmed_at__isnull=False, pupil_told_at__isnull=True).count()
