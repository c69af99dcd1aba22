"""Whoever watches a sitting stops with the right to; a process looks at all its sockets at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from base.models import User
from competition.models import Sitting
from competition.own_thread import in_own_thread
from competition.sittings.permissions import sittings_of
from schools.accounts.queries import must_prove, second_factor_lacks, with_second_factor
from schools.models import Role
from schools.permissions import classes_at_hand

log = logging.getLogger(__name__)

# Seconds between two looks at who may still watch.
EVERY = 60.0


class WatchedSocket(NamedTuple):
    """One socket: who watches what, and by which log-in."""

    user: int
    session: str
    sitting: int


def still_allowed(watches: Collection[WatchedSocket]) -> set[WatchedSocket]:
    """Those whose session, role and class are still what they were let in by.

    Three queries, one for each teacher among them, two for each organizer.
    """
    sessions = _sessions({watch.session for watch in watches})
    active = User.objects.filter(pk__in={watch.user for watch in watches}, is_active=True)
    users = with_second_factor(active).in_bulk()
    logged_in = [
        watch
        for watch in watches
        if watch.user in users and _is_his(sessions.get(watch.session, {}), users[watch.user])
    ]
    return _with_right(logged_in, users)


def _sessions(keys: Collection[str]) -> dict[str, Mapping[str, Any]]:
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {row.session_key: row.get_decoded() for row in rows}


def _is_his(session: Mapping[str, Any], user: User) -> bool:
    """Whether a session is one of this user's, of the password there is now, with what must be
    proved."""
    proof = str(session.get(HASH_SESSION_KEY, ""))
    known = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return (
        session.get(SESSION_KEY) == str(user.pk)
        and any(constant_time_compare(proof, one) for one in known)
        and not second_factor_lacks(user)
        and not must_prove(user, session)
    )


def _with_right(watches: Iterable[WatchedSocket], users: Mapping[int, User]) -> set[WatchedSocket]:
    mine = {
        user_id: list(some) for user_id, some in groupby(sorted(watches), key=attrgetter("user"))
    }
    kinds = (Role.Kind.ORGANIZER, Role.Kind.COORDINATOR)
    holders = Role.objects.filter(user__in=mine, kind__in=kinds)
    organizers = set(holders.values_list("user", flat=True))
    found: set[WatchedSocket] = set()
    for user_id, some in mine.items():
        user = users[user_id]
        if user_id in organizers or user.is_superuser:
            seen = sittings_of(user)
        else:
            seen = Sitting.objects.filter(entry__school_class__in=classes_at_hand(user))
        ids = set(seen.filter(pk__in={one.sitting for one in some}).values_list("pk", flat=True))
        found |= {one for one in some if one.sitting in ids}
    return found


type End = Callable[[], Awaitable[object]]


class Sentry:
    """The watching sockets of this process, and how each is ended; works while there are some."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._ends: dict[End, WatchedSocket] = {}
        self._run: asyncio.Task[None] | None = None

    def enter(self, watch: WatchedSocket, end: End) -> None:
        """From now on look at this one too."""
        loop = asyncio.get_running_loop()
        if self._run is None or self._run.done() or self._run.get_loop() is not loop:
            self._ends.clear()
            self._run = loop.create_task(self._work(), name="rights of watchers")
        self._ends[end] = watch

    def leave(self, end: End) -> None:
        """A socket that is gone."""
        self._ends.pop(end, None)

    def log_out(self, session: str) -> None:
        """End what a session watches in this process at once; may be called in any thread."""
        if self._run is not None and not self._run.done():
            loop = self._run.get_loop()
            asyncio.run_coroutine_threadsafe(self._end_of(session), loop)

    async def look(self) -> None:
        """End all who may not watch any more."""
        watches = set(self._ends.values())
        allowed = await in_own_thread(still_allowed, watches)
        await self._end(watches - allowed)

    async def _end_of(self, session: str) -> None:
        await self._end({one for one in self._ends.values() if one.session == session})

    async def _end(self, watches: Collection[WatchedSocket]) -> None:
        for end in [end for end, watch in self._ends.items() if watch in watches]:
            self.leave(end)
            with suppress(Exception):  # one that is just going away
                await end()

    async def _work(self) -> None:
        # The task is made before its first watcher is entered.
        await asyncio.sleep(self._every)
        while self._ends:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the database may be away; it comes back
                log.warning("the rights of watchers have to wait: %r", error)
            await asyncio.sleep(self._every)


sentry = Sentry()
