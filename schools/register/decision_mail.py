"""The mail that tells a teacher what was decided about them."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail.sending import known_language, written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind, NotYet
from base.outbox.posting import post
from schools.models import TeacherDecision

TOLD_WITHIN = timedelta(days=3)


def tell_teacher(decision: TeacherDecision) -> None:
    """Post it, in the transaction of the decision."""
    at = decision.decided_at
    users = [decision.user_id]
    post(DECISION.name, about=decision.pk, users=users, at=at, until=at + TOLD_WITHIN)


def _write(mail: OutgoingMail) -> EmailMessage:
    """Never to an e-mail that is unproved: it may be somebody else's."""
    decision = TeacherDecision.objects.select_related("user", "school").get(pk=mail.about)
    user = decision.user
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise NotYet
    with override(known_language(user.language)):
        path = resolve_url(settings.LOGIN_REDIRECT_URL)
    address = str(settings.PUBLIC_ADDRESS).rstrip("/")
    told = {"decision": decision, "link": address + path, "address": settings.PUBLIC_ADDRESS}
    with spoken_in(decision.school.country_id):
        return written(user.email, mail="mail/decision", language=user.language, told=told)


DECISION = MailKind("decision", _("decision about a teacher"), _write)
