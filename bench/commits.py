"""The yardstick: how many single-row transactions a second the same PostgreSQL commits."""

from __future__ import annotations

import re
import subprocess

import psycopg

from tests.services import PostgresServer

TABLE = """
    CREATE TABLE bench_row (
        id bigserial PRIMARY KEY, attempt bigint, seq bigint, choice smallint, at timestamptz
    )
"""
INSERT = r"""
\set attempt random(1, 64)
INSERT INTO bench_row (attempt, seq, choice, at) VALUES (:attempt, :client_id, 1, now());
"""


def prepare(server: PostgresServer) -> None:
    """Make the table and the script of ``pgbench``."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(TABLE)
    (server.folder / "insert.sql").write_text(INSERT)


def rate(server: PostgresServer, *, connections: int, seconds: int) -> float:
    """Committed rows a second, one row a transaction, over as many connections."""
    command = [str(server.binaries / "pgbench"), "--no-vacuum", "--protocol=prepared"]
    command += [f"--client={connections}", "--jobs=2", f"--time={seconds}"]
    command += [f"--file={server.folder}/insert.sql", server.url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if found is None:
        raise ValueError(f"pgbench said something new:\n{done.stdout}")
    return float(found[1])
