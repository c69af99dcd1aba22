"""Whom of the staff somebody may see, invite and look after; views use no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from schools.models import Country, Invitation, Region, Role, School, User
from schools.permissions import Visitor, staff_of


@dataclass(frozen=True)
class Reach:
    """How far somebody's word goes: everywhere, or in countries and subtrees of regions."""

    everywhere: bool
    places: Sequence[Country | Region] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.places)

    def roles(self) -> Q:
        """Of roles and invitations: teachers of the area's schools, organizers in the area."""
        return self._any(_roles_in)

    def schools(self) -> QuerySet[School]:
        """Schools of the area."""
        return School.objects.filter(self._any(_schools_in))

    def countries(self) -> QuerySet[Country]:
        """Countries that lie in the area as a whole."""
        codes = [place.pk for place in self.places if isinstance(place, Country)]
        return Country.objects.filter(Q() if self.everywhere else Q(pk__in=codes))

    def regions(self) -> QuerySet[Region]:
        """Regions of the area, a tree after the other."""
        inside = Region.objects.filter(self._any(_regions_in))
        return inside.select_related("country").order_by("country", "path")

    def kinds(self) -> list[Role.Kind]:
        """What somebody may be invited as."""
        return list(Role.Kind) if self.everywhere else [Role.Kind.TEACHER, Role.Kind.ORGANIZER]

    def people(self) -> QuerySet[User]:
        """Who has a role in the area; everybody for those whose word goes everywhere."""
        if self.everywhere:
            return User.objects.all()
        return User.objects.filter(Exists(Role.objects.filter(self.roles(), user=OuterRef("pk"))))

    def invitations(self) -> QuerySet[Invitation]:
        """Invitations to the area that nobody has answered."""
        waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
        return waiting.filter(self.roles())

    def _any(self, condition: object) -> Q:
        if self.everywhere:
            return Q()
        inside = Q(pk__in=[])
        for place in self.places:
            inside |= condition(place)  # type: ignore[operator]
        return inside


def _roles_in(place: Country | Region) -> Q:
    teacher, organizer = Q(kind=Role.Kind.TEACHER), Q(kind=Role.Kind.ORGANIZER)
    if isinstance(place, Country):
        return teacher & Q(school__country=place) | organizer & (
            Q(country=place, region__isnull=True) | Q(region__country=place)
        )
    below = Q(region__path__startswith=place.path)
    return teacher & Q(school__region__path__startswith=place.path) | organizer & below


def _schools_in(place: Country | Region) -> Q:
    if isinstance(place, Country):
        return Q(country=place)
    return Q(region__path__startswith=place.path)


def _regions_in(place: Country | Region) -> Q:
    return Q(country=place) if isinstance(place, Country) else Q(path__startswith=place.path)


def reach_of(user: Visitor) -> Reach:
    """How far the word of a user goes; costs one query for the roles, none for superusers."""
    if not isinstance(user, User) or not user.is_active:
        return Reach(everywhere=False)
    if user.is_superuser:
        return Reach(everywhere=True)
    approved = user.roles.filter(approved_at__isnull=False).select_related("country", "region")
    roles = list(approved.filter(kind__in=[Role.Kind.ORGANIZER, Role.Kind.COORDINATOR]))
    if any(role.kind == Role.Kind.COORDINATOR for role in roles):
        return Reach(everywhere=True)
    # A region without a path would be the root of everything.
    regions = [role.region for role in roles if role.region is not None and role.region.path]
    countries = [role.country for role in roles if role.region is None and role.country is not None]
    return Reach(everywhere=False, places=(*countries, *regions))


def get_reach(request: HttpRequest) -> Reach:
    """For the pages of people; 404 for whom they are not."""
    reach = reach_of(staff_of(request))
    if not reach:
        raise Http404
    return reach


def get_person(reach: Reach, person_id: int) -> User:
    """Somebody of the area; 404 when missing or outside."""
    found = reach.people().filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def get_role(reach: Reach, role_id: int) -> Role:
    """A role in the area; 404 when missing or outside."""
    roles = Role.objects.select_related("user", "school", "region", "country")
    found = roles.filter(reach.roles(), pk=role_id).first()
    if found is None:
        raise Http404
    return found


def get_invitation(reach: Reach, invitation_id: int) -> Invitation:
    """An unanswered invitation to the area; 404 when missing or outside."""
    found = reach.invitations().filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def may_close(user: User, reach: Reach, person: User) -> bool:
    """Whether an account may be closed: not the own one, nor one with a role beyond the reach."""
    if person.pk == user.pk or (person.is_superuser and not user.is_superuser):
        return False
    if reach.everywhere:
        return True
    return not person.is_staff and not person.roles.exclude(reach.roles()).exists()
