"""Whether the number for draws never arose, as far as somebody has said so."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.models import DrawSubstitute


def substitute_of(edition: Edition | int) -> DrawSubstitute | None:
    """What was said and not withdrawn; it counts once another person has confirmed it."""
    pk = edition if isinstance(edition, int) else edition.pk
    said = DrawSubstitute.objects.filter(edition=pk, withdrawn_at__isnull=True)
    return said.select_related("proposed_by", "confirmed_by").first()


def is_substitute_agreed(edition: Edition) -> bool:
    """Whether two people have said that the number never arose."""
    said = substitute_of(edition)
    return said is not None and said.confirmed_at is not None
