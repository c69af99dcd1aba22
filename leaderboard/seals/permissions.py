"""Which seals are public; views use no other way in."""

from __future__ import annotations

from django.http import Http404

from leaderboard.models import Seal


def get_public_seal(slug: str) -> Seal:
    """The seal of an edition, before it is sealed the first list laid before, whose hash of a seed
    is public; 404 when there is none."""
    seals = Seal.objects.filter(edition__slug=slug).select_related("edition")
    found = seals.exclude(confirmed_at=None).first() or seals.first()
    if found is None:
        raise Http404
    return found
