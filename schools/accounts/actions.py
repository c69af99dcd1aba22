"""Writes about second factors, and about accounts that go."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import QuerySet

from base.models import User
from schools.accounts.queries import STORED
from schools.models import Role


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


@transaction.atomic
def forget_people(people: QuerySet[User]) -> None:
    """Delete accounts, and what the record says of these people."""
    numbers = list(people.select_for_update(of=("self",)).values_list("pk", flat=True))
    gone = User.objects.filter(pk__in=numbers)
    forget_entries(gone)
    with disable_auditlog():
        gone.delete()


def forget_entries(people: QuerySet[User]) -> None:
    """Delete entries about people and their roles; in those about other things they are nobody."""
    LogEntry.objects.get_for_objects(people).delete()
    LogEntry.objects.get_for_objects(Role.objects.filter(user__in=people)).delete()
    LogEntry.objects.filter(actor__in=people).update(actor_email=None)
