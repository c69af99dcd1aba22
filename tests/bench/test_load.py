"""The load day in small: six pupils play through, and the ledger finds what is made to differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from bench import ledger
from bench.cluster import Cluster
from bench.plan import class_of
from bench.running import Run, play

pytestmark = pytest.mark.later
PUPILS, EVENTS = 6, 5
COPY = "INSERT INTO competition_{0} ({1}) SELECT {1} FROM competition_{0} WHERE {2}"
ANSWER = "id = (SELECT min(id) FROM competition_answer)"
ATTEMPT = "id = (SELECT min(id) FROM competition_attempt)"
CHANGES = {
    "an answer is gone": (
        [f"DELETE FROM competition_answer WHERE {ANSWER}"],
        {"lost": 1},
    ),
    "an answer says something else": (
        [f"UPDATE competition_answer SET choice = choice % 4 + 1 WHERE {ANSWER}"],
        {"wrong": 1},
    ),
    "an answer is there twice": (
        [
            "ALTER TABLE competition_answer DROP CONSTRAINT answer_once_in_lease",
            COPY.format(
                "answer",
                "attempt_id, lease, seq, question, choice, received_at, browser_ms",
                ANSWER,
            ),
        ],
        {"duplicated": 1},
    ),
    "a card has two attempts": (
        [
            "DROP INDEX one_counting_official_attempt, one_attempt_per_sitting",
            COPY.format(
                "attempt",
                "card_id, entry_id, sitting_id, kind, language, joined_at, ending, lease",
                ATTEMPT,
            ),
        ],
        {"duplicated": 1},
    ),
    "a receipt opens nothing": (
        [f"UPDATE competition_attempt SET receipt = 'other' WHERE {ATTEMPT}"],
        {"lost": 1},
    ),
    "a result is worth more": (
        [
            "UPDATE competition_result SET score = score + 1"
            " WHERE attempt_id = (SELECT min(attempt_id) FROM competition_result)"
        ],
        {"wrong": 1},
    ),
    "a result counts another choice": (
        [
            "UPDATE competition_result SET choices ="
            " translate(left(choices, 1), '0123456789', '1000000000') || substr(choices, 2)"
            " WHERE attempt_id = (SELECT min(attempt_id) FROM competition_result)"
        ],
        {"wrong": 1},
    ),
}


@pytest.fixture(scope="module")
def cluster(migrated_postgres: Path) -> Iterator[Cluster]:
    with Cluster(1, proxy=False, template=migrated_postgres) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def day(cluster: Cluster) -> Run:
    """Six pupils who answer every second, one of them or two after a reload."""
    told = cluster.stage(PUPILS, size=PUPILS)["classes"][0]
    class_ = class_of(told, spread=0.5, starts=1.5, events=EVENTS)
    return play(
        cluster,
        [class_],
        # Nobody waits for it: all are through long before, if the machine is not busy.
        ends=180.0,
        think=0.5,
        confirms=0.2,
        notice=0.5,
        watches=3.0,
        watchers=1.0,
        reloads=0.3,
    )


def test_everybody_is_acknowledged_finishes_and_sees_the_board(day: Run) -> None:
    counts = day.counts
    assert (counts["joined"], counts["started"], counts["finished"]) == (PUPILS,) * 3
    assert counts["boards received"] >= PUPILS
    assert (day.check.acknowledged, day.check.finished) == (PUPILS * EVENTS, PUPILS)
    assert (day.unsent, counts["left over"], counts["broken by an error"]) == (0, 0, 0)
    assert day.check.is_sound, day.check.examples


@pytest.mark.parametrize(("changes", "found"), CHANGES.values(), ids=CHANGES)
def test_the_ledger_finds_what_differs(
    cluster: Cluster, day: Run, changes: list[str], found: dict[str, int]
) -> None:
    with psycopg.connect(cluster.postgres.url) as connection:
        for change in changes:
            connection.execute(change)
        check = ledger.compare(day.told, connection)
        connection.rollback()
    expected = {"lost": 0, "wrong": 0, "duplicated": 0} | found
    assert {name: getattr(check, name) for name in expected} == expected


def test_an_event_that_is_asked_for_again_was_lost(cluster: Cluster, day: Run) -> None:
    told = replace(day.told, missed={next(iter(day.told.events))})
    with psycopg.connect(cluster.postgres.url) as connection:
        assert ledger.compare(told, connection).lost == 1
