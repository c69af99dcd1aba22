"""Organizers speak to those who sit, and take back what they said.

What a sitting shows stands in its row, where every reply of the pupil API reads it anyway. The
write queue is never held up: no attempt is locked, and a sitting somebody else holds gets its
notice a second later, when the periodic work looks again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from base import clock
from base.models import User
from competition import exceptions
from competition.models import Edition, Notice, Sitting
from competition.notices.actions.acts import note_notice
from competition.notices.queries import live_notices, open_places
from schools.models import Country


@transaction.atomic
def speak(
    edition: Edition,
    *,
    texts: Mapping[str, str],
    until: datetime,
    by: User,
    at: datetime,
    country: Country | None = None,
) -> Notice:
    """Show ``{language: text}`` in the open sittings of all countries, or of one, from now on.

    A sitting that opens before ``until`` shows it too; of several notices it shows the newest.
    """
    _lock(edition)
    notice = Notice.objects.create(
        edition=edition,
        country=country,
        texts=dict(texts),
        token=secrets.token_urlsafe(12),
        spoken_at=at,
        spoken_by=by,
        until=until,
    )
    _carry(edition, at)
    return notice


@transaction.atomic
def withdraw(notice: Notice, *, by: User, at: datetime) -> None:
    """Take a notice off the screens; an older one that still holds is shown again.

    Raises ``NoticeEnded``.
    """
    _lock(notice.edition)
    live = Notice.objects.filter(pk=notice.pk, ended_at__isnull=True, until__gt=at)
    if not live.update(ended_at=at, withdrawn_by=by):
        raise exceptions.NoticeEnded
    _carry(notice.edition, at)


def carry_notices(*, at: datetime) -> int:
    """Bring notices to sittings that opened since, and end those whose time is over.

    Returns how many sittings changed. Costs one small query while nobody speaks.
    """
    speaking = Notice.objects.filter(ended_at__isnull=True).values("edition")
    # Of a notice that has ended, too: somebody may have held a sitting at that moment.
    showing = Sitting.objects.filter(closed_at__isnull=True).exclude(notice="")
    either = Q(pk__in=speaking) | Q(pk__in=showing.values("entry__edition"))
    changed = 0
    for edition in Edition.objects.filter(either):
        with transaction.atomic():
            _lock(edition)
            changed += _carry(edition, at)
    return changed


def _lock(edition: Edition) -> None:
    """One at a time: two who speak at once agree on which is the newer."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def _carry(edition: Edition, at: datetime) -> int:
    over = Notice.objects.filter(edition=edition, ended_at__isnull=True, until__lte=at)
    over.update(ended_at=F("until"))
    notices = list(live_notices(edition, at=at))
    wanted: dict[str, list[int]] = {}
    for sitting, country, shown in open_places(edition):
        token = next((one.token for one in notices if one.country_id in (None, country)), "")
        if token != shown:
            wanted.setdefault(token, []).append(sitting)
    return sum(_show(token, ids) for token, ids in wanted.items())


def _show(token: str, sitting_ids: Iterable[int]) -> int:
    free = Sitting.objects.select_for_update(skip_locked=True, no_key=True).order_by("pk")
    held = list(free.filter(pk__in=list(sitting_ids)).values_list("pk", flat=True))
    if token:
        # Only what is committed can be in a reply.
        transaction.on_commit(lambda: note_notice(held, at=clock.now()))
    return Sitting.objects.filter(pk__in=held).update(notice=token)
