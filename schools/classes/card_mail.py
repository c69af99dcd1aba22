"""The mail that tells the teachers of a class that somebody has opened its cards."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from base.languages.speech import spoken_in
from base.mail import sending as mail
from schools.models import CardOpening
from schools.permissions import standing_teachers


def tell_teachers(opening: CardOpening, *, address: str) -> None:
    """A mail to each who is there still, in their language and by the clock of their country.

    What a mail server does not take stands on the page of the cards all the same.
    """
    school_class = opening.school_class
    country = school_class.school.country
    told = {"opening": opening, "school_class": school_class, "address": address}
    with spoken_in(country.pk), timezone.override(ZoneInfo(country.timezone)):
        for teacher in standing_teachers(school_class).exclude(pk__in=[opening.by_id]):
            mail.send(teacher.email, mail="mail/cards_opened", language=teacher.language, told=told)
