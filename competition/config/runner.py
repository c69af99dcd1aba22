"""Periodic work: every process tidies up, who serves pupils beats, an elected one does the jobs.

A duty is a row timed by the database's clock: who holds it does the work, and when the holder is
gone another process takes it within five seconds. A process in the background takes it at once from
one that only stands in. Every job stays correct when two run it at once.
"""

from __future__ import annotations

import gc
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, Q
from django.db.models.functions import Now

from base import clock
from base.jobs.tending import tend_jobs
from competition import metrics
from competition.config.freed import give_back
from competition.config.job_figures import tell_job_queues
from competition.config.purpose import Purpose
from competition.day.actions import beat, go_on_settling
from competition.letters.actions.letter_decisions import begin_due_letters
from competition.models import Duty, Outage
from competition.notices.actions.notices import carry_notices
from competition.pupil_api.app import pupil_api
from competition.pupil_api.crowd import DUTY, count_crowd, crowd
from competition.pupil_api.room import rooms
from competition.running_release import release
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.results import keep_approvals, score_late
from leaderboard.boards.actions import follow_figures, publish_boards

log = logging.getLogger(__name__)

Job = Callable[..., object]

TERM = timedelta(seconds=4)
# What sockets and lessons left behind in cycles is collected and given back this often, and hardly
# ever else: it stops all threads for up to a tenth of a second.
TIDY_SECONDS = 300.0
# The jobs of a process that starts wait for its first beat, and no longer than till the next round.
FIRST_BEAT_SECONDS = 1.0
JOBS: tuple[Job, ...] = (
    go_on_settling,
    sweep,
    score_late,
    keep_approvals,
    count_crowd,
    carry_notices,
    publish_boards,
    follow_figures,
    begin_due_letters,
    tend_jobs,
    tell_job_queues,
)
PROCESS = f"{os.getpid()}-{secrets.token_hex(4)}"


def take_duty(holder: str = PROCESS, *, stands_in: bool = True) -> bool:
    """Take or keep the periodic work; false while another process holds it.

    Who does not stand in, but is there for it, takes it from who does.
    """
    until = ExpressionWrapper(Now() + TERM, output_field=DateTimeField())
    open_to_it = Q(holder=holder) | Q(until__lt=Now())
    if not stands_in:
        open_to_it |= Q(stands_in=True)
    free = Duty.objects.filter(open_to_it, name=DUTY)
    if free.update(holder=holder, until=until, stands_in=stands_in):
        return True
    if Duty.objects.filter(name=DUTY).exists():
        return False
    try:
        with transaction.atomic():
            Duty.objects.create(name=DUTY, holder=holder, until=clock.now(), stands_in=stands_in)
            return bool(free.update(until=until))
    except IntegrityError:
        return False


class Loop:
    """A thread that does one round a second until it is told to stop."""

    def __init__(self, name: str, act: Callable[[], None], every: float = 1.0) -> None:
        self._name, self._act, self._every = name, act, every
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the thread is there."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin, unless the thread runs already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let the present round end, then stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def _run(self) -> None:
        while not self._stop.is_set():
            close_old_connections()
            try:
                self._act()
            except Exception as error:  # noqa: BLE001 - the database may be away; go on when it is back
                log.warning("%s have to wait: %s", self._name, error)
                connection.close()
            finally:
                close_old_connections()
            self._stop.wait(self._every)


class Runner:
    """Two threads: one compares the clock and beats, the other does what is due.

    A round of jobs may take longer than the silence that counts as an outage; whether this
    process reaches the database is told beside it. A beat says that pupils can be served: only a
    process that is there for them beats, and none that is does the jobs.
    """

    def __init__(
        self,
        jobs: Sequence[Job] = JOBS,
        tidy_every: float = TIDY_SECONDS,
        purpose: Purpose = Purpose.EVERYTHING,
    ) -> None:
        self._jobs, self._purpose = jobs, purpose
        self._tidy_every, self._tidied_at = tidy_every, time.monotonic()
        self._beat_at, self._first_beat = time.monotonic(), threading.Event()
        self._loops = (Loop("beats", self.beat), Loop("jobs", self.round))
        metrics.watch_beats(lambda: self.silence, lambda: clock.clock.steady)

    @property
    def is_alive(self) -> bool:
        """Whether both threads are there; while the database is away they are, too."""
        return all(loop.is_alive for loop in self._loops)

    @property
    def silence(self) -> float:
        """Seconds since this process last reached the database."""
        return time.monotonic() - self._beat_at

    def start(self) -> None:
        """Begin, unless the threads run already."""
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """Let what is under way end, then stop."""
        for loop in self._loops:
            loop.stop()

    def beat(self) -> None:
        """Compare the clock with the database's, and say by that one that pupils can be served."""
        began = time.monotonic()
        at = clock.database_now()
        clock.clock.compare(at)
        if self._purpose.serves_pupils:
            self._tell(at)
        self._beat_at = began
        self._first_beat.set()
        metrics.outage_unsettled(Outage.objects.filter(settled_at__isnull=True).exists())
        crowd.hear()
        rooms.look()

    def _tell(self, at: datetime) -> None:
        """The own stopwatch tells a gap from a clock that was set."""
        silence = timedelta(seconds=self.silence) if self._first_beat.is_set() else None
        ago = pupil_api.guesses.seconds_since_full
        scanned_at = None if ago is None else at - timedelta(seconds=ago)
        beat(PROCESS, at=at, silence=silence, scanned_at=scanned_at, release=release())

    def round(self) -> None:
        """One round. A job that fails is logged and tried again in the next one.

        Before the first beat nothing is due: the clock has not been compared.
        """
        self._tidy()
        on_duty = False
        try:
            on_duty = self._may_begin() and take_duty(stands_in=self._purpose.stands_in)
        finally:
            metrics.on_duty(on_duty)
        for job in self._jobs if on_duty else ():
            self._do(job)

    def _may_begin(self) -> bool:
        return self._purpose.takes_duty and self._first_beat.wait(FIRST_BEAT_SECONDS)

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at >= self._tidy_every:
            gc.collect()
            give_back()
            self._tidied_at = time.monotonic()

    def _do(self, job: Job) -> None:
        name = getattr(job, "__name__", str(job))
        try:
            with metrics.job(name):
                job(at=clock.now())
        except Exception:
            log.exception("%s failed", name)


runner = Runner(purpose=settings.PURPOSE)
