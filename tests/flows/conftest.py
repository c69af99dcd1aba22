"""The quiz day's stage: a real server with the sample edition, and real browsers."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browsers import LAUNCH_ARGS, chromium
from tests.machine import Machine
from tests.once import once, seeded_name
from tests.services import RedisServer


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


@dataclass(frozen=True)
class Seed:
    """A seeded database that is copied for each flow, and what the command told about it."""

    source: str
    told: str


def seed(database: str, folder: Path) -> str:
    """Migrate and fill the database at this address; returns what is told about it."""
    machine = Machine(DEMO="1", DATA_DIR=str(folder), DATABASE_URL=database, REDIS_URL="")
    machine.run("manage", "migrate", "--verbosity", "0")
    return machine.run("manage", "seed_demo")


def collect(folder: Path) -> None:
    """Put the static files there, with hashes in their names."""
    machine = Machine(DATA_DIR=str(folder), DATABASE_URL="sqlite://", REDIS_URL="")
    machine.run("manage", "collectstatic", "--noinput", "--verbosity", "0")


def statement(server: str, text: str) -> None:
    """Make or drop a database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(text.encode())


@contextmanager
def database_of(template: str) -> Iterator[str]:
    """A new database on the run's own server, copied from another; yields its address."""
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = f"flow_{secrets.token_hex(6)}"
    statement(f"{server}/postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
    yield f"{server}/{name}"
    statement(f"{server}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def seeded() -> Seed:
    """The sample edition in PostgreSQL, in a database of the run."""
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = seeded_name()

    def make(folder: Path) -> str:
        for text in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
            statement(f"{server}/postgres", text)
        return seed(f"{server}/{name}", folder)

    _folder, told = once("seeded", make)
    return Seed(f"{server}/{name}", told)


@pytest.fixture(scope="session")
def seeded_file() -> Seed:
    """The sample edition in SQLite, and beside it the collected static files."""

    def make(folder: Path) -> str:
        collect(folder)
        return seed(f"sqlite:///{folder}/quiz.sqlite3", folder)

    folder, told = once("seeded_file", make)
    return Seed(f"sqlite:///{folder}/quiz.sqlite3", told)


@pytest.fixture
def day(seeded: Seed, private_redis: RedisServer, tmp_path: Path) -> Iterator[Day]:
    """PostgreSQL, Redis, uvicorn and the sample edition."""
    with (
        database_of(seeded.source.rpartition("/")[2]) as database,
        Machine(
            DEMO="1", DATA_DIR=str(tmp_path), DATABASE_URL=database, REDIS_URL=private_redis.url
        ) as machine,
    ):
        yield open_day(machine, seeded)


@pytest.fixture
def day_on_sqlite(seeded_file: Seed, tmp_path: Path) -> Iterator[Day]:
    """What ``make demo`` runs: SQLite, the layer in memory, one Daphne, collected files."""
    with machine_on_sqlite(seeded_file, tmp_path) as machine:
        yield open_day(machine, seeded_file)


def machine_on_sqlite(seeded: Seed, folder: Path, **environment: str) -> Machine:
    """A machine with a copy of the seeded file, and with the collected static files."""
    source, file = Path(seeded.source.removeprefix("sqlite:///")), folder / "quiz.sqlite3"
    shutil.copy(source, file)
    shutil.copytree(source.parent / "static", folder / "static", copy_function=os.link)
    settings = {"DATABASE_URL": f"sqlite:///{file}", "REDIS_URL": "", "DATA_DIR": str(folder)}
    return Machine(server="daphne", DEMO="1", **settings, **environment)


def open_day(machine: Machine, seeded: Seed) -> Day:
    """Start on what is seeded."""
    logins = dict(re.findall(r"(\S+@demo\.invalid)\s+password (\w+)", seeded.told))
    cards = {
        block.split()[0]: dict(re.findall(r"\b(\d{1,2}) (\d{4})\b", block.split(":", 1)[1]))
        for block in seeded.told.split("Ready to play: class ")[1:]
    }
    return Day(machine.start(), logins, cards)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """As long as a module: in between Playwright leaves its loop marked as running in this thread,
    and Django refuses its database to whatever test comes next in the process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def running_chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    running = playwright.chromium.launch(executable_path=str(chromium()), args=LAUNCH_ARGS)
    yield running
    running.close()


@pytest.fixture
def browser(running_chromium: Browser) -> Iterator[Browser]:
    """Debian's Chromium, in which nobody has a page open; contexts share nothing."""
    yield running_chromium
    for context in running_chromium.contexts:
        context.close()
