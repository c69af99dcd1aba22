"""What the roles of somebody amount to: the one reading that every permission asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.utils import timezone

from base import clock
from base.models import User
from schools.models import Country, Invitation, Region, Role, School, not_ended

type Visitor = User | AnonymousUser


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


WRITERS = {Role.Kind.EDITOR, Role.Kind.ORGANIZER, Role.Kind.COORDINATOR}
PROTECTORS = {Role.Kind.REVIEWER, Role.Kind.ORGANIZER, Role.Kind.COORDINATOR}
TRANSLATORS = WRITERS | {Role.Kind.TRANSLATOR}
# They read the source and the language they check; who writes a text never reviews it.
CHECKERS = TRANSLATORS | {Role.Kind.REVIEWER}
OF_QUESTIONS = (Role.Kind.EDITOR, Role.Kind.TRANSLATOR, Role.Kind.REVIEWER)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The approved roles of somebody, with their places; ``everything`` is a superuser's."""

    everything: bool = False
    roles: tuple[Role, ...] = ()

    def of(self, *kinds: Role.Kind) -> list[Role]:
        """Those of some kinds."""
        return [role for role in self.roles if role.kind in kinds]

    @property
    def coordinates(self) -> bool:
        """Whether the whole competition is theirs to run."""
        return self.everything or bool(self.of(Role.Kind.COORDINATOR))

    @property
    def organizes(self) -> bool:
        """Whether a part of it is; an organizer of no place has no say anywhere."""
        return self.coordinates or any(map(_is_placed, self.of(Role.Kind.ORGANIZER)))

    @property
    def is_ministry(self) -> bool:
        """Whether published figures of a place are for them."""
        return self.everything or any(map(_is_placed, self.of(Role.Kind.MINISTRY)))

    @property
    def area(self) -> Area:
        """Where they organize."""
        return self._area(Role.Kind.ORGANIZER)

    @property
    def looks_on(self) -> Area:
        """Where they see the day: where they organize, and where they help as long as they do."""
        return self._area(Role.Kind.ORGANIZER, Role.Kind.HELPER)

    def _area(self, *kinds: Role.Kind) -> Area:
        if self.coordinates:
            return Area(everywhere=True)
        places = [role.region or role.country for role in self.of(*kinds)]
        countries = [place for place in places if isinstance(place, Country)]
        # A region without a path would be the root of everything.
        regions = [place for place in places if isinstance(place, Region) and place.path]
        return Area(everywhere=False, places=(*countries, *regions))

    @property
    def of_questions(self) -> list[Role]:
        """Roles in the workshop of questions, which is a matter of whole countries.

        Organizers of a part of a country look after its schools, not after the questions.
        """
        return [role for role in self.of(*CHECKERS) if _is_for_questions(role)]

    @property
    def works_on_questions(self) -> bool:
        """Whether the workshop is for them."""
        return self.everything or bool(self.of_questions)


def _is_placed(role: Role) -> bool:
    return role.country_id is not None or role.region_id is not None


def _is_for_questions(role: Role) -> bool:
    is_whole = role.region_id is None and role.school_id is None
    return is_whole and (role.kind != Role.Kind.ORGANIZER or role.country_id is not None)


def holdings_of(user: Visitor) -> Holdings:
    """The one reading of roles, which every permission asks; one query, none for superusers.

    A role that has ended is none.
    """
    if not isinstance(user, User) or not user.is_active:
        return Holdings()
    if user.is_superuser:
        return Holdings(everything=True)
    approved = user.roles.filter(not_ended(clock.now()), approved_at__isnull=False).order_by("pk")
    return Holdings(roles=tuple(approved.select_related("country", "region")))


def area_of(user: Visitor) -> Area:
    """The area of organizers, coordinators and superusers; empty for all others."""
    return holdings_of(user).area


def looked_on_by(user: Visitor) -> Area:
    """Where a user sees the day; empty for all others."""
    return holdings_of(user).looks_on


def organizes(user: Visitor) -> bool:
    """Organizers of an area, coordinators and superusers.

    All of them see outages and give their time back: an outage touches all countries alike, so an
    organizer of one may do it for all. Lists hold what ``managed_schools`` leaves them.
    """
    return holdings_of(user).organizes


