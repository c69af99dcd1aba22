"""The outbox is emptied, as the periodic work does it."""

from __future__ import annotations

from datetime import datetime

from base import clock
from base.jobs.performing import Progress
from base.models import OutgoingMail
from base.outbox.sending import send_mails


def empty_outbox(*, at: datetime | None = None) -> int:
    """How many mails went out, now or at a moment."""
    sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT)
    before = sent.count()
    send_mails(Progress(), at=lambda: at or clock.now())
    return sent.count() - before
