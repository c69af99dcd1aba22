"""Whether there is a way back: how old the last backup is, and that it can be read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from competition.models import Stamp
from competition.readiness.lines import ServerLine, as_size
from competition.readiness.queries.ahead import windows_ahead
from competition.readiness.stamps import BACKUP
from competition.rules.server_limits import Light, backup_light

SOON = timedelta(days=2)


def backup(at: datetime) -> ServerLine:
    """By the stamp that ``back_up`` leaves once it has read its own file."""
    last = Stamp.objects.filter(name=BACKUP, done_at__isnull=False).first()
    if last is None or last.done_at is None:
        return ServerLine(
            Light.RED,
            _("No backup was ever made with back_up."),
            _("Run manage.py back_up each night, and try restore on another machine."),
        )
    near = windows_ahead(at).filter(opens_at__lte=at + SOON).exists()
    return ServerLine(
        backup_light(at - last.done_at, near=near),
        _("Last backup: %(day)s UTC, %(size)s, tables that could be read in it: %(tables)d."),
        _("Run manage.py back_up now, and see why the nightly one did not."),
        {
            "day": f"{last.done_at:%Y-%m-%d %H:%M}",
            "size": as_size(last.told["bytes"]),
            "tables": last.told["tables"],
        },
    )
