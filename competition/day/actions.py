"""Beats of the servers, gaps in them, giving lost minutes back, and whom teachers call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import batched
from time import monotonic

from django.db import transaction
from django.db.models import Max, Q

from base.models import User
from competition import exceptions
from competition.day.queries.outages import at_stake, touched, under_way, unsettled
from competition.models import Attempt, Beat, Credit, Decision, Edition, HelpLine, Outage
from competition.rules.lost_time import is_outage, lost_time, overlap
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import give_time
from schools.models import Country

# Processes that ended long ago.
FORGOTTEN = timedelta(days=1)
# Two processes that beat at once; what is further ahead is from before a clock was set back.
AHEAD = timedelta(seconds=5)
# So few rows are locked at a time that pupils who are at work do not notice.
BATCH = 50
# How long one round may give time back, in seconds: the other jobs wait for it.
ROUND = 6.0


@transaction.atomic
def beat(
    process: str,
    *,
    at: datetime,
    silence: timedelta | None = None,
    scanned_at: datetime | None = None,
    release: str = "",
) -> Outage | None:
    """Note that a process reaches the database; returns the outage this beat has ended, if any.

    ``at`` is the database's time, so that clocks of different machines make no gap and hide none;
    ``silence`` how long the process has not reached it by its own stopwatch, empty at first;
    ``scanned_at`` when wrong codes last came too fast to it; ``release`` what it runs. A gap in
    which no attempt was under way is no outage: nobody lost anything by it.
    """
    last = Beat.objects.filter(at__lte=at + AHEAD).aggregate(last=Max("at"))["last"]
    outage = None
    if last is not None and is_outage(last, at, silence):
        outage = _note(last, at)
    told = {"at": at, "scanned_at": scanned_at, "release": release}
    Beat.objects.update_or_create(process=process, defaults=told)
    Beat.objects.filter(Q(at__lt=at - FORGOTTEN) | Q(at__gt=at + AHEAD)).delete()
    return outage


def _note(began_at: datetime, ended_at: datetime) -> Outage | None:
    """Two processes that note the same gap at once agree on the beat it began with."""
    to_come = sum((one.ended_at - one.began_at for one in unsettled()), timedelta(0))
    there = Attempt.objects.filter(touched(began_at, ended_at, to_come))
    if not there.exists():
        return None
    outage, new = Outage.objects.get_or_create(began_at=began_at, defaults={"ended_at": ended_at})
    if new and not there.filter(at_stake(began_at)).exists():
        _record(outage, give=True, by=None, at=ended_at)
    return outage


def settle(outage: Outage, *, give: bool, by: User, at: datetime) -> int:
    """Decide what becomes of an outage: give its time back to all it touched, or not.

    Results that exist already are scored again. Returns how many attempts got time, of those that
    stand. Raises ``AlreadySettled``, and ``EarlierFirst`` because what an earlier outage gives back
    decides who was still at work in this one.
    """
    outage = _decide(outage, give=give, by=by, at=at)
    _carry_out(outage, at=at)
    return outage.credits.filter(attempt__voided_at__isnull=True).count()


@transaction.atomic
def _decide(outage: Outage, *, give: bool, by: User, at: datetime) -> Outage:
    outage = Outage.objects.select_for_update(no_key=True).get(pk=outage.pk)
    if outage.give is not None or outage.settled_at is not None:
        raise exceptions.AlreadySettled
    if unsettled().filter(began_at__lt=outage.began_at).exists():
        raise exceptions.EarlierFirst
    _record(outage, give=give, by=by, at=at)
    return outage


def _record(outage: Outage, *, give: bool, by: User | None, at: datetime) -> None:
    outage.give, outage.settled_by = give, by
    outage.save(update_fields=["give", "settled_by"])
    length = int((outage.ended_at - outage.began_at).total_seconds()) if give else 0
    Decision.objects.create(kind=Decision.Kind.OUTAGE, amount=length, decided_by=by, decided_at=at)


def go_on_settling(*, at: datetime) -> int:
    """Carry out what was decided and is not done: by a process that was killed, or by nobody
    because only rehearsals were under way. Returns how many outages are settled by it.

    Attempts that somebody holds are left for the next second, and so is what takes so long that
    the other jobs would wait.
    """
    until = monotonic() + ROUND
    decided = unsettled().filter(give__isnull=False)
    return sum(_carry_out(outage, at=at, until=until) for outage in decided)


def _carry_out(outage: Outage, *, at: datetime, until: float | None = None) -> bool:
    """Do what was decided about an outage; says whether it is settled now.

    Every attempt gets its time once, however often this is begun and by how many at once. With
    ``until``, a moment of the stopwatch, it waits for no lock and begins nothing after it.
    """
    # What is voided lacks nothing once that is taken back.
    those = Attempt.objects.filter(under_way(outage.began_at, outage.ended_at)).order_by("pk")
    lacking = those.exclude(pk__in=outage.credits.values("attempt")).values_list("pk", flat=True)
    whole = True
    for part in batched(list(lacking) if outage.give else [], BATCH, strict=False):
        if until is not None and monotonic() > until:
            return False
        whole &= _give(outage, part, at=at, skip_locked=until is not None)
    if whole:
        unsettled().filter(pk=outage.pk).update(settled_at=at)
    return whole


@transaction.atomic
def _give(outage: Outage, ids: Sequence[int], *, at: datetime, skip_locked: bool) -> bool:
    """Credit some attempts and score them again; says whether none had to be skipped."""
    rows = Attempt.objects.filter(pk__in=ids).select_related("sitting").order_by("pk")
    locked = list(rows.select_for_update(of=("self",), no_key=True, skip_locked=skip_locked))
    # Read after the lock: whoever gave time to one of them meanwhile has committed.
    have = set(outage.credits.filter(attempt__in=ids).values_list("attempt_id", flat=True))
    lacking = [attempt for attempt in locked if attempt.pk not in have]
    lost, by = _lost(outage, lacking), outage.settled_by
    give_time(lacking, lost, kind=Credit.Kind.OUTAGE, by=by, at=at, outage=outage)
    write_results([one.pk for one in lacking if one.finished_at is not None], at=at)
    return len(locked) == len(ids)


def _lost(outage: Outage, attempts: Sequence[Attempt]) -> dict[int, timedelta]:
    """``{attempt id: time to give back}``, without what a pause gives back anyway."""
    paused = _paused(outage, attempts)
    return {
        attempt.pk: max(
            lost_time(outage.began_at, outage.ended_at, attempt.started_at, attempt.deadline)
            - paused.get(attempt.pk, timedelta(0)),
            timedelta(0),
        )
        for attempt in attempts
        if attempt.started_at is not None
    }


def _paused(outage: Outage, attempts: Sequence[Attempt]) -> dict[int, timedelta]:
    """``{attempt id: how much of the outage fell into pauses}``, past ones and one that goes on."""
    found: dict[int, timedelta] = {}
    pauses = Credit.objects.filter(attempt__in=attempts, kind=Credit.Kind.PAUSE)
    for credit in pauses:
        began = credit.given_at - timedelta(seconds=credit.seconds)
        shared = overlap(began, credit.given_at, outage.began_at, outage.ended_at)
        found[credit.attempt_id] = found.get(credit.attempt_id, timedelta(0)) + shared
    for attempt in attempts:
        if attempt.sitting.paused_at is not None and attempt.finished_at is None:
            shared = overlap(
                attempt.sitting.paused_at, outage.ended_at, outage.began_at, outage.ended_at
            )
            found[attempt.pk] = found.get(attempt.pk, timedelta(0)) + shared
    return found


def set_help_line(
    edition: Edition, country: Country, *, phone: str, opens: time | None, closes: time | None
) -> None:
    """Whom teachers of a country call; without a number nobody."""
    if not phone:
        HelpLine.objects.filter(edition=edition, country=country).delete()
        return
    HelpLine.objects.update_or_create(
        edition=edition,
        country=country,
        defaults={"phone": phone, "opens": opens, "closes": closes},
    )
