"""A teacher opens a sitting, lets in, starts, pauses, gives time, releases cards and closes."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from base.models import User
from competition import exceptions
from competition.aliases.actions import name_class
from competition.editions.queries.visible import window_is_open
from competition.exceptions import NothingToDo, PlaysAlready
from competition.models import (
    Attempt,
    Credit,
    Decision,
    Entry,
    Outage,
    PinGuess,
    Sitting,
    WaitingBrowser,
)
from competition.notices.actions.acts import note_act
from competition.rules import timing
from competition.rules.groups import as_text, numbers_in, plays
from competition.rules.waiting_room import comes_in_with_all, is_waiting, sign_of
from competition.sittings.actions.decisions import prove_files, record_decision, refuse_twice
from competition.sittings.actions.results import end_attempts, store_attempts
from competition.sittings.queries.running import approved_now, is_on
from quizbank.models import Paper
from schools.models import Card


@transaction.atomic
def start_all(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Set the common moment a few seconds ahead, so that every browser hears of it before.

    Raises ``SittingClosed``, ``AlreadyStarted``, and ``WindowOver`` for an official one.
    """
    may_begin = _may_begin(sitting, at)
    sitting = lock_open(sitting)
    if sitting.starts_at is not None:
        raise exceptions.AlreadyStarted
    if not may_begin:
        raise exceptions.WindowOver
    sitting.starts_at = at + timing.START_NOTICE
    sitting.save(update_fields=["starts_at"])
    # Whoever joined while this waited for the lock was let in by the join itself.
    lock_attempts(sitting)
    sitting.attempts.filter(admitted_at__isnull=True).update(admitted_at=at)
    record_decision(sitting, Decision.Kind.START, by=by, at=at)
    return sitting


def _may_begin(sitting: Sitting, at: datetime) -> bool:
    """Whether it is a rehearsal, or its country's window is open still: the answers follow it."""
    if sitting.kind != Sitting.Kind.OFFICIAL:
        return True
    entry = sitting.entry
    return window_is_open(entry.edition, entry.school_class.school.country_id, at=at)


