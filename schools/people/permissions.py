"""Whom of the staff somebody may see, invite and look after; views use no other way in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404

from base.models import User
from schools.accounts.queries import unconfirmed_people
from schools.models import Invitation, Role
from schools.people.queries.people import known_people
from schools.roles import Reach


def get_person(reach: Reach, person_id: int) -> User:
    """Somebody of the area; 404 when missing or outside."""
    found = known_people(reach).filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def get_role(reach: Reach, role_id: int) -> Role:
    """A role in the area; 404 when missing or outside, or nobody's yet."""
    roles = Role.objects.select_related("user", "school", "region", "country")
    known = roles.filter(reach.roles()).exclude(user__in=unconfirmed_people())
    found = known.filter(pk=role_id).first()
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


def may_close(user: User, reach: Reach, person: User) -> bool:
    """Whether an account may be closed: not the own one, nor one with a role beyond the reach."""
    if person.pk == user.pk or (person.is_superuser and not user.is_superuser):
        return False
    if reach.everywhere:
        return True
    return not person.is_staff and not person.roles.exclude(reach.roles()).exists()
