"""Organizers are told once a day that teachers wait, and not on days when nobody does."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail import sending as mail
from base.models import User
from schools.registering.queries.waiting_count import (
    WaitingCount,
    day_to_tell,
    organizers_not_told,
    waiting_for,
)
from schools.roles import country_of


def tell_organizers(*, at: datetime) -> int:
    """Write to each for whom somebody waits; how many mails were sent."""
    day = day_to_tell(at)
    return sum(_tell(user, day=day) for user in organizers_not_told(day)) if day else 0


def _tell(user: User, *, day: date) -> bool:
    """At most once, whoever else is at it: the day is noted before the mail."""
    if not _take(organizers_not_told(day).filter(pk=user.pk), day=day):
        return False
    waiting = waiting_for(user)
    return bool(waiting) and _send(user, waiting)


@transaction.atomic
def _take(users: QuerySet[User], *, day: date) -> int:
    """In a transaction: of a process that ends while it waits here the database keeps nothing."""
    return users.update(looked_for_on=day)


def _send(user: User, waiting: WaitingCount) -> bool:
    with override(user.language):
        link = str(settings.PUBLIC_ADDRESS).rstrip("/") + reverse("schools:waiting")
    told = {"waiting": waiting, "link": link, "address": settings.PUBLIC_ADDRESS}
    with spoken_in(country_of(user)):
        return mail.send(user.email, mail="mail/waiting", language=user.language, told=told)
