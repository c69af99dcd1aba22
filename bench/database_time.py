"""How much work a benchmark gives the database, whatever else the machine does meanwhile."""

from __future__ import annotations

from pathlib import Path

from django.db import connection


def database_seconds() -> float:
    """Processor time of the PostgreSQL process behind this connection, to the nanosecond."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
