"""Teachers are told by mail what was decided about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.utils.translation import override

from base import clock
from base.jobs.mailing import note_answer
from base.languages.speech import spoken_in
from base.mail import sending as mail
from schools.models import TeacherDecision
from schools.register.queries import decisions_to_tell

AT_ONCE = 50


def tell_teachers(*, at: Callable[[], datetime] = clock.now) -> int:
    """Write to some of those who were approved or refused; how many mails were sent.

    Raises ``GivenUp`` when the mail server is away.
    """
    numbers = list(decisions_to_tell(at()).values_list("pk", flat=True)[:AT_ONCE])
    return sum(_tell(number, at=at()) for number in numbers)


def _tell(number: int, *, at: datetime) -> bool:
    """A mail the server does not take comes again some minutes later."""
    if not _take(number, at=at):
        return False
    related = TeacherDecision.objects.select_related("user", "school")
    decision = related.get(pk=number)
    own = TeacherDecision.objects.filter(pk=number)
    return note_answer(_hand_over(decision), own, told_at=at)


@transaction.atomic
def _take(number: int, *, at: datetime) -> bool:
    """For this process alone; what is cut off here has taken nothing."""
    locked = decisions_to_tell(at).select_for_update(skip_locked=True, no_key=True, of=("self",))
    held = locked.filter(pk=number).first()
    if held is None:
        return False
    held.taken_at, held.tries = at, held.tries + 1
    held.save(update_fields=["taken_at", "tries"])
    return True


def _hand_over(decision: TeacherDecision) -> mail.Handed:
    user = decision.user
    with override(mail.known_language(user.language)):
        path = resolve_url(settings.LOGIN_REDIRECT_URL)
    address = str(settings.PUBLIC_ADDRESS).rstrip("/")
    told = {"decision": decision, "link": address + path, "address": settings.PUBLIC_ADDRESS}
    with spoken_in(decision.school.country_id):
        return mail.handed(user.email, mail="mail/decision", language=user.language, told=told)
