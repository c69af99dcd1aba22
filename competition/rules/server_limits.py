"""When a server is ready, as pure rules: limits of what is measured.

Sources: docs/performance.md for what pupils need, docs/running.md for the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Light(StrEnum):
    """How one thing stands: as it should, to be looked at, or to be mended before pupils come."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


# Of a day's pupils so many play at once: ten lessons, and twice the even share with the bell.
AT_ONCE = 1 / 5
# Cores for one pupil at once: product, database and proxy on the slowest machine that was measured
# (docs/performance.md, "A machine to order": 0.073, 0.027 and 0.017 for 1,000).
CORES_EACH = (0.073 + 0.027 + 0.017) / 1000
# "12,000 at once" kept 1.5 of two cores busy; from there waiting grows much faster than the load.
BUSY, FULL = 0.75, 1.0
MIB = 2**20
# Two processes for answers of 110 MiB, two for pages of 200 with 29 of watchers and 50 of readers
# each, one in the background of 132, PostgreSQL with 256 MiB shared and 50 connections of 10, the
# system; then for 1,000 pupils at once 7.4 MiB of the product and 37 of nginx, which keeps a
# connection with TLS for each ("steady" with 2,000, 10,000 and 12,000), and for the streams of
# their nudges 13 and 15 (docs/performance.md).
MEMORY, MEMORY_EACH = 2048 * MIB, (7.4 + 37 + 13 + 15) * MIB / 1000
# PostgreSQL's log (max_wal_size is 4 GB and may be passed), releases and backups; then for each
# pupil of the day 40 answers, an attempt and a result with their indexes, and as much again in two
# backups. On the safe side: "steady" found 0.43 KiB an answer, with its share of everything else.
DISK, DISK_EACH = 10 * 2**30, 50 * 1024

# So many days a certificate should still last beyond the last window, in days.
RENEWAL = 14
CLOCK_GOOD, CLOCK_BAD = timedelta(seconds=1), timedelta(seconds=5)
# A nightly backup that ran late is still last night's.
BACKUP_NEAR, BACKUP_FAR = timedelta(hours=30), timedelta(days=8)
# A release just before the first lesson is a release in it.
BEFORE = timedelta(hours=2)


class Need(NamedTuple):
    """What a number of pupils of one day needs: cores, and bytes of memory and disk."""

    cores: float
    memory: int
    disk: int


def need_of(pupils: int) -> Need:
    """A rule of thumb for everything on one machine."""
    at_once = math.ceil(pupils * AT_ONCE)
    return Need(
        cores=at_once * CORES_EACH,
        memory=math.ceil(MEMORY + at_once * MEMORY_EACH),
        disk=math.ceil(DISK + pupils * DISK_EACH),
    )


def cores_light(need: float, have: int) -> Light:
    """Green while the cores are as busy as they were when it was measured."""
    share = need / have
    return Light.RED if share > FULL else Light.AMBER if share > BUSY else Light.GREEN


def bytes_light(need: int, have: int) -> Light:
    """Red with less than half: the rule is on the safe side."""
    return Light.GREEN if have >= need else Light.AMBER if 2 * have >= need else Light.RED


def certificate_light(ends: datetime, *, at: datetime, needed_until: datetime) -> Light:
    """Red if it ends before the last window does, amber if hardly later."""
    if ends <= max(at, needed_until):
        return Light.RED
    late = ends < max(at, needed_until) + timedelta(days=RENEWAL)
    return Light.AMBER if late else Light.GREEN


def clock_light(difference: timedelta) -> Light:
    """Over five seconds the sweeper stands still: ``base.clock``."""
    off = abs(difference)
    return Light.RED if off > CLOCK_BAD else Light.AMBER if off > CLOCK_GOOD else Light.GREEN


def backup_light(age: timedelta, *, near: bool) -> Light:
    """``near``: a window is open or opens soon, so that last night's is wanted."""
    if age <= BACKUP_NEAR:
        return Light.GREEN
    if near:
        return Light.RED
    return Light.AMBER if age <= BACKUP_FAR else Light.RED


def in_a_window(spans: Iterable[tuple[datetime, datetime]], *, at: datetime) -> bool:
    """Whether a release now would meet pupils: a window is open, or opens within two hours."""
    return any(opens - BEFORE <= at < closes for opens, closes in spans)