@transaction.atomic
def pause(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Stop the clocks of the whole sitting."""
    sitting = lock_open(sitting)
    if sitting.starts_at is None:
        raise exceptions.NotStarted
    if sitting.paused_at is not None:
        raise exceptions.AlreadyPaused
    lock_attempts(sitting)
    sitting.paused_at = at
    sitting.save(update_fields=["paused_at"])
    record_decision(sitting, Decision.Kind.PAUSE, by=by, at=at)
    return sitting


@transaction.atomic
def resume(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Let the clocks go on; every running attempt gets the paused time back to the second."""
    sitting = lock_open(sitting)
    if sitting.paused_at is None:
        raise exceptions.NotPaused
    attempts = lock_attempts(sitting, voided=True)
    _end_pause(sitting, attempts, by=by, at=at)
    # Who was let in and could not begin in the pause gets ready from now on.
    ready = [one.pk for one in attempts if one.admitted_at and not one.started_at]
    Attempt.objects.filter(pk__in=ready).update(admitted_at=at)
    record_decision(sitting, Decision.Kind.RESUME, by=by, at=at)
    return sitting


def _end_pause(
    sitting: Sitting, attempts: Sequence[Attempt], *, by: User | None, at: datetime
) -> None:
    paused_at = sitting.paused_at
    if paused_at is None:
        return
    # Who finished in the pause stood still until then, and that is not worked. What is voided lacks
    # nothing once that is taken back.
    there = [a for a in attempts if a.started_at and (a.finished_at or at) > paused_at]
    given = {
        a.pk: (a.finished_at or at) - max(paused_at, a.started_at) for a in there if a.started_at
    }
    give_time(there, given, kind=Credit.Kind.PAUSE, by=by, at=at)
    sitting.paused_at = None
    sitting.save(update_fields=["paused_at"])


@transaction.atomic
def close(sitting: Sitting, *, by: User | None, at: datetime) -> Sitting:
    """Close the sitting; attempts that are still running are finished with what is stored.

    ``by`` is nobody where the sweeper closes what a teacher forgot.
    """
    sitting = lock_open(sitting)
    close_held(sitting, lock_attempts(sitting, voided=True), by=by, at=at)
    return sitting


def close_held(
    sitting: Sitting, attempts: Sequence[Attempt], *, by: User | None, at: datetime
) -> None:
    """The same, where the caller has locked the open sitting, then all of its attempts, voided ones
    too."""
    _end_pause(sitting, attempts, by=by, at=at)
    sitting.closed_at = at
    # Whoever leaves the school later takes no results along.
    if Sitting.objects.filter(approved_now(), pk=sitting.pk).exists():
        sitting.approved_at = at
    sitting.save(update_fields=["closed_at", "approved_at"])
    if sitting.without_pins:
        # Opened again, everybody comes in anew.
        WaitingBrowser.objects.filter(sitting=sitting).delete()
    running = [a for a in attempts if a.started_at and not (a.finished_at or a.voided_at)]
    end_attempts(running, ending=Attempt.Ending.CLOSED, at=at)
    prove_files(sitting)
    record_decision(sitting, Decision.Kind.CLOSE, by=by, at=at, amount=len(running))


@transaction.atomic
def release(sitting: Sitting, *, card: Card, by: User, at: datetime) -> None:
    """Free a card for another browser, and wipe its wrong PINs."""
    sitting = lock_open(sitting)
    attempt = lock_attempts(sitting, card=card)
    for one in attempt:
        one.released_at = at
        one.save(update_fields=["released_at"])
    PinGuess.objects.filter(sitting=sitting, card=card).update(wrong=0)
    first = attempt[0] if attempt else None
    record_decision(sitting, Decision.Kind.RELEASE, by=by, at=at, attempt=first, card=card)


@transaction.atomic
def admit(sitting: Sitting, *, by: User, at: datetime, card: Card | None = None) -> int:
    """Let in a pupil who came after the common start, or all of them; returns how many.

    Each is on record. Raises ``NotStarted``, and ``NothingToDo`` where nobody waits.
    """
    sitting = lock_open(sitting)
    if sitting.starts_at is None:
        raise exceptions.NotStarted
    waiting = [a for a in lock_attempts(sitting, card=card) if a.admitted_at is None]
    if not waiting:
        raise exceptions.NothingToDo
    for attempt in waiting:
        attempt.admitted_at = at
        attempt.save(update_fields=["admitted_at"])
        kind, one = Decision.Kind.ADMIT, attempt.card
        record_decision(sitting, kind, by=by, at=at, attempt=attempt, card=one)
    if card is None:
        # Several screens have to show it, not the last one only.
        note_act(sitting, Decision.Kind.ADMIT, at=at)
    return len(waiting)


@transaction.atomic
def give_minutes(
    sitting: Sitting,
    *,
    minutes: int,
    by: User,
    at: datetime,
    card: Card | None = None,
    reason: str = "",
) -> int:
    """Give 1 to 60 minutes to one card or to all who are at work; returns to how many.

    Raises ``BadMinutes``, ``DoneJustNow``, and ``NothingToDo`` when nobody is at work.
    """
    if not 1 <= minutes <= 60:
        raise exceptions.BadMinutes
    sitting = lock_open(sitting)
    alike = Q(card=card, amount=minutes * 60)
    refuse_twice(sitting, Decision.Kind.EXTRA, by=by, at=at, alike=alike)
    attempts = lock_attempts(sitting, card=card)
    timed = [a for a in attempts if a.deadline and not a.finished_at]
    if not timed:
        raise exceptions.NothingToDo
    given = {a.pk: timedelta(minutes=minutes) for a in timed}
    give_time(timed, given, kind=Credit.Kind.EXTRA, by=by, at=at)
    one = timed[0] if card else None
    record_decision(
        sitting,
        Decision.Kind.EXTRA,
        by=by,
        at=at,
        attempt=one,
        card=card,
        amount=minutes * 60,
        reason=reason,
    )
    return len(timed)


def give_time(
    attempts: Sequence[Attempt],
    given: dict[int, timedelta],
    *,
    kind: Credit.Kind,
    by: User | None,
    at: datetime,
    outage: Outage | None = None,
) -> None:
    """Credit attempts, whose rows the caller has locked, and move their deadlines along."""
    given_rows = []
    for attempt in attempts:
        seconds = round(given[attempt.pk].total_seconds())
        if seconds < 1:
            continue
        given_rows.append(
            Credit(
                attempt=attempt,
                kind=kind,
                seconds=seconds,
                given_at=at,
                given_by=by,
                outage=outage,
            )
        )
        if attempt.deadline is not None:
            attempt.deadline += timedelta(seconds=seconds)
    Credit.objects.bulk_create(given_rows)
    store_attempts(attempts, ["deadline"])


def lock_open(sitting: Sitting) -> Sitting:
    """The sitting under lock and as it is now. Raises ``SittingClosed``."""
    fresh = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if fresh.closed_at is not None:
        raise exceptions.SittingClosed
    return fresh


def lock_attempts(
    sitting: Sitting, card: Card | None = None, *, voided: bool = False
) -> list[Attempt]:
    """Its attempts that stand, or the one of a card, locked in key order; ``voided``: as well those
    that count no more."""
    attempts = sitting.attempts.all()
    if not voided:
        attempts = attempts.filter(voided_at__isnull=True)
    if card is not None:
        attempts = attempts.filter(card=card)
    return list(attempts.select_for_update(no_key=True).order_by("pk"))


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
    paper = entry.division.official if official else entry.division.to_rehearse
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


@transaction.atomic
def let_play(sitting: Sitting, *, card: Card, by: User, at: datetime) -> None:
    """Let a card of the other group play in this sitting. Raises ``PlaysAlready``."""
    sitting = lock_open(sitting)
    if plays(sitting.numbers, card.number):
        raise PlaysAlready
    sitting.numbers = as_text(numbers_in(sitting.numbers) | {card.number})
    sitting.save(update_fields=["numbers"])
    reason = Decision.Reason.LESSON
    record_decision(sitting, Decision.Kind.GROUP, by=by, at=at, card=card, reason=reason)


@transaction.atomic
def let_all_in(sitting: Sitting, *, by: User, at: datetime) -> int:
    """Let in every number that came once; returns how many. A number that came twice waits.

    Raises ``HasPins``, ``AlreadyStarted``: after the start each is let in alone; ``NobodyWaits``.
    """
    sitting = _without_pins(sitting)
    if sitting.starts_at is not None:
        raise exceptions.AlreadyStarted
    by_card: dict[int, list[WaitingBrowser]] = {}
    for row in _rows(sitting):
        by_card.setdefault(row.card_id, []).append(row)
    coming: list[WaitingBrowser] = []
    for rows in by_card.values():
        waiting = [row for row in rows if is_waiting(row.heard_at, row.let_in_at, at)]
        somebody_in = any(row.let_in_at for row in rows)
        if comes_in_with_all([row.browser for row in waiting], somebody_in=somebody_in):
            coming += waiting
    if not coming:
        raise exceptions.NobodyWaits
    _let(coming, at)
    record_decision(sitting, Decision.Kind.LET_IN, by=by, at=at, amount=len(coming))
    return len(coming)


@transaction.atomic
def let_in(sitting: Sitting, *, card: Card, sign: str, by: User, at: datetime) -> None:
    """Let the browser with this sign in under a number, instead of whoever was in under it.

    Raises ``HasPins`` and ``NobodyWaits``.
    """
    sitting = _without_pins(sitting)
    rows = _rows(sitting, card=card)
    waiting = [row for row in rows if is_waiting(row.heard_at, row.let_in_at, at)]
    chosen = [row for row in waiting if sign_of(row.browser) == sign]
    if len(chosen) != 1:
        raise exceptions.NobodyWaits
    _let(chosen, at)
    attempts = lock_attempts(sitting, card=card)
    Attempt.objects.filter(pk__in=[one.pk for one in attempts]).update(released_at=at)
    others = [row.pk for row in rows if row.pk != chosen[0].pk]
    WaitingBrowser.objects.filter(pk__in=others).delete()
    first = attempts[0] if attempts else None
    record_decision(sitting, Decision.Kind.LET_IN, by=by, at=at, attempt=first, card=card)


def _without_pins(sitting: Sitting) -> Sitting:
    sitting = lock_open(sitting)
    if not sitting.without_pins:
        raise exceptions.HasPins
    return sitting


def _rows(sitting: Sitting, card: Card | None = None) -> list[WaitingBrowser]:
    """Who waits and who is in; under the locks of their cards, as a join holds them."""
    rows = WaitingBrowser.objects.filter(sitting=sitting)
    if card is not None:
        rows = rows.filter(card=card)
    cards = Card.objects.filter(pk__in=rows.values("card"))
    list(cards.select_for_update(no_key=True).order_by("pk"))
    return list(rows.order_by("pk"))


def _let(rows: list[WaitingBrowser], at: datetime) -> None:
    WaitingBrowser.objects.filter(pk__in=[row.pk for row in rows]).update(let_in_at=at)


@transaction.atomic
def release_all(sitting: Sitting, *, by: User, at: datetime) -> int:
    """Forget the wrong PINs of a sitting, open or closed; returns for how many cards.

    No pupil loses the computer by it. Raises ``NothingToDo`` where no wrong PIN is noted.
    """
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    guesses = PinGuess.objects.filter(sitting=sitting, wrong__gt=0)
    cards = list(guesses.values_list("card", flat=True))
    if not cards:
        raise NothingToDo
    # The pupil API counts a wrong PIN under its card's lock: it is counted before this, or after.
    held = Card.objects.select_for_update(no_key=True).filter(pk__in=cards).order_by("pk")
    guesses.filter(card__in=list(held)).update(wrong=0)
    Decision.objects.create(
        sitting=sitting,
        kind=Decision.Kind.RELEASE_ALL,
        amount=len(cards),
        decided_by=by,
        decided_at=at,
    )
    return len(cards)
