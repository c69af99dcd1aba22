"""The quiz day's stage: a real server with the sample edition, and real browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browsers import LAUNCH_ARGS, chromium
from tests.machine import Machine
from tests.services import PostgresServer, RedisServer


@dataclass(frozen=True)
class Day:
    """A running machine, who can log in, and the cards of each class that is ready to play."""

    machine: Machine
    logins: dict[str, str]
    cards: dict[str, dict[str, str]]

    @property
    def url(self) -> str:
        """Where it is."""
        return self.machine.url


@pytest.fixture
def day(
    private_postgres: PostgresServer, private_redis: RedisServer, tmp_path: Path
) -> Iterator[Day]:
    """PostgreSQL, Redis, uvicorn and the sample edition."""
    environment = {"DATABASE_URL": private_postgres.url, "REDIS_URL": private_redis.url}
    with Machine(DEMO="1", DATA_DIR=str(tmp_path), **environment) as machine:
        yield open_day(machine)


@pytest.fixture
def day_on_sqlite(tmp_path: Path) -> Iterator[Day]:
    """What ``make demo`` runs: SQLite, the layer in memory, one Daphne, collected files."""
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/quiz.sqlite3", "REDIS_URL": ""}
    with Machine(server="daphne", DEMO="1", DATA_DIR=str(tmp_path), **environment) as machine:
        machine.run("manage", "collectstatic", "--noinput", "--verbosity", "0")
        yield open_day(machine)


def open_day(machine: Machine) -> Day:
    """Seed and start."""
    machine.run("manage", "migrate", "--verbosity", "0")
    told = machine.run("manage", "seed_demo")
    logins = dict(re.findall(r"(\S+@demo\.invalid)\s+password (\w+)", told))
    cards = {
        block.split()[0]: dict(re.findall(r"\b(\d{1,2}) (\d{4})\b", block.split(":", 1)[1]))
        for block in told.split("Ready to play: class ")[1:]
    }
    return Day(machine.start(), logins, cards)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    running = playwright.chromium.launch(executable_path=str(chromium()), args=LAUNCH_ARGS)
    yield running
    running.close()
