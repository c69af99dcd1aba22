"""Teachers are told a week before what of their classes goes, once for all of them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail.sending import known_language, written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind
from base.outbox.posting import post
from leaderboard.forgetting.queries import (
    GOES,
    TOLD_BEFORE,
    outlived_classes,
    outlived_details,
    teachers_to_tell,
)
from schools.models import SchoolClass
from schools.roles import country_of


def tell_teachers(*, at: datetime) -> None:
    """Post it to each; it is late once the day has come."""
    then, users = at + TOLD_BEFORE, teachers_to_tell(at).values_list("pk", flat=True)
    post(GOES, about=0, users=users, once=f"{timezone.localdate(then)}", at=at, until=then)


def _write(mail: OutgoingMail) -> EmailMessage | None:
    """What is due by then; none where an edition was held meanwhile."""
    user, then = mail.user, mail.until
    if user is None:
        return None
    own = SchoolClass.objects.filter(teachers=user).select_related("school").order_by("label")
    told = {
        "names": own.filter(cards__in=outlived_details(then)).distinct(),
        "classes": own.filter(pk__in=outlived_classes(then)),
        "day": timezone.localdate(then),
        "address": settings.PUBLIC_ADDRESS,
    }
    if not told["names"] and not told["classes"]:
        return None
    with override(known_language(user.language)):
        path = resolve_url(settings.LOGIN_REDIRECT_URL)
    told["link"] = str(settings.PUBLIC_ADDRESS).rstrip("/") + path
    with spoken_in(country_of(user)):
        return written(user.email, mail="mail/goes", language=user.language, told=told)


GOES_MAIL = MailKind(GOES, _("what of the own classes goes"), _write)
