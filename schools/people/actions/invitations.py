"""Writes about who belongs to the staff: invitations, roles, closing and opening accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from base.record.actions.record import sign_own_entry, signed_by
from schools.accounts.actions import forget_people
from schools.accounts.queries import unconfirmed_people
from schools.exceptions import AccountClosed, HasRole, LinkUsedUp
from schools.models import Country, Invitation, Region, Role, School
from schools.people.queries.people import known_people
from schools.register.actions.confirming import vouch_for_school
from schools.register.actions.teacher_approvals import approve
from schools.roles import reach_of

type Where = School | Region | Country | None


def as_fields(where: Where) -> dict[str, School | Region | Country | None]:
    """The place as fields of a role or an invitation."""
    return {
        "school": where if isinstance(where, School) else None,
        "region": where if isinstance(where, Region) else None,
        "country": where if isinstance(where, Country) else None,
    }


@transaction.atomic
def invite(
    email: str,
    *,
    name: str,
    language: str,
    kind: str,
    where: Where,
    by: User,
    at: datetime,
    ends_at: datetime | None = None,
) -> Invitation | Role:
    """Invite somebody, or give a further role to somebody whom the inviter looks after already.

    Other accounts that have this e-mail are treated as if there were none: they accept by the link.
    The same invitation again is the same one, sent once more. ``ends_at`` is the end of a helper's
    role; a helper who is invited again helps until the new one. Raises ``HasRole``.
    """
    place, email = as_fields(where), email.lower()
    known = known_people(reach_of(by)).filter(email=email).first()
    if known is not None:
        return give_role(known, kind=kind, place=place, by=by, at=at, ends_at=ends_at)
    waiting = Invitation.objects.select_for_update(of=("self",)).filter(
        email=email, kind=kind, accepted_at__isnull=True, withdrawn_at__isnull=True, **place
    )
    if (again := waiting.first()) is not None:
        again.ends_at = ends_at
        again.save(update_fields=["ends_at"])
        return resend(again, by=by, at=at)
    return Invitation.objects.create(
        email=email,
        name=name,
        language=language,
        kind=kind,
        invited_by=by,
        sent_at=at,
        ends_at=ends_at,
        **place,
    )


def give_role(
    user: User,
    *,
    kind: str,
    place: dict[str, Where],
    by: User | None,
    at: datetime,
    ends_at: datetime | None = None,
) -> Role:
    """A role that counts at once; one that was asked for before and waits counts from now on.

    Raises ``HasRole`` and ``AccountClosed``.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        raise AccountClosed
    held = Role.objects.filter(user=user, kind=kind, **place).first()
    if held is not None and held.approved_at is None:
        return _let_count(held, by=by, at=at, ends_at=ends_at)
    if held is not None:
        return _prolong(held, ends_at)
    if isinstance(school := place["school"], School) and by is not None:
        vouch_for_school(school, by=by, at=at)
    return Role.objects.create(
        user=user, kind=kind, approved_at=at, approved_by=by, ends_at=ends_at, **place
    )


def _let_count(role: Role, *, by: User | None, at: datetime, ends_at: datetime | None) -> Role:
    """Approve one that waits; who has it hears of that by the invitation, and not once more."""
    approve(role, by=by, at=at, told=False)
    role.refresh_from_db()
    role.ends_at = ends_at
    role.save(update_fields=["ends_at"])
    return role


def _prolong(role: Role, ends_at: datetime | None) -> Role:
    """Let a helper help until another moment; what has no end is there already."""
    if ends_at is None or role.ends_at == ends_at:
        raise HasRole
    role.ends_at = ends_at
    role.save(update_fields=["ends_at"])
    return role


def resend(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """A new link, good for seven days; the earlier one is void. Who sends it now invites."""
    invitation.sent_at, invitation.invited_by = at, by
    invitation.save(update_fields=["sent_at", "invited_by"])
    return invitation


def withdraw(invitation: Invitation, *, at: datetime) -> None:
    """Take an invitation back; its link opens nothing any more."""
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])


@transaction.atomic
def accept(invitation: Invitation, *, name: str, password: str, at: datetime) -> User:
    """The invited becomes a member of staff; whoever has an account keeps its name and password.

    The link came by mail, so the e-mail is theirs. Raises ``LinkUsedUp``, also when whoever invited
    could not do so any more, and ``AccountClosed``.
    """
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    by = held.invited_by
    if not held.is_open_at(at) or by is None or not _could_still_invite(by, held):
        raise LinkUsedUp
    # Somebody else may have registered the address, with a password of their own.
    forget_people(unconfirmed_people().filter(email=held.email))
    user = User.objects.filter(email=held.email).first()
    if user is None:
        user = _new_user(held, name=name, password=password)
    place = {"school": held.school, "region": held.region, "country": held.country}
    with signed_by(user):
        there = Role.objects.filter(user=user, kind=held.kind, ends_at=held.ends_at, **place)
        if not there.filter(approved_at__isnull=False).exists():
            give_role(user, kind=held.kind, place=place, by=by, at=at, ends_at=held.ends_at)
        user.vouch_for_email()
        held.accepted_at = at
        held.save(update_fields=["accepted_at"])
    return user


def _new_user(invitation: Invitation, *, name: str, password: str) -> User:
    made = User.objects.create_user(
        invitation.email, password, name=name or invitation.name, language=invitation.language
    )
    sign_own_entry(made)
    return made


def _could_still_invite(by: User, invitation: Invitation) -> bool:
    return reach_of(by).invitations().filter(pk=invitation.pk).exists()


def take_role(role: Role) -> None:
    """End a role; it counts from the next page on."""
    role.delete()


def close_account(user: User) -> None:
    """Shut somebody out: every session ends with the password, and does not come back."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])


def open_account(user: User) -> None:
    """Let somebody in again, who then asks for a new password by mail."""
    user.is_active = True
    user.save(update_fields=["is_active"])
