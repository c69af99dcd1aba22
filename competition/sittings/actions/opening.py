"""A sitting is opened, with a code that nobody else has."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from base.models import User
from competition import exceptions
from competition.aliases.actions import name_class
from competition.models import (
    Decision,
    Entry,
    Sitting,
)
from competition.rules.groups import as_text
from competition.sittings.actions.decisions import record_decision
from competition.sittings.queries.running import is_on
from quizbank.models import Paper


def open_sitting(
    entry: Entry,
    *,
    kind: Sitting.Kind,
    by: User,
    at: datetime,
    numbers: Iterable[int] | None = None,
    without_pins: bool = False,
    known: Collection[int] | None = None,
) -> Sitting:
    """Open a sitting with a fresh 6-digit code, for all cards or for those of these numbers.

    ``known``: the open sittings of the class beside which it is meant, where that was looked at.
    Raises ``NotLive`` outside the edition's state or the country's window (rehearsals need none),
    ``NoPaper``, ``NoCards``, ``NobodyPlays``, and ``OpenedMeanwhile`` where another one is open.
    """
    paper = _paper(entry, kind)
    group = _group(entry, numbers)
    if not is_on(entry, kind, at=at):
        raise exceptions.NotLive
    with transaction.atomic():
        if known is not None:
            _refuse_unknown(entry, known)
        drawn = Sitting(
            entry=entry,
            paper=paper,
            kind=kind,
            opened_by=by,
            opened_at=at,
            numbers=group,
            without_pins=without_pins,
        )
        sitting = _with_free_code(drawn)
        record_decision(sitting, Decision.Kind.OPEN, by=by, at=at)
    name_class(entry)
    return sitting


def _refuse_unknown(entry: Entry, known: Collection[int]) -> None:
    """Of two who open at once the second waits here, and sees what the first has opened."""
    list(Entry.objects.select_for_update(no_key=True).filter(pk=entry.pk))
    if entry.sittings.filter(closed_at__isnull=True).exclude(pk__in=known).exists():
        raise exceptions.OpenedMeanwhile


def _group(entry: Entry, numbers: Iterable[int] | None) -> str:
    """The numbers of those who play, as text; empty for the whole class."""
    there = set(entry.school_class.cards.values_list("number", flat=True))
    if not there:
        raise exceptions.NoCards
    playing = there if numbers is None else there & set(numbers)
    if not playing:
        raise exceptions.NobodyPlays
    return "" if playing == there else as_text(playing)


def _paper(entry: Entry, kind: Sitting.Kind) -> Paper:
    official = kind == Sitting.Kind.OFFICIAL
    paper = entry.division.official if official else entry.division.rehearsal
    if paper is None:
        raise exceptions.NoPaper
    return paper


def _with_free_code(sitting: Sitting) -> Sitting:
    """Store it under a code no open sitting has; the database decides when two draw the same."""
    for _ in range(20):
        # The first digit tells the page of pupils whether a PIN is asked for (join.js).
        first = 9 if sitting.without_pins else secrets.randbelow(8) + 1
        sitting.code = f"{first}{secrets.randbelow(100_000):05}"
        try:
            with transaction.atomic():
                sitting.save(force_insert=True)
        except IntegrityError:
            continue
        return sitting
    raise exceptions.CompetitionError