def may_give_nothing(user: Visitor) -> bool:
    """To settle an outage without giving time can harm a country: coordinators and superusers."""
    return holdings_of(user).coordinates


class Reach(Area):
    """How far somebody's word goes: everywhere, or in countries and subtrees of regions."""

    def roles(self) -> Q:
        """Of roles and invitations: teachers of the area's schools, organizers in the area."""
        if self.everywhere:
            return Q()
        teachers = self.inside("school__region__", "school__country")
        # Whoever organizes a region has no country beside it.
        regions = Q(region__country__in=self.countries)
        organizers = regions | Q(region__isnull=True, country__in=self.countries)
        for place in self.places:
            if isinstance(place, Region):
                organizers |= Q(region__path__startswith=place.path)
        own = [Role.Kind.ORGANIZER, Role.Kind.HELPER, *self._of_questions()]
        return Q(teachers, kind=Role.Kind.TEACHER) | Q(organizers, kind__in=own)

    def schools(self) -> QuerySet[School]:
        """Schools of the area."""
        return School.objects.filter(self.inside())

    def register(self) -> QuerySet[School]:
        """Those of the register: what was only proposed, or refused, is offered to nobody."""
        return self.schools().filter(proposed_at__isnull=True)

    def whole(self) -> QuerySet[Country]:
        """Countries that lie in the area as a whole."""
        return Country.objects.filter(Q() if self.everywhere else Q(pk__in=self.countries))

    def regions(self) -> QuerySet[Region]:
        """Regions of the area, a tree after the other."""
        inside = Region.objects.filter(self.inside(""))
        return inside.select_related("country").order_by("country", "path")

    def kinds(self) -> list[Role.Kind]:
        """What somebody may be invited as."""
        if self.everywhere:
            return list(Role.Kind)
        own = [Role.Kind.TEACHER, Role.Kind.ORGANIZER, Role.Kind.HELPER]
        return [*own, *self._of_questions()]

    def _of_questions(self) -> list[Role.Kind]:
        """Questions are a matter of whole countries."""
        return list(OF_QUESTIONS) if self.countries else []

    def people(self) -> QuerySet[User]:
        """Who has a role in the area; everybody for those whose word goes everywhere."""
        if self.everywhere:
            return User.objects.all()
        return User.objects.filter(Exists(Role.objects.filter(self.roles(), user=OuterRef("pk"))))

    def invitations(self) -> QuerySet[Invitation]:
        """Invitations to the area that nobody has answered."""
        waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
        return waiting.filter(self.roles())


def reach_of(user: Visitor) -> Reach:
    """How far the word of a user goes; costs one query for the roles, none for superusers."""
    area = area_of(user)
    return Reach(area.everywhere, area.places)


def get_reach(request: HttpRequest) -> Reach:
    """For the pages of people; 404 for whom they are not."""
    reach = reach_of(staff_of(request))
    if not reach:
        raise Http404
    return reach


def country_of(user: User) -> str:
    """The code of the country for which somebody works; empty for several, and for everywhere."""
    place = Coalesce("country", "region__country", "school__country")
    found = set(user.roles.values_list(place, flat=True))
    return found.pop() or "" if len(found) == 1 else ""


def zone_at(place: School | Region | Country | None) -> ZoneInfo:
    """The clocks of a place; for everywhere those of the server."""
    country = place.country if isinstance(place, School | Region) else place
    return ZoneInfo(country.timezone) if country else timezone.get_default_timezone()


def zone_of(user: User) -> ZoneInfo:
    """The time zone of the country for which a member of staff works, else of the first school
    where they teach, else the product's."""
    kinds = (Role.Kind.ORGANIZER, Role.Kind.HELPER)
    works = Q(kind__in=kinds, approved_at__isnull=False)
    found = user.roles.filter(not_ended(clock.now()), works | Q(kind=Role.Kind.TEACHER))
    places = ("country", "region__country", "school__country")
    roles = sorted(found.select_related(*places), key=lambda one: (one.kind not in kinds, one.pk))
    role = next(iter(roles), None)
    return zone_at((role.country or role.region or role.school) if role else None)


def staff_of(request: HttpRequest) -> User:
    """The member of staff who asks; 404 for anybody else."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
