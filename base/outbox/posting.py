"""A mail is put into the outbox, in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from base.models import OutgoingMail

# After that nobody needs to hear of it any more.
WITHIN = timedelta(days=7)
ROWS = 1000


def post(
    kind: str,
    *,
    about: int,
    users: Iterable[int] = (),
    to: Iterable[str] = (),
    once: str = "",
    at: datetime,
    until: datetime | None = None,
) -> None:
    """One mail to each, by the key of the user or by address; who has this one already gets none.

    ``once``: what makes two mails of a kind the same, else what they are about.
    """
    made = {
        "kind": kind,
        "about": about,
        "once": once or str(about),
        "made_at": at,
        "not_before": at,
        "until": until or at + WITHIN,
    }
    rows = [OutgoingMail(user_id=user, **made) for user in users]
    rows += [OutgoingMail(to=address, **made) for address in to]
    OutgoingMail.objects.bulk_create(rows, batch_size=ROWS, ignore_conflicts=True)
