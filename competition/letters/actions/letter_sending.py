"""Readers of a letter are fixed once, each with a mail in the outbox; later they are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from base.outbox.posting import post
from competition.letters.queries.outgoing import LETTER, mails_of, to_fill
from competition.letters.queries.readers import readers_of
from competition.models import Letter


def fill_letters(*, at: datetime) -> int:
    """Fix who gets the letters that have begun; how many letters."""
    return sum(_fill(number, at=at) for number in to_fill().values_list("pk", flat=True))


@transaction.atomic
def _fill(number: int, *, at: datetime) -> bool:
    """All readers or none; who has the letter already is left out by the database."""
    locked = to_fill().select_for_update(no_key=True, of=("self",)).select_related("region")
    letter = locked.filter(pk=number).first()
    if letter is None:
        return False
    users = readers_of(letter).order_by("pk").values_list("pk", flat=True)
    post(LETTER, about=letter.pk, users=users, once=letter.once, at=at, until=letter.until)
    letter.filled_at = at
    letter.save(update_fields=["filled_at"])
    return True


@transaction.atomic
def forget_readers(letters: QuerySet[Letter]) -> None:
    """Keep of letters how many were sent, and not to whom."""
    for letter in letters:
        mails = mails_of([letter]).order_by()
        letter.counts = dict(mails.values_list("state").annotate(Count("pk")))
        letter.save(update_fields=["counts"])
        mails.all().delete()
