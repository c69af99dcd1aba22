"""What is asked before results are published, and before the edition is archived: whether a hall
still waits."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base.languages.dates import moment_in_sentence
from competition.models import Edition
from competition.setup.queries.check import Check
from leaderboard.models import Freeze, WinnersPlan
from leaderboard.seals.queries.publication import frozen_boards


def no_ceremony_ahead(edition: Edition, at: datetime) -> Check:
    """The check before publication: a ceremony after it has nothing left to reveal.

    Its date is among the dates of the winners; without one, boards that rest for a ceremony tell
    that there is to be one.
    """
    check = Check(_("No ceremony lies ahead"), look=True)
    plan = WinnersPlan.objects.filter(edition=edition).first()
    held_at = plan.ceremony_at if plan else None
    if held_at is None and _boards_rest(edition):
        check.faults = [
            _(
                "Boards rest for a ceremony, and no date of it is set. With this step everybody "
                "reads the final places: if the ceremony is still to come, its secret is out."
            )
        ]
    elif held_at is not None and held_at > at:
        text = _(
            "The ceremony is on %(day)s. With this step everybody reads the final places before: "
            "its secret is out. Publish after it."
        )
        day = moment_in_sentence(timezone.localtime(held_at))
        check.faults = [text % {"day": day}]
    check.url = reverse("leaderboard:winners_plan", args=[edition.slug])
    return check


def no_ceremony_to_come(edition: Edition, at: datetime) -> Check:
    """The check before archiving: until the ceremony winners may change. Without a date of one it
    is about nothing."""
    plan = WinnersPlan.objects.filter(edition=edition).first()
    held_at = plan.ceremony_at if plan else None
    check = Check(_("The ceremony is over"), look=True, moot=held_at is None)
    check.url = reverse("leaderboard:winners_plan", args=[edition.slug])
    if held_at is not None and held_at > at:
        day = moment_in_sentence(timezone.localtime(held_at))
        text = _("The ceremony is on %(day)s: until then a reserve may still step in.")
        check.faults = [text % {"day": day}]
    return check


def _boards_rest(edition: Edition) -> bool:
    stops = Freeze.objects.filter(lifted_at__isnull=True, reason=Freeze.Reason.CEREMONY)
    return stops.filter(board__in=frozen_boards(edition)).exists()
