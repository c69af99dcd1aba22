"""Who may see how the servers stand; views use no other way in."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from competition.editions.permissions import leads_an_edition
from schools.models import User
from schools.roles import staff_of


def keeper_of(request: HttpRequest) -> User:
    """Who runs all countries or leads an edition; 404 for all others."""
    user = staff_of(request)
    if not leads_an_edition(user):
        raise Http404
    return user
