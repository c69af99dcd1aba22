"""The quiz day's stage: a real server with the sample edition, and real browsers."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests import migrated
from tests.browsers import LAUNCH_ARGS, chromium
from tests.kept import once, seeded_name
from tests.machine import Machine
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


# What the command says of log-ins and cards.
TOLD = "told.txt"
SEED = """
from django.core.management import call_command
call_command("seed_demo")
"""


def seed(database: str, folder: Path, *, migrate: bool) -> str:
    """Fill the database at this address; returns what is told about it."""
    machine = Machine(DEMO="1", DATA_DIR=str(folder), DATABASE_URL=database, REDIS_URL="")
    if migrate:
        machine.run("manage", "migrate", "--verbosity", "0")
    return machine.run("manage", "shell", "--no-imports", "-c", SEED)


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

    def make(folder: Path) -> None:
        ours = migrated.is_there(f"{server}/postgres")
        like = f" TEMPLATE {migrated.TEMPLATE}" if ours else ""
        for text in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}{like}"):
            statement(f"{server}/postgres", text)
        told = seed(f"{server}/{name}", folder, migrate=not ours)
        (folder / TOLD).write_text(told)

    folder = once("seeded", make)
    return Seed(f"{server}/{name}", (folder / TOLD).read_text())


@pytest.fixture(scope="session")
def seeded_file() -> Seed:
    """The sample edition in SQLite, and beside it the collected static files."""

    def make(folder: Path) -> None:
        collect(folder)
        shutil.copy(migrated.file(), folder / "quiz.sqlite3")
        told = seed(f"sqlite:///{folder}/quiz.sqlite3", folder, migrate=False)
        (folder / TOLD).write_text(told)

    folder = once("seeded_file", make)
    return Seed(f"sqlite:///{folder}/quiz.sqlite3", (folder / TOLD).read_text())


@contextmanager
def served(seeded: Seed, redis: RedisServer, folder: Path) -> Iterator[Day]:
    """PostgreSQL, Redis, uvicorn and the sample edition."""
    own = {"DATA_DIR": str(folder), "REDIS_URL": redis.url}
    with (
        database_of(seeded.source.rpartition("/")[2]) as database,
        Machine(DEMO="1", DATABASE_URL=database, **own) as machine,
    ):
        yield open_day(machine, seeded)


@pytest.fixture
def day(seeded: Seed, private_redis: RedisServer, tmp_path: Path) -> Iterator[Day]:
    """A served sample edition that a test may change, kill and break."""
    with served(seeded, private_redis, tmp_path) as day:
        yield day


@pytest.fixture(scope="session")
def days(seeded: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Day]]:
    """Serves another sample edition at each call, until the run ends."""
    with ExitStack() as running:

        def another() -> Day:
            redis = running.enter_context(RedisServer())
            return running.enter_context(served(seeded, redis, tmp_path_factory.mktemp("day")))

        yield another


@pytest.fixture(scope="session")
def last_day() -> list[Day]:
    """The one that the journeys of `make test` in this process share, once it is served."""
    return []


@pytest.fixture
def one_day(days: Callable[[], Day], last_day: list[Day], request: pytest.FixtureRequest) -> Day:
    """One server, on which each has a class of its own; a second try begins on a new one."""
    if not last_day or getattr(request.node, "execution_count", 1) > 1:
        last_day[:] = [days()]
    return last_day[0]


@pytest.fixture(scope="module")
def shared_day(seeded: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """One for all tests of a module, which do not get into each other's way.

    A server that starts takes as much as a short journey: such a module says so by a ``day`` of
    its own that is this one.
    """
    with RedisServer() as redis, served(seeded, redis, tmp_path_factory.mktemp("day")) as day:
        yield day


# Like the one that is ready to play, entered as its teacher would.
MORE_CLASSES = """
from competition.classes.actions import enter_class
from competition.models import Edition
from base import clock
from schools.classes.actions.classes import add_class
from schools.models import SchoolClass
like = SchoolClass.objects.get(label="VII-2", school__country="BA")
for letter in "abcdefgh":
    made = add_class(like.school, label=f"VII-{letter}", grade=like.grade, language=like.language,
        numbers=range(1, 25), teacher=like.teachers.get(), at=clock.now())
    enter_class(made, edition=Edition.objects.get(slug="sample"))
    print(made.label, *(card.pin for card in made.cards.order_by("number")))
"""


@pytest.fixture(scope="module")
def unplayed(shared_day: Day) -> Iterator[str]:
    """Classes of ``teacher-ba``, one after another: a test that plays takes the next."""
    made = shared_day.machine.run("manage", "shell", "--no-imports", "-c", MORE_CLASSES)
    for label, *pins in map(str.split, made.splitlines()):
        shared_day.cards[label] = {f"{number}": pin for number, pin in enumerate(pins, 1)}
    return iter([line.split()[0] for line in made.splitlines()])


@pytest.fixture
def label(unplayed: Iterator[str]) -> str:
    """A class of ``teacher-ba`` that has not played, for this test alone."""
    return next(unplayed)


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


class KeptChromium:
    """One Playwright and one Chromium for all journeys of this process; both take as long to start
    as a short journey.

    Playwright's loop counts as running in this thread as long as it is there, and Django would
    refuse its database to whatever test comes next: in between it is put aside.
    """

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self._loop = asyncio.get_running_loop()
        self._browser: Browser | None = None

    @property
    def browser(self) -> Browser:
        """Debian's Chromium; another one where a test has brought it down."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = self.playwright.chromium.launch(
                executable_path=str(chromium()), args=LAUNCH_ARGS
            )
        return self._browser

    def bring(self) -> None:
        """From now on journeys are made."""
        asyncio._set_running_loop(self._loop)

    def put_aside(self) -> None:
        """From now on other tests run."""
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def kept_chromium() -> Iterator[KeptChromium]:
    """Put aside."""
    with sync_playwright() as running:
        one = KeptChromium(running)
        one.put_aside()
        yield one
        one.bring()


@pytest.fixture(scope="module")
def chromium_at_hand(kept_chromium: KeptChromium) -> Iterator[KeptChromium]:
    """As long as a module."""
    kept_chromium.bring()
    yield kept_chromium
    kept_chromium.put_aside()


@pytest.fixture(scope="module")
def playwright(chromium_at_hand: KeptChromium) -> Playwright:
    return chromium_at_hand.playwright


@pytest.fixture
def browser(chromium_at_hand: KeptChromium) -> Iterator[Browser]:
    """Debian's Chromium, in which nobody has a page open; contexts share nothing."""
    yield chromium_at_hand.browser
    for context in chromium_at_hand.browser.contexts:
        context.close()
