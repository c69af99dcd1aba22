"""Spreadsheets that are made: kept piece by piece, replaced by the next one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import IO

from django.db import transaction
from django.db.models import Q, QuerySet

from base.jobs.actions import UNDER_WAY, hold
from base.models import Job
from leaderboard.models import Export, ExportPiece

# They hold names of teachers and tell of children: nobody needs them for longer.
KEPT_FOR = timedelta(days=30)
PIECE = 256 * 1024


@transaction.atomic
def keep(export: Export, stream: IO[bytes], *, job: Job, at: datetime) -> None:
    """Store the file whatever its size; it takes the place of older ones. Raises ``Overtaken``.

    Not one that somebody deleted meanwhile: a name in it may have been taken back.
    """
    hold(job)
    if not Export.objects.select_for_update(of=("self",)).filter(pk=export.pk).exists():
        return
    export.pieces.all().delete()
    size = stream.tell()
    stream.seek(0)
    number = 0
    while piece := stream.read(PIECE):
        ExportPiece.objects.create(export=export, number=number, body=piece)
        number += 1
    wish = {"edition": export.edition, "user": export.user, "part": export.part}
    Export.objects.filter(**wish, pk__lt=export.pk).delete()
    Export.objects.filter(pk=export.pk).update(finished_at=at, size=size)


def old_exports(at: datetime) -> QuerySet[Export]:
    """What has been here for thirty days, made or not."""
    made = Q(finished_at__lt=at - KEPT_FOR)
    given_up = Q(finished_at__isnull=True, asked_at__lt=at - KEPT_FOR)
    return Export.objects.filter(made | given_up).exclude(job__state__in=UNDER_WAY)
