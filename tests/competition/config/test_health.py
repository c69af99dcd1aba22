"""What machines ask a process: whether it lives, whether it can serve, and its figures."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.machine import SERVERS, Browser, Machine
from tests.services import PostgresServer
from tests.waiting import until

pytestmark = pytest.mark.later

# of cards: each is played once
NUMBERS = count(1)


@pytest.fixture(scope="module")
def postgres(migrated_postgres: Path) -> Iterator[PostgresServer]:
    """One database for all tests here; each leaves it running."""
    with PostgresServer(template=migrated_postgres) as server:
        yield server


@pytest.fixture(scope="module")
def code(postgres: PostgresServer) -> str:
    """The code of a started sitting in it."""
    machine = Machine(DATABASE_URL=postgres.url, REDIS_URL="")
    return str(machine.stage(cards=3)["code"])


@pytest.fixture(scope="module", params=SERVERS)
def machine(
    request: pytest.FixtureRequest, postgres: PostgresServer, code: str
) -> Iterator[Machine]:
    """A running server of each kind."""
    with Machine(server=request.param, DATABASE_URL=postgres.url, REDIS_URL="") as one:
        yield one.start()


@pytest.fixture
def browser(machine: Machine, code: str) -> Iterator[Browser]:
    """A browser of a pupil who has no other one; it is not in yet."""
    one = Browser(machine.url, code, next(NUMBERS))
    yield one
    one.client.close()


def ask(machine: Machine, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{machine.url}{path}", headers=headers, timeout=30)


def figures(machine: Machine) -> dict[str, float]:
    """``{name with labels: value}``."""
    lines = ask(machine, "/metrics").text.splitlines()
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name: float(value) for name, value in pairs}


def test_a_frozen_database_makes_a_server_unready_and_not_dead(
    machine: Machine, postgres: PostgresServer
) -> None:
    ready = {"ready": True, "missing": []}
    # On a busy machine the first connection may take longer than a look has time.
    assert until(lambda: ask(machine, "/ready").json() == ready)
    with postgres.paused():
        time.sleep(1.1)
        reply = ask(machine, "/ready")
        assert (reply.status_code, reply.json()["missing"]) == (503, ["database"])
        assert ask(machine, "/health").json() == {"alive": True, "purpose": "everything"}
    assert until(lambda: ask(machine, "/ready").status_code == 200)


def test_a_server_is_unready_before_the_migrations(private_postgres: PostgresServer) -> None:
    empty = private_postgres.url.rpartition("/")[0] + "/fresh"
    with psycopg.connect(private_postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE fresh")
    with Machine(DATABASE_URL=empty, REDIS_URL="") as machine:
        assert ask(machine.start(), "/ready").json() == {"ready": False, "missing": ["migrations"]}
        # Beside a running server, as a release does.
        machine.run("manage", "migrate", "--verbosity", "0")
        assert until(lambda: ask(machine, "/ready").status_code == 200)


@pytest.mark.parametrize("path", ["/ready", "/metrics"])
def test_who_comes_through_a_proxy_gets_no_figures(path: str, machine: Machine) -> None:
    assert ask(machine, path, **{"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    assert ask(machine, "/health", **{"X-Forwarded-For": "192.0.2.7"}).status_code == 200


def test_the_figures_count_what_pupils_do(machine: Machine, browser: Browser) -> None:
    browser.come_in()
    assert browser.choose(1, 2) == 200
    assert browser.post("join", {"code": "000000"})[0] == 400
    counted = figures(machine)
    assert counted['quiz_requests_total{kind="join"}'] == 1
    assert counted['quiz_requests_total{kind="start"}'] == 1
    assert counted['quiz_hall_seconds_count{kind="answers"}'] == 1
    assert counted["quiz_answers_acknowledged_total"] == 1
    assert counted['quiz_refusals_total{error="bad_request"}'] == 1
    assert counted["quiz_commit_seconds_count"] >= 3
    assert (counted["quiz_lane_depth"], counted["quiz_database_away"]) == (0, 0)


def test_the_figures_say_who_does_the_periodic_work(
    machine: Machine, postgres: PostgresServer
) -> None:
    assert until(lambda: figures(machine).get("quiz_duty") == 1)
    assert until(lambda: 'quiz_job_seconds_count{job="sweep"}' in figures(machine))
    assert until(lambda: figures(machine)["quiz_last_beat_age_seconds"] < 2)
    assert until(lambda: figures(machine).get('quiz_jobs_waiting{queue="short"}') == 0)
    assert until(lambda: figures(machine)["quiz_clock_steady"] == 1)
    # On a busy machine the pauses of the tests before are long enough to be an outage.
    assert until(lambda: figures(machine)["quiz_outage_unsettled"] == is_unsettled(postgres))


def is_unsettled(postgres: PostgresServer) -> bool:
    """Whether an outage waits for somebody's decision."""
    with psycopg.connect(postgres.url) as connection:
        query = "SELECT count(*) FROM competition_outage WHERE settled_at IS NULL"
        return connection.execute(query).fetchone() != (0,)


def test_no_figure_tells_apart_schools_cards_or_addresses(machine: Machine) -> None:
    labels = set(re.findall(r'(\w+)="', ask(machine, "/metrics").text))
    assert {"le"} <= labels <= {"kind", "error", "what", "job", "le", "purpose", "queue"}
