"""Looks at everything a server has to be ready in; what hangs is cut and said so."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connections
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from competition.readiness.checks.backups import backup
from competition.readiness.checks.coming_editions import editions
from competition.readiness.checks.durability import durability
from competition.readiness.checks.file_keys import file_keys
from competition.readiness.checks.front import certificate, public_address
from competition.readiness.checks.machine import clock, disk, memory, processor
from competition.readiness.checks.mail_server import mail_server
from competition.readiness.checks.processes import beats, duty, releases
from competition.readiness.lines import ServerLine
from competition.rules.server_limits import Light

log = logging.getLogger(__name__)

# For all of them together; one that waits for a network gives up by itself before.
PATIENCE = 10.0
# Each may take a connection of the pool, and pupils' pages want some too.
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class ServerCheck:
    """One thing that is looked at; ``key`` is its name for machines."""

    key: str
    title: str | Promise
    look: Callable[[datetime], ServerLine]


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found."""

    check: ServerCheck
    line: ServerLine

    @property
    def light(self) -> str:
        """How it stands, for templates."""
        return self.line.light.value


CHECKS = (
    ServerCheck("address", _("Public address"), public_address),
    ServerCheck("certificate", _("Certificate"), certificate),
    ServerCheck("processes", _("Processes"), beats),
    ServerCheck("duty", _("Periodic work"), duty),
    ServerCheck("release", _("Release"), releases),
    ServerCheck("durability", _("Database"), durability),
    ServerCheck("backup", _("Backup"), backup),
    ServerCheck("clock", _("Clock"), clock),
    ServerCheck("processor", _("Processor"), processor),
    ServerCheck("memory", _("Memory"), memory),
    ServerCheck("disk", _("Disk"), disk),
    ServerCheck("mail", _("Mail"), mail_server),
    ServerCheck("file_keys", _("Files of answers"), file_keys),
    ServerCheck("editions", _("Editions"), editions),
)


def look(
    *, at: datetime, checks: Sequence[ServerCheck] = CHECKS, patience: float = PATIENCE
) -> list[Looked]:
    """A line for each check, in their order, after ``patience`` seconds at most."""
    places = threading.Semaphore(AT_ONCE)
    begun = [_Look(check, at, places) for check in checks]
    end = time.monotonic() + patience
    return [Looked(one.check, one.wait(end - time.monotonic())) for one in begun]


class _Look:
    """One check in a thread of its own, which nobody waits for when it hangs."""

    def __init__(self, check: ServerCheck, at: datetime, places: threading.Semaphore) -> None:
        self.check, self._at, self._places = check, at, places
        self._line: ServerLine | None = None
        self._thread = threading.Thread(target=self._run, name=f"look-{check.key}", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> ServerLine:
        """What it found, or that it did not come back."""
        self._thread.join(max(seconds, 0))
        if self._line is not None:
            return self._line
        return ServerLine(
            Light.RED,
            _("This did not come back in time and was cut."),
            _("Look again; if it stays so, see the log and what this line needs."),
        )

    def _run(self) -> None:
        with self._places:
            try:
                self._line = self.check.look(self._at)
            except DatabaseError as error:
                log.warning("the look at %s failed: %s", self.check.key, error)
                self._line = _failed(error)
            except Exception as error:
                log.exception("the look at %s failed", self.check.key)
                self._line = _failed(error)
            finally:
                connections.close_all()


def _failed(error: Exception) -> ServerLine:
    return ServerLine(
        Light.RED,
        _("This could not be looked at (%(fault)s)."),
        _("The log says why."),
        {"fault": type(error).__name__},
    )
