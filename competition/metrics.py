"""What a technician wants to know on the day, as Prometheus metrics of this process.

Everything that happens per request is one or two additions; what is a state is asked for at the
scrape only. Nothing here is ever read to decide something.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

# Seconds; dense around what is promised of an acknowledgement: p99 under 0.1, the knee at 0.5.
REPLY_SECONDS = (
    *(0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5),
    *(0.75, 1.0, 1.5, 2.5, 5.0, 10.0),
)
COMMIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1.0, 3.0, 10.0)
BATCH_ITEMS = (1, 2, 5, 10, 20, 50, 100, 200, 400, 1000)
BOARD_SECONDS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0, 10.0, 30.0)
JOB_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


def _histogram(name: str, told: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(name, told, labels, buckets=buckets, registry=REGISTRY)


def _counter(name: str, told: str, *labels: str) -> Counter:
    return Counter(name, told, labels, registry=REGISTRY)


def _gauge(name: str, told: str, *labels: str) -> Gauge:
    return Gauge(name, told, labels, registry=REGISTRY)


# ---------------------------------------------------------------- the pupil API

_REQUESTS = _counter(
    "quiz_requests", "Requests of pupils that were done: join, start, answers, …", "kind"
)
_HALL = _histogram(
    "quiz_hall_seconds", "From a request's arrival to its reply, if done", REPLY_SECONDS, "kind"
)
_REFUSALS = _counter("quiz_refusals", "Requests that were refused, by error code", "error")
_HIDDEN = _counter(
    "quiz_misses_hidden", "Wrong codes, numbers and PINs told alike, so many of them came"
)
_ACKNOWLEDGED = _counter("quiz_answers_acknowledged", "Answers told to be saved, with repeats")
_CONTRADICTED = _counter(
    "quiz_answers_refused", "Answers that fit no paper or contradict a stored one"
)
_COMMIT = _histogram("quiz_commit_seconds", "Deciding and committing one batch", COMMIT_SECONDS)
_BATCH = _histogram("quiz_batch_items", "Requests in one batch", BATCH_ITEMS)
_DEPTH = _gauge("quiz_lane_depth", "Requests that wait for a batch")
_LOAD = _gauge("quiz_lane_load", "How full the lane is; at 1 it refuses")
_AWAY = _gauge("quiz_database_away", "1 while the lane cannot reach the database")


@cache
def _kind(kind: str) -> tuple[Callable[[], None], Callable[[float], None]]:
    return _REQUESTS.labels(kind).inc, _HALL.labels(kind).observe


@cache
def _refusal(error: str) -> Callable[[], None]:
    return _REFUSALS.labels(error).inc


def answered(kind: str, seconds: float) -> None:
    """A request was done; ``kind`` is its name (join, start, …), ``seconds`` from its arrival."""
    count, observe = _kind(kind)
    count()
    observe(seconds)


def refused(error: str) -> None:
    """A request was refused with one of the error codes of docs/hall.md."""
    _refusal(error)()


def miss_hidden() -> None:
    """A join that was wrong was not told in what."""
    _HIDDEN.inc()


def acknowledged(answers: int, *, contradicted: int = 0) -> None:
    """Answers were told to be saved; others of the same request were refused for good."""
    _ACKNOWLEDGED.inc(answers)
    if contradicted:
        _CONTRADICTED.inc(contradicted)


def committed(items: int, seconds: float) -> None:
    """A batch of so many requests is committed; may be called in the writer thread."""
    _COMMIT.observe(seconds)
    _BATCH.observe(items)


def watch_write_queue(
    *, depth: Callable[[], float], load: Callable[[], float], away: Callable[[], float]
) -> None:
    """Ask a write queue for its state at every scrape; a later one takes its place."""
    _DEPTH.set_function(depth)
    _LOAD.set_function(load)
    _AWAY.set_function(away)


# ---------------------------------------------------------------- pages

_PAGES_WAIT = _gauge("quiz_pages_waiting", "Requests for pages that wait for their turn")
_PAGES_REFUSED = _counter("quiz_pages_refused", "Pages that had no turn in time")


def watch_pages(waiting: Callable[[], float]) -> None:
    """Ask at every scrape how many requests wait for their turn."""
    _PAGES_WAIT.set_function(waiting)


def page_refused() -> None:
    """One had no turn in time."""
    _PAGES_REFUSED.inc()


# ---------------------------------------------------------------- sockets and boards

_SOCKETS = _gauge("quiz_open_sockets", "Browsers that watch, by what they watch", "what")
_BOARD_PUSH = _histogram(
    "quiz_board_push_seconds",
    "From the storing of a board to its handing out to this process's sockets",
    BOARD_SECONDS,
)


def watch_sockets(what: str, count: Callable[[], float]) -> None:
    """Ask at every scrape how many sockets watch boards, or monitors."""
    _SOCKETS.labels(what).set_function(count)


def board_pushed(lag: float) -> None:
    """This process has found a new board and hands it out, so long after it was stored."""
    _BOARD_PUSH.observe(lag)


# ---------------------------------------------------------------- periodic work

_JOBS = _histogram("quiz_job_seconds", "One run of a periodic job", JOB_SECONDS, "job")
_FAILURES = _counter("quiz_job_failures", "Runs of a periodic job that failed", "job")
_BEAT_AGE = _gauge("quiz_last_beat_age_seconds", "Since this process last reached the database")
_PURPOSE = _gauge("quiz_purpose", "1; the label says what this process is for", "purpose")
_DUTY = _gauge("quiz_duty", "1 in the process that does the periodic work")
_WAITING = _gauge(
    "quiz_jobs_waiting", "Background jobs that wait, told where quiz_duty is 1", "queue"
)
_WAITING_AGE = _gauge(
    "quiz_jobs_oldest_age_seconds", "Since the first of those that wait was asked for", "queue"
)
_CLOCK = _gauge("quiz_clock_steady", "0 while this machine's clock and the database's differ")
_OUTAGE = _gauge("quiz_outage_unsettled", "1 while an outage waits for a person's decision")


@contextmanager
def job(name: str) -> Iterator[None]:
    """Measure one run of a periodic job, and count it if it fails."""
    began = time.monotonic()
    with _FAILURES.labels(name).count_exceptions():
        yield
    _JOBS.labels(name).observe(time.monotonic() - began)


def watch_beats(age: Callable[[], float], steady: Callable[[], float]) -> None:
    """Ask at every scrape how long the last beat is past, and whether the clock agrees."""
    _BEAT_AGE.set_function(age)
    _CLOCK.set_function(steady)


def is_for(purpose: str) -> None:
    """What this process is for; said once."""
    _PURPOSE.labels(purpose).set(1)


def on_duty(on: bool) -> None:
    """Whether this process does the periodic work now; if not, it knows nothing of the queues."""
    _DUTY.set(on)
    if not on:
        _WAITING.clear()
        _WAITING_AGE.clear()


def jobs_wait(queue: str, *, count: int, age: float) -> None:
    """So many background jobs wait in a queue, the first of them for so many seconds."""
    _WAITING.labels(queue).set(count)
    _WAITING_AGE.labels(queue).set(age)


def outage_unsettled(waiting: bool) -> None:
    """Whether an outage waits to be settled, as of the last beat."""
    _OUTAGE.set(waiting)


def scrape() -> bytes:
    """Everything in Prometheus's text format."""
    return generate_latest(REGISTRY)
