"""The machine itself: its clock, and whether it is large enough for those who are entered."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from competition.readiness.lines import ServerLine, as_size
from competition.readiness.queries.ahead import pupils_entered
from competition.rules.server_limits import (
    bytes_light,
    clock_light,
    cores_light,
    need_of,
)
from schools.clock import database_now


def clock(at: datetime) -> ServerLine:
    """This machine's clock beside the database's."""
    off = datetime.now(UTC) - database_now()
    return ServerLine(
        clock_light(off),
        _("This machine's clock and the database's differ by %(seconds)s s."),
        _("Let both machines set their clocks by the net (chrony, timedatectl), then restart."),
        {"seconds": f"{abs(off.total_seconds()):.1f}"},
    )


def processor(at: datetime) -> ServerLine:
    """Cores for a fifth of the entered pupils at once."""
    pupils, cores = pupils_entered(at), len(os.sched_getaffinity(0))
    need = need_of(pupils).cores
    return ServerLine(
        cores_light(need, cores),
        _("Pupils entered: %(pupils)d. Cores they will keep busy: %(need)s, cores here: %(have)d."),
        _("Add cores, or workers on another machine; docs/performance.md has the figures."),
        {"pupils": pupils, "need": f"{need:.1f}", "have": cores},
    )


def memory(at: datetime) -> ServerLine:
    """Memory of the machine, everything on one."""
    have = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    need = need_of(pupils_entered(at)).memory
    return ServerLine(
        bytes_light(need, have),
        _("Memory here: %(have)s, advised for those who are entered: %(need)s."),
        _("Give the machine more memory."),
        {"have": as_size(have), "need": as_size(need)},
    )


def disk(at: datetime) -> ServerLine:
    """Room where the data lie; of another machine's disk nothing is known here."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    have, need = shutil.disk_usage(settings.DATA_DIR).free, need_of(pupils_entered(at)).disk
    return ServerLine(
        bytes_light(need, have),
        _("Free on the disk of DATA_DIR: %(have)s, advised: %(need)s."),
        _("Make room: old backups and logs first. See the database's own disk, too."),
        {"have": as_size(have), "need": as_size(need)},
    )
