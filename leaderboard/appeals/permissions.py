"""Whose decisions and appeals somebody sees, answers and decides; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from base.models import User
from competition.editions.permissions import desk_editions, desk_of
from competition.models import Edition, Sitting
from leaderboard.appeals.queries.appeal_lists import appeals_in, appeals_of, sittings_to_appeal
from leaderboard.appeals.queries.told_decisions import told_to
from leaderboard.models import Appeal, ToldDecision
from schools.roles import area_of, organizes


def get_told(user: User, decision_id: int) -> ToldDecision:
    """A decision about a card of a class somebody teaches; 404 for any other."""
    found = told_to(user).filter(pk=decision_id).first()
    if found is None:
        raise Http404
    return found


def get_own_appeal(user: User, appeal_id: int) -> Appeal:
    """An appeal about a class somebody teaches; 404 for any other."""
    found = appeals_of(user).filter(pk=appeal_id).first()
    if found is None:
        raise Http404
    return found


def get_sitting_to_appeal(user: User, sitting_id: int) -> Sitting:
    """An official sitting of an own class that is over; 404 for any other."""
    found = sittings_to_appeal(user).filter(pk=sitting_id).first()
    if found is None:
        raise Http404
    return found


def get_appealed_edition(user: User, slug: str) -> Edition:
    """An edition in which somebody organizes a country or a region; 404 for any other."""
    found = desk_editions(desk_of(user)).filter(slug=slug).first() if organizes(user) else None
    if found is None:
        raise Http404
    return found


def area_appeals(user: User, edition: Edition) -> QuerySet[Appeal]:
    """The appeals of an edition in the area of an organizer."""
    return appeals_in(area_of(user), edition)


def get_area_appeal(user: User, edition: Edition, appeal_id: int) -> Appeal:
    """One of them; 404 for any other."""
    found = area_appeals(user, edition).filter(pk=appeal_id).first()
    if found is None:
        raise Http404
    return found


def leads_edition(user: User, edition: Edition) -> bool:
    """Whether somebody may say that the seal need not wait."""
    return desk_of(user).leads(edition)
