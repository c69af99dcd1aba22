"""`make chaos` in small: a class at work, one thing broken, and the ledger against the database."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bench import ledger
from bench.faults.hasty import HastyWorker
from bench.faults.row import Row
from tests.flows.test_failures import (
    at_work,
    confirmed,
    everybody_is_heard,
    made,
    send_the_rest,
    stored,
)
from tests.machine import Browser, Machine
from tests.services import PostgresServer, RedisServer

PUPILS = 6


@pytest.fixture
def machine(private_postgres: PostgresServer, private_redis: RedisServer) -> Iterator[Machine]:
    """A server with everything a centre has, on a database with durable commits."""
    environment = {"DATABASE_URL": private_postgres.url, "REDIS_URL": private_redis.url}
    with Machine(**environment) as one:
        yield one


@pytest.fixture
def browsers(machine: Machine) -> Iterator[list[Browser]]:
    """Six pupils at work."""
    code = machine.stage(PUPILS)["code"]
    machine.start()
    browsers = [Browser(machine.url, code, n) for n in range(1, PUPILS + 1)]
    for browser in browsers:
        browser.come_in()
    yield browsers
    for browser in browsers:
        browser.client.close()


def stop_at_once(postgres: PostgresServer) -> None:
    """SIGQUIT: no checkpoint, every session cut; then it is started again."""
    postgres.kill(signal.SIGQUIT)
    time.sleep(1.5)
    postgres.start()


def stand_still(postgres: PostgresServer) -> None:
    """SIGSTOP: nothing is answered and nothing is closed."""
    with postgres.paused():
        time.sleep(4)


def write_ledger(browsers: Sequence[Browser], path: Path) -> Path:
    """What the class was told, as ``bench.ledger`` reads it."""
    lines = []
    for browser in browsers:
        attempt, lease = browser.credential.partition(":")[0].split(".")
        told = [event for event in browser.made if event[0] in browser.confirmed]
        lines += [f"answer {attempt} {lease} {q[0]} {q[1]} {q[2]} 0.0\n" for q in told]
    path.write_text("".join(lines))
    return path


@pytest.mark.parametrize("trouble", [stop_at_once, stand_still])
def test_what_was_acknowledged_is_there_once_after_trouble_with_postgresql(
    browsers: list[Browser],
    private_postgres: PostgresServer,
    trouble: Callable[[PostgresServer], None],
    tmp_path: Path,
) -> None:
    with at_work(browsers):
        everybody_is_heard(browsers)
        trouble(private_postgres)
        time.sleep(0.7)
    check = ledger.check([write_ledger(browsers, tmp_path / "ledger")], private_postgres.url)
    assert check.acknowledged > 0
    assert check.is_sound
    send_the_rest(browsers)
    assert made(browsers) == confirmed(browsers) == stored(private_postgres.url)


def test_pupils_do_not_notice_that_redis_is_killed_and_comes_back_empty(
    browsers: list[Browser], private_postgres: PostgresServer, private_redis: RedisServer
) -> None:
    with at_work(browsers):
        everybody_is_heard(browsers)
        private_redis.kill()
        everybody_is_heard(browsers)
        private_redis.start()
        everybody_is_heard(browsers)
    send_the_rest(browsers)
    assert made(browsers) == confirmed(browsers) == stored(private_postgres.url)


def test_an_acknowledgement_before_the_commit_is_caught_by_the_ledger(
    machine: Machine, browsers: list[Browser], private_postgres: PostgresServer, tmp_path: Path
) -> None:
    machine.kill()
    with HastyWorker(machine) as hasty:
        hasty.start()
        with at_work(browsers):
            everybody_is_heard(browsers)
            stop_at_once(private_postgres)
        told = write_ledger(browsers, tmp_path / "ledger")
        assert ledger.check([told], private_postgres.url).lost > 0


@pytest.mark.parametrize(
    ("row", "passes"),
    [
        pytest.param(Row("x", 9, 0, 0, wrong=0), True, id="sound"),
        pytest.param(Row("x", 9, 1, 0, wrong=0), False, id="lost"),
        pytest.param(Row("x", 9, 0, 1, wrong=0), False, id="duplicated"),
        pytest.param(Row("x", 9, 0, 0, wrong=1), False, id="wrong"),
        pytest.param(Row("x", 9, 0, 0, wrong=0, objections=("slow",)), False, id="objection"),
        pytest.param(Row("x", 9, 4, 0, wrong=0, must_lose=True), True, id="caught"),
        pytest.param(Row("x", 9, 0, 0, wrong=0, must_lose=True), False, id="not caught"),
    ],
)
def test_a_fault_passes_when_nothing_is_lost_and_the_wrong_server_when_it_is_caught(
    row: Row, passes: bool
) -> None:
    assert row.is_as_it_should is passes
