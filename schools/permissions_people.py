"""Whom of the staff somebody may see, invite and look after; views use no other way in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from schools.models import Country, Invitation, Region, Role, School, TeacherSheet, User
from schools.permissions import Visitor, staff_of
from schools.permissions_area import Area, area_of

OF_QUESTIONS = (Role.Kind.EDITOR, Role.Kind.TRANSLATOR, Role.Kind.REVIEWER)


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
        own = [Role.Kind.ORGANIZER, *self._of_questions()]
        return Q(teachers, kind=Role.Kind.TEACHER) | Q(organizers, kind__in=own)

    def schools(self) -> QuerySet[School]:
        """Schools of the area."""
        return School.objects.filter(self.inside())

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
        return [Role.Kind.TEACHER, Role.Kind.ORGANIZER, *self._of_questions()]

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


def get_link(user: User, reach: Reach, invitation_id: int, *, at: datetime) -> Invitation:
    """An open invitation the user has sent, where no mail carries its link; else 404."""
    found = get_invitation(reach, invitation_id)
    is_own = found.invited_by_id == user.pk
    if settings.EMAIL_IS_SET or not is_own or not found.is_open_at(at):
        raise Http404
    return found


def get_kept_sheet(user: User, sheet_id: int) -> TeacherSheet:
    """The user's own sheet of teachers that waits to be confirmed; 404 for any other."""
    return _own_sheet(user, sheet_id, is_read=False)


def get_sheet(user: User, sheet_id: int) -> TeacherSheet:
    """A sheet from which the user has invited; 404 for any other."""
    return _own_sheet(user, sheet_id, is_read=True)


def _own_sheet(user: User, sheet_id: int, *, is_read: bool) -> TeacherSheet:
    own = TeacherSheet.objects.filter(uploaded_by=user, read_at__isnull=not is_read)
    found = own.filter(pk=sheet_id).first()
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
