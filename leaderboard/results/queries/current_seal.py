"""Which seal holds: the one place that decides it."""

from __future__ import annotations

from django.db.models import QuerySet

from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import Seal

# What only few read of a seal, and what is large: of 100,000 pupils some megabytes.
LARGE = ("body", "held_back", "awards_body", "pools_held_back")


def confirmed_seals(edition: Edition | int) -> QuerySet[Seal]:
    """Every list that two people sealed, the first one first, those that were reopened too."""
    pk = edition if isinstance(edition, int) else edition.pk
    return Seal.objects.filter(edition=pk, confirmed_at__isnull=False).order_by("pk")


def current_seal(edition: Edition | int) -> Seal | None:
    """The seal that holds; none before the list is sealed, or while it is reopened.

    Its large texts are read when they are asked for.
    """
    holds = confirmed_seals(edition).filter(reopened_at__isnull=True)
    return holds.select_related("edition").defer(*LARGE).last()


def reopened_seal(edition: Edition) -> Seal | None:
    """The list that two people look at again: until it is sealed anew."""
    if edition.state != Edition.State.REVIEW:
        return None
    return confirmed_seals(edition).select_related("edition").defer(*LARGE).last()


def was_published(seal: Seal) -> bool:
    """Whether anybody could take this list, before it was reopened or now."""
    if seal.reopened_at is None:
        return seal.confirmed_at is not None and seal.edition.state in PUBLISHED
    steps = seal.edition.steps.filter(after=Edition.State.PUBLISHED)
    return steps.filter(at__gte=seal.confirmed_at, at__lte=seal.reopened_at).exists()


def first_seal(edition: Edition | int) -> Seal | None:
    """The one to which the lots of all draws are bound, whatever is sealed later."""
    return confirmed_seals(edition).defer(*LARGE).first()
