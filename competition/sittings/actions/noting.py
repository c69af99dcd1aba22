"""The teacher notes the number of a file of answers: from then on it is known that it was there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.exceptions import CompetitionError, SittingClosed
from competition.models import AnswerFile, NotedNumber, Sitting
from competition.rules.file_number import as_number
from competition.sittings.queries.noted_numbers import noted_before_closing
from schools.models import Card


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
