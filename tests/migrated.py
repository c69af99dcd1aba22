"""Databases after all migrations, which take ten seconds: made anew when what they follow from
changes, and copied by every run of tests until then."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from pathlib import Path

import psycopg

from tests.kept import kept
from tests.machine import ROOT, Machine
from tests.services import PostgresServer, which_postgres

# A database that nobody opens, beside the one that servers start with: others are made from it.
TEMPLATE = "migrated"
# How it is begun, filled and kept.
HERE = (
    "tests/services.py",
    "tests/migrated.py",
    "base/management/commands/migrate.py",
)


@cache
def cluster() -> Path:
    """The data of a stopped PostgreSQL: its own database is migrated and empty."""
    return kept("postgres", made_of(), _make_cluster) / "data"


@cache
def file() -> Path:
    """The same in SQLite."""
    return kept("sqlite", made_of(), _make_file) / "quiz.sqlite3"


def is_there(server: str) -> bool:
    """Whether a server at this address has the template: those that tests have begun do."""
    with psycopg.connect(server) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [TEMPLATE])
        return found.rowcount == 1


@cache
def made_of() -> str:
    """A fingerprint of the migrations, the models, the packages that migrate, which PostgreSQL it
    is, and how a database is made here."""
    found = [ROOT / "requirements.lock", *ROOT.glob("*/migrations/*.py")]
    found += ROOT.glob("*/models/**/*.py")
    found += [ROOT / name for name in ("competition/config/settings.py", *HERE)]
    digest = hashlib.sha256(f"{Path(psycopg.__file__).as_posix()} {which_postgres()}".encode())
    for path in sorted(found):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _make_cluster(folder: Path) -> None:
    with PostgresServer() as server:
        Machine(DATABASE_URL=server.url, REDIS_URL="").run("manage", "migrate", "--verbosity", "0")
        beside = server.url.rpartition("/")[0] + "/template1"
        with psycopg.connect(beside, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE postgres".encode())
        server.stop()
        # With its owner, who is not root.
        subprocess.run(["cp", "-a", server.folder / "data", folder / "data"], check=True)


def _make_file(folder: Path) -> None:
    url = f"sqlite:///{folder}/quiz.sqlite3"
    Machine(DATABASE_URL=url, REDIS_URL="").run("manage", "migrate", "--verbosity", "0")
