"""The sample edition, seeded and served alike each time."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.machine import START_SECONDS, Machine
from tests.waiting import until

STEADY = Path(__file__).parent / "steady"
# For so long no table may grow before the first page is asked for.
QUIET_SECONDS = 6


@dataclass(frozen=True)
class Served:
    """Where it is, and one log-in of each kind: ``{role: (e-mail, password)}``."""

    url: str
    logins: dict[str, tuple[str, str]]


@contextmanager
def sample(folder: Path) -> Iterator[Served]:
    """What ``make demo`` runs, its data in this folder, once the periodic work has caught up."""
    file = folder / "quiz.sqlite3"
    settings = {"DATABASE_URL": f"sqlite:///{file}", "REDIS_URL": "", "DATA_DIR": str(folder)}
    # With one key what is signed is the same, and with one seed the order of sets.
    known = {
        "DJANGO_SETTINGS_MODULE": "competition.config.settings",
        "SECRET_KEY": "a crawl signs with what everybody knows",
        "PYTHONPATH": str(STEADY),
        "PYTHONHASHSEED": "0",
    }
    with Machine(server="daphne", DEMO="1", **settings, **known) as machine:
        machine.run("manage", "migrate", "--verbosity", "0")
        told = machine.run("tests.crawl.seeding")
        found = re.findall(r"(\w+) +(\S+@demo\.invalid) +password (\w+)", told)
        machine.start()
        _wait_until_quiet(file)
        logins = {role: (email, word) for role, email, word in reversed(found)}
        yield Served(machine.url, dict(sorted(logins.items())))


def _wait_until_quiet(file: Path) -> None:
    seen, since = _rows(file), time.monotonic()

    def is_quiet() -> bool:
        nonlocal seen, since
        if (now := _rows(file)) != seen:
            seen, since = now, time.monotonic()
        return time.monotonic() - since > QUIET_SECONDS

    assert until(is_quiet, START_SECONDS), "the periodic work does not come to rest"


def _rows(file: Path) -> list[int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        counts = [f'SELECT count(*) FROM "{name}"' for (name,) in tables]
        return [database.execute(count).fetchone()[0] for count in counts]
