"""Which edition the pages of the day are about: the one that is meant, or the one asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from competition.editions.queries.taking_part import editions_in
from competition.editions.queries.visible import editions_for
from competition.models import Edition
from schools.roles import looked_on_by, organizes, staff_of

# What an address calls the edition it is about.
NAME = "edition"


@dataclass(frozen=True, slots=True)
class AtHand:
    """The edition of a page, and all that could be chosen, the one that is meant first."""

    edition: Edition
    editions: Sequence[Edition]
    asked: str = ""

    @property
    def is_meant(self) -> bool:
        """Whether it is the one people mean who name none."""
        return self.edition == self.editions[0]


def at_hand(request: HttpRequest, *, at: datetime) -> AtHand | None:
    """The edition an organizer's page is about; none while there is none to be at work with.

    404 for those who organize nothing, and for an edition that is not theirs to choose.
    """
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    return _chosen(request, editions_for(user, at=at))


def _chosen(request: HttpRequest, editions: Sequence[Edition]) -> AtHand | None:
    slug = request.GET.get(NAME, "")
    if not slug:
        return AtHand(editions[0], editions) if editions else None
    for one in editions:
        if one.slug == slug:
            return AtHand(one, editions, as_asked(request))
    raise Http404


def looked_at(request: HttpRequest, *, at: datetime) -> AtHand | None:
    """As ``at_hand``, for the pages that only show: helpers for the day see them too."""
    user = staff_of(request)
    area = looked_on_by(user)
    if not area:
        raise Http404
    return _chosen(request, editions_in(None if area.everywhere else area.near, at=at))


def as_asked(request: HttpRequest) -> str:
    """The part of an address that keeps the edition a page was asked for; empty for none."""
    slug = request.GET.get(NAME, "")
    return f"?{urlencode({NAME: slug})}" if slug else ""
