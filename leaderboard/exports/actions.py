"""Spreadsheets are made: asked for by a page, written by a process of their own.

The elected process starts them one at a time. A process that makes one says so in its row every
few seconds; when it falls silent, whoever has the duty by then begins it again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from competition.models import Edition
from leaderboard.exports.permissions import area_key
from leaderboard.models import Export, ExportPiece
from schools.models import User

UNDER_WAY = (Export.State.WAITING, Export.State.RUNNING)
SILENT_AFTER = timedelta(minutes=2)
TRIES = 3
# They hold names of teachers and tell of children: nobody needs them for longer.
KEPT_FOR = timedelta(days=30)
PIECE = 256 * 1024

# Of this process; asked after so that none stays as a shadow.
_children: list[subprocess.Popen[bytes]] = []


def ask(edition: Edition, *, part: str, language: str, by: User, at: datetime) -> Export:
    """Have a spreadsheet made; one that is under way already is the answer to a second wish."""
    wish = {"edition": edition, "user": by, "part": part}
    try:
        with transaction.atomic():
            return Export.objects.create(**wish, language=language, area=area_key(by), asked_at=at)
    except IntegrityError:
        return Export.objects.filter(**wish).latest("pk")


def begin_process(export: Export) -> None:
    """Make it in a process that outlives a worker that is renewed."""
    _children[:] = [child for child in _children if child.poll() is None]
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_export", str(export.pk)]
    _children.append(
        subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    )


def tend_exports(*, at: datetime, begin: Callable[[Export], None] = begin_process) -> int:
    """The periodic job: begin what waits, once more what fell silent, and delete what is old.

    Returns how many began. Two that do it at once begin nothing twice.
    """
    old = Q(finished_at__lt=at - KEPT_FOR)
    rows = list(Export.objects.filter(Q(state__in=UNDER_WAY) | old).order_by("asked_at", "pk"))
    if not rows:
        return 0
    Export.objects.filter(old).delete()
    running = [row for row in rows if row.state == Export.State.RUNNING]
    silent = [row for row in running if row.beat_at and at - row.beat_at > SILENT_AFTER]
    for export in silent:
        _begin_anew(export, at=at)
    if len(running) > len(silent):
        return 0
    waiting = [row for row in rows if row.state == Export.State.WAITING]
    return int(bool(waiting) and _claim(waiting[0], begin, at=at))


def _begin_anew(export: Export, *, at: datetime) -> None:
    held = Export.objects.filter(pk=export.pk, state=Export.State.RUNNING, beat_at=export.beat_at)
    if export.tries >= TRIES:
        held.update(state=Export.State.FAILED, finished_at=at)
    else:
        held.update(state=Export.State.WAITING, rows=0)


def _claim(export: Export, begin: Callable[[Export], None], *, at: datetime) -> bool:
    free = Export.objects.filter(pk=export.pk, state=Export.State.WAITING)
    if not free.update(state=Export.State.RUNNING, beat_at=at, tries=F("tries") + 1, rows=0):
        return False
    begin(export)
    return True


def keep(export: Export, stream: IO[bytes], *, at: datetime) -> None:
    """Store the file piece by piece, whatever its size; it takes the place of older ones."""
    export.pieces.all().delete()
    size = stream.tell()
    stream.seek(0)
    number = 0
    while piece := stream.read(PIECE):
        ExportPiece.objects.create(export=export, number=number, body=piece)
        number += 1
    _replace(export, size=size, at=at)


@transaction.atomic
def _replace(export: Export, *, size: int, at: datetime) -> None:
    """This one is ready; the older ones go."""
    wish = {"edition": export.edition, "user": export.user, "part": export.part}
    Export.objects.filter(**wish, pk__lt=export.pk).delete()
    Export.objects.filter(pk=export.pk).update(state=Export.State.DONE, finished_at=at, size=size)


def expect(export: Export, *, rows: int) -> None:
    """Say how many rows there will be, about."""
    Export.objects.filter(pk=export.pk).update(rows_expected=rows)


def progress(export: Export, *, rows: int, at: datetime) -> None:
    """Say how far it is, and thereby that somebody is at it."""
    Export.objects.filter(pk=export.pk).update(rows=rows, beat_at=at)


def fail(export: Export, *, at: datetime) -> None:
    """Give up; the one before it stays."""
    Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED, finished_at=at)
