"""Where somebody organizes: the one reading of roles that everything of an area follows from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from schools.models import Country, Region, Role, User


@dataclass(frozen=True)
class Area:
    """Everywhere, or whole countries and subtrees of regions."""

    everywhere: bool
    places: Sequence[Country | Region] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.places)

    @property
    def countries(self) -> frozenset[str]:
        """Codes of the countries that lie in the area as a whole."""
        return frozenset(place.pk for place in self.places if isinstance(place, Country))

    @property
    def near(self) -> frozenset[str]:
        """Codes of the countries of which at least a region lies in the area."""
        regions = (place.country_id for place in self.places if isinstance(place, Region))
        return self.countries.union(regions)

    def inside(self, region: str = "region__", country: str = "country") -> Q:
        """What lies in the area, by the way to its region and to its country."""
        if self.everywhere:
            return Q()
        found = Q(**{f"{country}__in": self.countries})
        for place in self.places:
            if isinstance(place, Region):
                found |= Q(**{f"{region}path__startswith": place.path})
        return found


def area_of(user: User | AnonymousUser) -> Area:
    """The area of organizers, coordinators and superusers; empty for all others.

    Costs one query, none for superusers.
    """
    if not isinstance(user, User) or not user.is_active:
        return Area(everywhere=False)
    if user.is_superuser:
        return Area(everywhere=True)
    kinds = (Role.Kind.ORGANIZER, Role.Kind.COORDINATOR)
    approved = user.roles.filter(kind__in=kinds, approved_at__isnull=False)
    roles = list(approved.select_related("country", "region"))
    if any(role.kind == Role.Kind.COORDINATOR for role in roles):
        return Area(everywhere=True)
    # A region without a path would be the root of everything.
    regions = [role.region for role in roles if role.region is not None and role.region.path]
    countries = [role.country for role in roles if role.region is None and role.country is not None]
    return Area(everywhere=False, places=(*countries, *regions))
