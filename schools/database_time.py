"""What time it is for the database."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """The database's idea of the time; SQLite has the machine's clock and is asked that way."""
    if connection.vendor == "sqlite":
        return datetime.fromtimestamp(time.time(), tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
        return moment  # type: ignore[no-any-return]  # the driver's type for timestamptz
