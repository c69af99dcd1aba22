"""Dumps of databases: where they lie, how one is taken and put back.

Plain SQL by PostgreSQL's own pg_dump and psql, which lie beside the server that tests/services.py
starts: constraints, indexes and sequences come along as the version made them. Rows alone, as
Django's serializers write them, could only be read by the models of today.
"""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

from tests.services import PostgresServer

FOLDER = Path(__file__).resolve().parent
ENDING = ".sql.gz"
# What programs of one release write and those of an earlier one refuse; no data.
OF_ONE_RELEASE = re.compile(rb"^(\\(un)?restrict .*|SET transaction_timeout.*)\n", re.MULTILINE)


def dump_of(version: str) -> Path:
    """Where the dump of a version lies, or shall lie."""
    return FOLDER / f"{version}{ENDING}"


def facts_of(version: str) -> Path:
    """Where it says what has to be found in it."""
    return FOLDER / f"{version}.json"


def oldest() -> str:
    """The earliest version there is a dump of."""
    versions = [path.name.removesuffix(ENDING) for path in FOLDER.glob(f"*{ENDING}")]
    return min(versions, key=lambda version: tuple(map(int, version.split("."))))


def take(server: PostgresServer) -> bytes:
    """A server's database, compressed."""
    command = [
        f"{server.binaries}/pg_dump",
        "--no-owner",
        "--no-privileges",
        f"--dbname={server.url}",
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return gzip.compress(OF_ONE_RELEASE.sub(b"", done.stdout), mtime=0)


def put_back(dump: bytes, server: PostgresServer) -> None:
    """Fill a server's empty database."""
    options = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    command = [f"{server.binaries}/psql", *options, f"--dbname={server.url}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, input=gzip.decompress(dump))
