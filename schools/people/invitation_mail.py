"""The mail of an invitation or of a further role, and the link it carries."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail import sending as mail
from base.models import User
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


def send_invitation(made: Invitation | Role, *, by: User | None, address: str) -> bool:
    """Whether the mail could be sent; it is in the language of whoever gets it."""
    if isinstance(made, Role):
        to, language, name, link = made.user.email, made.user.language, "role_added", ""
    else:
        to, language, name = made.email, made.language, "invitation"
        link = accept_address(made, address=address)
    told = {"by": by, "made": made, "link": link, "address": address, "last_day": last_day(made)}
    with spoken_in(country_at(made.place)):
        said = mail.handed(to, mail=f"mail/{name}", language=language, told=told)
    return said == mail.Handed.TAKEN
