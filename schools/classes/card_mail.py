"""The mail that tells the teachers of a class that somebody has opened its cards."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.languages.speech import spoken_in
from base.mail.sending import written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind
from base.outbox.posting import post
from schools.models import CardOpening
from schools.permissions import standing_teachers


def tell_teachers(opening: CardOpening) -> None:
    """Post it to each who is there still, in the transaction of the opening.

    What a mail server does not take stands on the page of the cards all the same.
    """
    teachers = standing_teachers(opening.school_class).exclude(pk__in=[opening.by_id])
    users = teachers.values_list("pk", flat=True)
    post(CARDS_OPENED.name, about=opening.pk, users=users, at=opening.opened_at)


def _write(mail: OutgoingMail) -> EmailMessage | None:
    """By the clock of the country."""
    user = mail.user
    related = CardOpening.objects.select_related("by", "school_class__school__country")
    opening = related.get(pk=mail.about)
    if user is None:
        return None
    school_class = opening.school_class
    country = school_class.school.country
    told = {"opening": opening, "school_class": school_class, "address": settings.PUBLIC_ADDRESS}
    with spoken_in(country.pk), timezone.override(ZoneInfo(country.timezone)):
        return written(user.email, mail="mail/cards_opened", language=user.language, told=told)


CARDS_OPENED = MailKind("cards_opened", _("cards were opened"), _write)
