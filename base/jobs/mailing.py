"""What becomes of a mail that a job took for itself, counted as tried, and handed over."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from base.jobs.actions import GivenUp
from base.mail.sending import Handed
from base.models import Job


def note_answer(answer: Handed, row: QuerySet[Any], **sent: object) -> bool:
    """Write ``sent`` into the mail's ``row`` if the mail server took it; whether it did.

    Raises ``GivenUp`` when the mail server is away: that was no try, and those behind wait as they
    did. An address that is refused costs its own try and holds up nobody.
    """
    if answer == Handed.AWAY:
        row.update(tries=F("tries") - 1)
        raise GivenUp(Job.Reason.MAIL)
    if answer == Handed.TAKEN:
        row.update(**sent)
    return answer == Handed.TAKEN
