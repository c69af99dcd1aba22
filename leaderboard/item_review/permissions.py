"""Who sees the figures of questions; views use no other way in."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404

from competition.editions.permissions import desk_editions, desk_of, sees_figures
from competition.models import Edition
from schools.roles import Visitor


def get_measured_edition(user: Visitor, slug: str, *, at: datetime) -> Edition:
    """An edition in which somebody has a country of their own; 404 for any other.

    Right answers stand on the page: those who do not lead it get it once no window is open any more
    in any country.
    """
    editions = desk_editions(desk_of(user)).prefetch_related("countries", "windows")
    found = editions.filter(slug=slug).first()
    if found is None or not sees_figures(user, found, at=at):
        raise Http404
    return found
