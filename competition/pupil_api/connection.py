"""The write queue's own connection: the pool never gets it in a hurry, for staff pages to take."""

from __future__ import annotations

import contextlib

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from base import clock


def keep() -> None:
    """Have it ready; to be called before each batch.

    It is opened anew only after an error; on SQLite, closing the last one would checkpoint the
    whole journal after each batch.
    """
    connection.close_at = None
    connection.health_check_enabled = False  # type: ignore[attr-defined]  # missing in the stubs
    close_old_connections()
    if connection.connection is None:
        # Before the first batch of a process: a wrong clock must not decide anything.
        clock.clock.compare(clock.database_now())
        if connection.vendor == "postgresql":
            _hurry()


def _hurry() -> None:
    """Others wait: no lock longer than 150 ms, no statement longer than 3 s."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', '150', false),"
            " set_config('statement_timeout', '3000', false)"
        )


def give_back() -> None:
    """Let the pool have it, as patient as its others; to be called when no more batches come."""
    if connection.connection is not None and connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
                cursor.execute("RESET statement_timeout")
        except (InterfaceError, DatabaseError):
            throw_away()
    connection.close()


def throw_away() -> None:
    """Close the connection for good: the pool must not hand its short timeouts to a staff page."""
    if connection.connection is not None:
        with contextlib.suppress(Exception):
            connection.connection.close()
    connection.close()
