"""The ticket of one attempt, for its pupil alone."""

from __future__ import annotations

from competition.models import Attempt
from competition.rules.edition_steps import SEALED
from leaderboard.models import DrawPlan, Seal
from leaderboard.rules.lots import ticket_of


def own_ticket(attempt: Attempt) -> str:
    """Once the edition is sealed with something to draw; empty before, and where nothing is."""
    edition = attempt.entry.division.edition
    if edition.state not in SEALED or not DrawPlan.objects.filter(edition=edition).exists():
        return ""
    seal = Seal.objects.filter(edition=edition, confirmed_at__isnull=False).exclude(lot_key="")
    key = seal.values_list("lot_key", flat=True).first()
    return ticket_of(key, attempt.pk) if key else ""
