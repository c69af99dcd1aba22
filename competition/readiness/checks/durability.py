"""Whether "saved" on a pupil's screen means on disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from competition.readiness.lines import ServerLine
from competition.rules.server_limits import Light

# What has to stand there; the first value is the one to set.
POSTGRESQL = {
    "fsync": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
    "full_page_writes": ("on",),
}
SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3")}


def durability(at: datetime) -> ServerLine:
    """What the database promises of a commit; as this connection has it."""
    if connection.vendor == "postgresql":
        return judge(_read("SHOW", POSTGRESQL), POSTGRESQL)
    return judge(_read("PRAGMA", SQLITE), SQLITE)


def judge(found: Mapping[str, str], wanted: Mapping[str, tuple[str, ...]]) -> ServerLine:
    """Every setting as it should be, or those that are not, with what to set."""
    wrong = [f"{name} = {found[name]}" for name, good in wanted.items() if found[name] not in good]
    if wrong:
        should = ", ".join(f"{name} = {good[0]}" for name, good in wanted.items())
        return ServerLine(
            Light.RED,
            _("The database may lose what was acknowledged: %(wrong)s."),
            _("Set %(should)s and restart the database."),
            {"wrong": ", ".join(wrong), "should": should},
        )
    stands = ", ".join(f"{name} = {value}" for name, value in found.items())
    return ServerLine(
        Light.GREEN, _("What is acknowledged is on disk (%(stands)s)."), told={"stands": stands}
    )


def _read(how: str, names: Mapping[str, object]) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{how} {name}")
            found[name] = str(cursor.fetchone()[0])
    return found
