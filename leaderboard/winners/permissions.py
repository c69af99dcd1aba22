"""Whose winners somebody may see and decide about; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import User
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.awards.permissions import award_desk, led_edition
from leaderboard.models import Seal, Winner, WinnersPlan
from leaderboard.models.winner import SCHOOL
from leaderboard.results.queries import reopened_seal, was_published
from leaderboard.winners.queries import winners_of_teacher
from schools.models import Country, School
from schools.permissions import managed_schools


@dataclass(frozen=True, slots=True)
class WinnerDesk:
    """An edition whose winners somebody organizes; ``schools``: of which, ``None`` for all."""

    edition: Edition
    leads: bool
    schools: QuerySet[School] | None

    @property
    def winners(self) -> QuerySet[Winner]:
        """Those whose columns may be ticked."""
        found = Winner.objects.filter(edition=self.edition).pupils()
        return found if self.schools is None else found.filter(**{f"{SCHOOL}__in": self.schools})


def winner_desk(user: User, slug: str) -> WinnerDesk:
    """For organizers where the edition takes part, of their own area; 404 for all others."""
    desk = award_desk(user, slug)
    return WinnerDesk(desk.edition, desk.leads, None if desk.leads else managed_schools(user))


def get_winner(user: User, winner_id: int) -> Winner:
    """A winner whose teachers were told, of a class that the user teaches, or of a school in the
    own area; once the class is deleted, for who leads the edition; 404 otherwise."""
    winner = get_object_or_404(Winner.objects.all().told().pupils().with_all(), pk=winner_id)
    if winner.attempt is None:
        led_edition(user, winner.edition.slug)
    elif not (
        winners_of_teacher(user).filter(pk=winner.pk).exists()
        or managed_schools(user).filter(pk=winner.school_class.school_id).exists()
    ):
        raise Http404
    return winner


@dataclass(frozen=True, slots=True)
class PublicWinners:
    """What anybody may see of the winners of an edition in a country.

    ``opens``: when they are named; before that nothing else is told. ``reopened``: the list that is
    being looked at again, while nobody is named.
    """

    edition: Edition
    country: Country
    opens: datetime
    takes_part: bool = True
    reopened: Seal | None = None


def get_public_winners(slug: str, code: str) -> PublicWinners:
    """The winners of a country once results are published and the organizer has named a day; 404
    before, without a day, and for what is no country of ours."""
    dated = WinnersPlan.objects.exclude(public_from=None).exclude(started_at=None)
    plan = dated.select_related("edition").filter(edition__slug=slug).first()
    if plan is None or plan.public_from is None:
        raise Http404
    reopened = reopened_seal(plan.edition)
    if plan.edition.state not in PUBLISHED and not (reopened and was_published(reopened)):
        raise Http404
    if code != code.lower():
        raise Http404
    country = get_object_or_404(Country, pk=code.upper())
    takes_part = country in countries_of(plan.edition)
    return PublicWinners(plan.edition, country, plan.public_from, takes_part, reopened)
