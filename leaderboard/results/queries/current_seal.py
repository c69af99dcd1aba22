"""Which seal holds: the one place that decides it."""

from __future__ import annotations

from django.db.models import QuerySet

from competition.models import Edition
from leaderboard.models import Seal

# What only few read of a seal, and what is large: of 100,000 pupils some megabytes.
LARGE = ("body", "held_back", "awards_body", "pools_held_back")


def confirmed_seals(edition: Edition | int) -> QuerySet[Seal]:
    """Every list that two people sealed, the first one first; each after it is a correction."""
    pk = edition if isinstance(edition, int) else edition.pk
    return Seal.objects.filter(edition=pk, confirmed_at__isnull=False).order_by("pk")


def current_seal(edition: Edition | int) -> Seal | None:
    """The seal that holds: the last correction, else the first one; none before it is sealed.

    Its large texts are read when they are asked for.
    """
    return confirmed_seals(edition).select_related("edition").defer(*LARGE).last()


def first_seal(edition: Edition | int) -> Seal | None:
    """The one to which the lots of all draws are bound, whatever is corrected later."""
    return confirmed_seals(edition).defer(*LARGE).first()
