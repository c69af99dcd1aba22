"""What breaks, and what must happen: real servers, really broken."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest

from tests.machine import Browser, Machine
from tests.services import PostgresServer, RedisServer
from tests.waiting import until

pytestmark = pytest.mark.later

PUPILS = 8


@pytest.fixture
def machine(private_postgres: PostgresServer) -> Iterator[Machine]:
    """A server on a database of its own, with durable commits."""
    with Machine(DATABASE_URL=private_postgres.url, REDIS_URL="") as one:
        yield one


@pytest.fixture
def stage(machine: Machine) -> dict[str, Any]:
    return machine.stage(PUPILS)


@pytest.fixture
def browsers(machine: Machine, stage: dict[str, Any]) -> Iterator[list[Browser]]:
    """Eight pupils at work."""
    machine.start()
    browsers = [Browser(machine.url, stage["code"], n) for n in range(1, PUPILS + 1)]
    for browser in browsers:
        browser.come_in()
    yield browsers
    for browser in browsers:
        browser.client.close()


def stored(url: str) -> set[tuple[int, int]]:
    """{(card number, seq)} of the answers in the database, which must not hold one twice."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT c.number, n.seq FROM competition_answer n"
            " JOIN competition_attempt a ON a.id = n.attempt_id"
            " JOIN schools_card c ON c.id = a.card_id"
        ).fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


def made(browsers: Sequence[Browser]) -> set[tuple[int, int]]:
    """{(card number, seq)} of everything that was chosen."""
    return {(browser.number, event[0]) for browser in browsers for event in tuple(browser.made)}


def confirmed(browsers: Sequence[Browser]) -> set[tuple[int, int]]:
    """{(card number, seq)} that browsers were told is saved; they may be told more meanwhile."""
    return {(browser.number, seq) for browser in browsers for seq in tuple(browser.confirmed)}


@contextmanager
def at_work(browsers: list[Browser]) -> Iterator[None]:
    """All of them choose all the time, until the end of the block."""
    over = threading.Event()
    with ThreadPoolExecutor(PUPILS) as pool:
        for browser in browsers:
            pool.submit(work, browser, over)
        try:
            yield
        finally:
            over.set()


def work(browser: Browser, over: threading.Event) -> None:
    """Choose something every few milliseconds; while it is refused not so often that the answers
    that wait are more than one request may bring."""
    turn = 0
    while not over.is_set():
        turn += 1
        if browser.choose(turn % 5 + 1, turn % 4 + 1) != 200:
            time.sleep(0.2)


def everybody_is_heard(browsers: Sequence[Browser]) -> None:
    """From now on something more of each of those who work is saved."""
    before = {browser.number: len(browser.confirmed) for browser in browsers}
    assert until(lambda: all(len(one.confirmed) > before[one.number] for one in browsers))


def send_the_rest(browsers: Sequence[Browser], *, within: float = 120) -> None:
    """Everybody sends until everything is confirmed."""
    end = time.monotonic() + within
    for browser in browsers:
        while browser.flush() != 200:
            assert time.monotonic() < end, "answers are still refused"
            time.sleep(0.2)


@pytest.mark.fault
def test_kill_9_loses_nothing_that_was_acknowledged(
    machine: Machine, browsers: list[Browser], private_postgres: PostgresServer
) -> None:
    with at_work(browsers):
        everybody_is_heard(browsers)
        time.sleep(1)
        machine.kill()
        before = confirmed(browsers)
        assert before
        assert before <= stored(private_postgres.url)
        machine.start()
        time.sleep(0.5)
    send_the_rest(browsers)
    assert confirmed(browsers) == made(browsers) == stored(private_postgres.url)


