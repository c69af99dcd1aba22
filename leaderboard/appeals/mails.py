"""Mails to the teachers of a class: what was decided about a card, and how an appeal ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base import clock
from base.languages.speech import spoken_in
from base.mail.sending import known_language, written
from base.models import OutgoingMail, User
from base.outbox.kinds import MailKind, NotYet
from base.outbox.posting import post
from competition.models import Decision
from competition.rules.letter_calendar import day_zones
from leaderboard.appeals.rules import answer_until
from leaderboard.models import Appeal
from schools.models import Role, SchoolClass

DECISION_TOLD, APPEAL_ENDED = "decision_told", "appeal_ended"
# A mail that did not leave within so long tells what is over.
WITHIN = timedelta(days=3)
CLASS = "entry__school_class__school__country"


def tell(kind: str, *, about: int, school_class: SchoolClass, at: datetime) -> None:
    """Post it to each who teaches the class."""
    users = teachers_to_tell(school_class).values_list("pk", flat=True)
    post(kind, about=about, users=users, at=at, until=at + WITHIN)


def teachers_to_tell(school_class: SchoolClass) -> QuerySet[User]:
    """Who teaches the class and is still at its school; one query."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    here = Role.objects.filter(
        user=OuterRef("pk"), kind=Role.Kind.TEACHER, school=school_class.school_id
    )
    return User.objects.filter(Exists(proved), Exists(here), is_active=True, classes=school_class)


def _decision_told(mail: OutgoingMail) -> EmailMessage | None:
    related = Decision.objects.select_related("card", f"attempt__{CLASS}")
    decision = related.get(pk=mail.about, attempt__isnull=False)
    entry = decision.attempt.entry  # type: ignore[union-attr]
    until = answer_until(decision.decided_at, days=entry.edition.objection_days)
    return _written(mail, entry.school_class, decision=decision, until=until)


def _appeal_ended(mail: OutgoingMail) -> EmailMessage | None:
    appeal = Appeal.objects.select_related("edition", CLASS).get(pk=mail.about)
    return _written(mail, appeal.entry.school_class, appeal=appeal)


def _written(mail: OutgoingMail, school_class: SchoolClass, **about: object) -> EmailMessage | None:
    """By day, where the class is. Raises ``NotYet``."""
    user, country = mail.user, school_class.school.country
    if user is None:
        return None
    if not day_zones([country.timezone], clock.now()):
        raise NotYet
    address, language = str(settings.PUBLIC_ADDRESS), known_language(user.language)
    with override(language):
        link = address.rstrip("/") + reverse("leaderboard:own_appeals")
    told = {**about, "school_class": school_class, "link": link, "address": address}
    with override(language), spoken_in(country.pk):
        return written(user.email, mail=f"mail/{mail.kind}", language=language, told=told)


CASE_MAILS = (
    MailKind(DECISION_TOLD, _("decision about a card"), _decision_told),
    MailKind(APPEAL_ENDED, _("end of an appeal"), _appeal_ended),
)
