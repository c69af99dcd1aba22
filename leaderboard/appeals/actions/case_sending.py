"""Mails about decisions and appeals are sent, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from base import clock
from base.jobs.mailing import note_answer
from base.languages.speech import spoken_in
from base.mail import sending as mail
from leaderboard.appeals.queries.waiting_cases import (
    waiting_mails,
)
from leaderboard.models import CaseMail

AT_ONCE = 50


class CaseLetter(NamedTuple):
    """What is sent: its templates, where its reader goes, how which country says it, the facts."""

    name: str
    path: str
    country: str
    told: Mapping[str, object]


def send_case_mails(*, at: Callable[[], datetime] = clock.now) -> int:
    """Send some of those that wait; how many were taken by the mail server.

    Raises ``GivenUp`` when the mail server is away: nobody has lost a try by it, and those behind
    wait as they did.
    """
    numbers = list(waiting_mails(at()).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_send(number, at=at()) for number in numbers)


def _send(number: int, *, at: datetime) -> bool:
    """A mail the server does not take comes again some minutes later; what was no answer to this
    address is no try. Raises ``GivenUp``."""
    if not _take(number, at=at):
        return False
    related = CaseMail.objects.select_related(
        *("user", "appeal__edition"),
        *("told__decision__card", "told__decision__attempt__entry__school_class__school"),
        "appeal__entry__school_class__school",
    )
    row = related.get(pk=number)
    return note_answer(_hand_over(row), CaseMail.objects.filter(pk=number), sent_at=at)


@transaction.atomic
def _take(number: int, *, at: datetime) -> bool:
    """For this process alone; what is cut off here has taken nothing."""
    held = waiting_mails(at).select_for_update(skip_locked=True, no_key=True, of=("self",))
    row = held.filter(pk=number).first()
    if row is None:
        return False
    row.taken_at, row.tries = at, row.tries + 1
    row.save(update_fields=["taken_at", "tries"])
    return True


def _hand_over(row: CaseMail) -> mail.Handed:
    language = mail.known_language(row.user.language)
    with override(language):
        letter = _letter(row)
    address = str(settings.PUBLIC_ADDRESS)
    link = address.rstrip("/") + letter.path
    told = {**letter.told, "link": link, "address": address}
    with spoken_in(letter.country):
        message = mail.written(
            row.user.email, mail=f"mail/{letter.name}", language=language, told=told
        )
    return mail.hand_over(message, mailers.default)


def _letter(row: CaseMail) -> CaseLetter:
    """By what the mail is about."""
    about: dict[str, object]
    if row.appeal is not None:
        name, entry = "appeal_ended", row.appeal.entry
        about = {"appeal": row.appeal}
    elif row.told is not None:
        name, entry = "decision_told", row.told.attempt.entry
        about = {"told": row.told, "decision": row.told.decision}
    else:
        raise ValueError(row.pk)
    school_class = entry.school_class
    path = reverse("leaderboard:own_appeals")
    told = {**about, "school_class": school_class}
    return CaseLetter(name, path, school_class.school.country_id, told)
