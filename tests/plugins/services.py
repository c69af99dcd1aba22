"""Gives a test run its PostgreSQL and Redis, and single tests servers of their own to break.

Loaded with `-p` (pyproject.toml): it must come before pytest-django reads the settings.
"""

import atexit
import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.programs import MissingError
from tests import migrated
from tests.kept import FOLDER, seeded_name
from tests.services import SERVERS, PostgresServer, RedisServer, Server, in_memory, watch

# Read by competition.config.environment; one that is set, even to nothing, is left alone.
SHARED: dict[str, Callable[[], Server]] = {
    "DATABASE_URL": lambda: PostgresServer(template=migrated.cluster()),
    "REDIS_URL": RedisServer,
}
PLAIN = {
    "SECRET_KEY": "tests-only-tests-only-tests-only-tests-only-tests-only",
    "DATA_DIR": str(Path(__file__).resolve().parents[2] / ".tools/data"),
    "HTTPS": "0",
    "PUBLIC_ADDRESS": "http://testserver",
}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Name what the settings ask for, and start the servers that the environment does not name.

    xdist's workers inherit the controller's environment, so one server serves them all; each has
    a database of its own. The servers end with this process.
    """
    for variable, value in PLAIN.items():
        os.environ.setdefault(variable, value)
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="quiz-tests-")
        atexit.register(watch(Path(os.environ[FOLDER])).communicate)
        atexit.register(_drop_seeded, os.environ.get("DATABASE_URL", ""))
        if (memory := in_memory()) is not None:
            os.environ.setdefault(SERVERS, str(memory))
    try:
        for variable, server in SHARED.items():
            if variable not in os.environ:
                os.environ[variable] = server().start().url
    except MissingError as missing:
        raise pytest.UsageError(f"{missing}, or run `make dev`") from None
    return (yield)


def _drop_seeded(server: str) -> None:
    """Leave nothing on a server that was there before the run; its own end with it."""
    if server.startswith("postgres"):
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {seeded_name()} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def migrated_postgres() -> Path:
    """The data of a stopped PostgreSQL after all migrations, for others to begin with."""
    return migrated.cluster()


@pytest.fixture
def private_postgres(migrated_postgres: Path) -> Iterator[PostgresServer]:
    """A running PostgreSQL with durable commits that this test may stop, kill and freeze.

    Its database is migrated and empty.
    """
    with PostgresServer(durable=True, template=migrated_postgres) as server:
        yield server


@pytest.fixture
def empty_postgres() -> Iterator[PostgresServer]:
    """Another that has not seen a migration."""
    with PostgresServer(durable=True) as server:
        yield server


@pytest.fixture
def private_redis() -> Iterator[RedisServer]:
    """A running Redis that this test may stop, kill and freeze."""
    with RedisServer() as server:
        yield server