@pytest.mark.fault
def test_answers_wait_for_postgresql_and_count_once_the_gap_is_given_back(
    machine: Machine, browsers: list[Browser], private_postgres: PostgresServer
) -> None:
    first = browsers[0]
    assert first.choose(1, 2) == 200
    with psycopg.connect(private_postgres.url) as connection:
        # What is left of the time runs out while the database is away. When it is back, all of it
        # is there again: enough for a slow machine to hear of what waited.
        connection.execute(
            "UPDATE competition_attempt SET deadline = now() + interval '20 seconds'"
            " WHERE started_at IS NOT NULL"
        )
        connection.execute("UPDATE competition_edition SET grace_seconds = 2")
    private_postgres.kill()
    assert first.choose(2, 3) == 503
    began = time.monotonic()
    assert first.flush() == 503
    assert time.monotonic() - began < 4, "it is refused at once, not after waiting for a connection"
    # After so long the pool's own pauses, which double, would end half a minute later.
    time.sleep(34)
    private_postgres.start()
    began = time.monotonic()
    assert until(lambda: first.flush() == 200)
    assert stored(private_postgres.url) == confirmed(browsers) == {(1, 1), (1, 2)}
    assert until(lambda: outages(private_postgres.url) == 1)
    assert time.monotonic() - began < 20, "the pool tries again soon, however long it was away"
    time.sleep(2)
    assert outcome(private_postgres.url) == [], "the sweeper waits while the gap is open"
    assert machine.run("tests.settle").strip() == str(PUPILS)
    assert first.post("finish", {"made": 2})[0] == 200
    # On a slow machine the seven others have run out of the time they got back by now.
    assert ("23000", 0) in outcome(private_postgres.url)


@pytest.mark.fault
def test_answers_in_flight_on_two_workers_agree_with_the_result_when_the_sitting_is_closed(
    machine: Machine, browsers: list[Browser], private_postgres: PostgresServer
) -> None:
    with Machine(DATABASE_URL=private_postgres.url, REDIS_URL="") as second:
        second.start()
        for browser in browsers[::2]:
            browser.client.close()
            browser.client = httpx.Client(base_url=second.url, timeout=60)
        with at_work(browsers):
            everybody_is_heard(browsers)
            time.sleep(0.5)
            sure = {b.number: choices_of(b, max(b.confirmed, default=0)) for b in browsers}
            machine.run("tests.close")
            time.sleep(0.5)
    assert confirmed(browsers) <= stored(private_postgres.url)
    for number, (counting, result) in counted(private_postgres.url).items():
        assert counting == result
        assert all(result[q - 1] != "0" for q in sure[number])


def choices_of(browser: Browser, top: int) -> dict[int, int]:
    """{question: choice} of what was confirmed up to a moment."""
    return {question: choice for seq, question, choice, _ in browser.made if seq <= top}


def counted(url: str) -> dict[int, tuple[str, str]]:
    """{card number: (last choices before the finish, by plain SQL; the result's choices)}."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT c.number, r.choices, (SELECT string_agg(coalesce((SELECT n.choice::text"
            " FROM competition_answer n WHERE n.attempt_id = a.id AND n.question = q"
            " AND n.received_at < a.finished_at ORDER BY n.lease DESC, n.seq DESC LIMIT 1), '0'),"
            " '' ORDER BY q) FROM generate_series(1, 5) q)"
            " FROM competition_result r JOIN competition_attempt a ON a.id = r.attempt_id"
            " JOIN schools_card c ON c.id = a.card_id"
        ).fetchall()
    assert len(rows) == PUPILS
    return {number: (by_sql, result) for number, result, by_sql in rows}


def outcome(url: str) -> list[tuple[str, int]]:
    """Counting choices and late answers of all results."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT choices, late FROM competition_result").fetchall()


def outages(url: str) -> int:
    """How many outages are on record."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT count(*) FROM competition_outage").fetchone()[0]  # type: ignore[index,no-any-return]


def test_a_finish_does_not_need_the_leaderboard(
    machine: Machine, browsers: list[Browser], private_postgres: PostgresServer
) -> None:
    first = browsers[0]
    with psycopg.connect(private_postgres.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE leaderboard_board RENAME TO gone")
        first.choose(1, 1)
        assert first.post("finish", {"made": 1})[0] == 200
        connection.execute("ALTER TABLE gone RENAME TO leaderboard_board")
        assert until(lambda: published(connection))


def published(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Whether a board has been published since."""
    row = connection.execute("SELECT max(version) FROM leaderboard_board").fetchone()
    return row is not None and bool(row[0])


def test_pupils_do_not_notice_that_redis_is_gone(
    private_postgres: PostgresServer, private_redis: RedisServer
) -> None:
    environment = {"DATABASE_URL": private_postgres.url, "REDIS_URL": private_redis.url}
    with Machine(**environment) as machine:
        stage = machine.stage(2)
        machine.start()
        browser = Browser(machine.url, stage["code"], 1)
        browser.come_in()
        private_redis.kill()
        assert browser.choose(1, 1) == 200
        assert browser.post("finish", {"made": 1})[0] == 200
        browser.client.close()
