"""Links of invitations: signed, for one use, and for seven days."""

from __future__ import annotations

from datetime import datetime

from django.core.signing import BadSignature, Signer

from schools.models import Invitation

SIGNER = Signer(salt="schools.invitation")


def token_of(invitation: Invitation) -> str:
    """What the link ends with; another one each time the invitation is sent."""
    return SIGNER.sign(f"{invitation.pk}-{_sent(invitation)}")


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """The invitation a link belongs to, if it is still open."""
    try:
        number, _, sent = SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    related = Invitation.objects.select_related("school", "region", "country", "invited_by")
    found = related.filter(pk=int(number)).first()
    if found is None or str(_sent(found)) != sent or not found.is_open_at(at):
        return None
    return found


def _sent(invitation: Invitation) -> int:
    return int(invitation.sent_at.timestamp() * 1_000_000)
