"""What is put on record of a sitting: who decided what, and numbers of files."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.exceptions import CompetitionError, DoneJustNow, SittingClosed
from competition.models import (
    AnswerFile,
    Attempt,
    Decision,
    NotedNumber,
    Sitting,
)
from competition.notices.actions.acts import SHOWN, note_act
from competition.rules.file_number import as_number
from competition.sittings.queries.running import noted_before_closing
from schools.models import Card

# So far a monitor may be behind what a colleague has done in the same sitting; the refusal says it.
BEHIND = timedelta(seconds=15)


def refuse_twice(
    sitting: Sitting,
    kind: Decision.Kind,
    *,
    by: User,
    at: datetime,
    alike: Q,
) -> None:
    """Of two who press the same at once the second is told; the caller holds the sitting.

    ``alike``: which decisions of the kind are about the same. Raises ``DoneJustNow`` until every
    monitor is sure to show what the other did. Who has decided it oneself has looked, or means it.
    """
    same = Decision.objects.filter(alike, sitting=sitting, kind=kind, decided_at__gt=at - BEHIND)
    others = same.filter(decided_by__isnull=False).exclude(decided_by=by)
    if (other := others.select_related("decided_by").first()) is not None:
        raise DoneJustNow(other.decided_by)


def record_decision(
    sitting: Sitting,
    kind: Decision.Kind,
    *,
    by: User | None,
    at: datetime,
    attempt: Attempt | None = None,
    card: Card | None = None,
    amount: int = 0,
    reason: str = "",
) -> None:
    """Note a decision, and the act where screens have to show it; the caller holds the sitting."""
    Decision.objects.create(
        sitting=sitting,
        kind=kind,
        attempt=attempt,
        card=card,
        amount=amount,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    if kind in SHOWN:
        note_act(sitting, kind, at=at, card=card)


class NoFileNumber(CompetitionError):
    message = _(
        "This is no number of a file: it has eight digits, and one of these is wrong. Compare it"
        " with the pupil's screen."
    )


@transaction.atomic
def note_number(sitting: Sitting, *, card: Card, typed: str, by: User, at: datetime) -> NotedNumber:
    """Note a number for a card of an open sitting; noting it again changes nothing.

    Raises ``NoFileNumber``, and ``SittingClosed``: noted later it would prove nothing.
    """
    number = as_number(typed)
    if number is None:
        raise NoFileNumber
    held = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if held.closed_at is not None:
        raise SittingClosed
    noted, _new = NotedNumber.objects.get_or_create(
        sitting=held, card=card, number=number, defaults={"noted_at": at, "noted_by": by}
    )
    return noted


def prove_files(sitting: Sitting) -> None:
    """Files that came before their number was noted: the sitting was opened again since.
    The caller holds the sitting and its attempts."""
    waiting = AnswerFile.objects.filter(
        attempt__sitting=sitting, noted_at=None, counted_at=None, refused_at=None
    )
    for file in waiting.select_related("attempt__sitting"):
        file.noted_at = noted_before_closing(file.attempt, file.number)
        file.save(update_fields=["noted_at"])
