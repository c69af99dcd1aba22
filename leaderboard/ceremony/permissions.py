"""Who may hold which part of a ceremony; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from base.models import User
from competition.editions.permissions import desk_of, get_desk_edition
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from leaderboard.rules.ceremony import ALL
from schools.models import Country


@dataclass(frozen=True, slots=True)
class CeremonyDesk:
    """An edition and the countries whose winners somebody may call; ``leads``: also those of all
    countries together."""

    edition: Edition
    countries: tuple[Country, ...]
    leads: bool

    def may_call(self, key: str) -> bool:
        """Whether an award, named as the seal calls it, is theirs."""
        country = key.rpartition("/")[2]
        return self.leads if country == ALL else country in {one.pk for one in self.countries}

    def of(self, code: str) -> CeremonyDesk:
        """Of one of its countries alone."""
        country = next(country for country in self.countries if country.pk == code)
        return CeremonyDesk(self.edition, (country,), leads=False)


def ceremony_desk(user: User, slug: str) -> CeremonyDesk:
    """For organizers of a whole country in which the edition takes place; 404 for all others."""
    desk = desk_of(user)
    edition = get_desk_edition(desk, slug)
    mine = tuple(one for one in countries_of(edition) if desk.edits(one))
    leads = desk.leads(edition)
    if not mine and not leads:
        raise Http404
    return CeremonyDesk(edition, mine, leads)
