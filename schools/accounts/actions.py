"""Writes about second factors."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from schools.accounts.queries import STORED
from schools.models import User


@transaction.atomic
def store_recovery_codes(codes: Authenticator, *, at: datetime) -> None:
    """Note that their owner has stored the codes; no page shows them any more."""
    held = Authenticator.objects.select_for_update().get(pk=codes.pk)
    held.data[STORED] = at.isoformat()
    held.save(update_fields=["data"])


def take_away_factors(user: User) -> int:
    """Take app, passkeys and codes of somebody who has lost them; how many there were.

    Who must have a second factor sets up a new one before any further page.
    """
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    return count
