"""The mail of an invitation or of a further role, and the link it carries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail.sending import written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind
from base.outbox.posting import post
from schools.models import Invitation, Role, country_at
from schools.people.queries.invitations import token_of
from schools.roles import zone_at


def accept_address(invitation: Invitation, *, address: str) -> str:
    """Where an invitation is accepted, in the language of whoever is invited."""
    with override(invitation.language):
        return address + reverse("schools:accept", args=[token_of(invitation)])


def last_day(made: Invitation | Role) -> date | None:
    """The last day of a helper's role, which ends at midnight after it; nothing else has one."""
    if made.ends_at is None:
        return None
    return (made.ends_at - timedelta(seconds=1)).astimezone(zone_at(made.place)).date()


def post_invitation(made: Invitation | Role, *, at: datetime) -> None:
    """Post what was made or prolonged at a moment, each time anew."""
    if isinstance(made, Role):
        post(ROLE_ADDED.name, about=made.pk, users=[made.user_id], once=f"{made.pk} {at}", at=at)
    else:
        post(INVITATION.name, about=made.pk, to=[made.email], once=f"{made.pk} {at}", at=at)


def _write_invitation(mail: OutgoingMail) -> EmailMessage | None:
    """Nothing where it was answered or taken back meanwhile."""
    related = Invitation.objects.select_related("school", "region", "country", "invited_by")
    made = related.get(pk=mail.about)
    if made.accepted_at or made.withdrawn_at:
        return None
    address = str(settings.PUBLIC_ADDRESS).rstrip("/")
    told: dict[str, object] = {"by": made.invited_by, "link": accept_address(made, address=address)}
    return _written(made, made.email, made.language, name="invitation", told=told)


def _write_role(mail: OutgoingMail) -> EmailMessage:
    related = Role.objects.select_related("user", "school", "region", "country", "approved_by")
    made = related.get(pk=mail.about)
    told: dict[str, object] = {"by": made.approved_by, "link": ""}
    return _written(made, made.user.email, made.user.language, name="role_added", told=told)


def _written(
    made: Invitation | Role,
    to: str,
    language: str,
    *,
    name: str,
    told: dict[str, object],
) -> EmailMessage:
    about = {"made": made, "address": settings.PUBLIC_ADDRESS, "last_day": last_day(made)}
    with spoken_in(country_at(made.place)):
        return written(to, mail=f"mail/{name}", language=language, told={**about, **told})


INVITATION = MailKind("invitation", _("invitation"), _write_invitation)
ROLE_ADDED = MailKind("role_added", _("further role"), _write_role)
