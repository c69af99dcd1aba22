"""Organizers are told once a day that teachers wait, and not on days when nobody does."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail.sending import known_language, written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind
from base.outbox.posting import post
from schools.registering.queries.waiting_count import MAIL, organizers_not_told, waiting_for
from schools.roles import country_of

A_DAY = timedelta(hours=16)


def tell_organizers(day: date, *, at: datetime) -> None:
    """Post it to each, once on a day; who has nothing to do by then gets none."""
    users = organizers_not_told(day).values_list("pk", flat=True)
    post(MAIL, about=0, users=users, once=str(day), at=at, until=at + A_DAY)


def _write(mail: OutgoingMail) -> EmailMessage | None:
    user = mail.user
    if user is None or not (waiting := waiting_for(user)):
        return None
    with override(known_language(user.language)):
        link = str(settings.PUBLIC_ADDRESS).rstrip("/") + reverse("schools:waiting")
    told = {"waiting": waiting, "link": link, "address": settings.PUBLIC_ADDRESS}
    with spoken_in(country_of(user)):
        return written(user.email, mail="mail/waiting", language=user.language, told=told)


WAITING = MailKind(MAIL, _("teachers wait"), _write)
