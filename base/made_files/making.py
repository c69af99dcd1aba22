"""A file that was asked for is made and kept, by a process that does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.tasks import task

from base import clock
from base.jobs.actions import UNDER_WAY, hold
from base.jobs.backend import asked_for
from base.jobs.performing import Context, job_of, progress_of
from base.made_files.kinds import Piece, kind_of
from base.models import Job, MadeFile, MadePiece, User

PIECE = 256 * 1024


@transaction.atomic
def ask_for_file(
    kind: str,
    *,
    about: int,
    part: str = "",
    by: User,
    user: User | None = None,
    area: str = "",
    at: datetime,
) -> MadeFile:
    """Have a file made; one that is under way already is the answer to a second wish."""
    owner = user.pk if user else ""
    wanted = asked_for(make_file, by=by, subject=f"{kind}/{about}/{part}/{owner}")
    wish = {"kind": kind, "about": about, "part": part, "user": user, "area": area, "asked_at": at}
    file, _made = MadeFile.objects.get_or_create(job_id=wanted.enqueue().id, defaults=wish)
    return file


@task(queue_name="long", takes_context=True)
def make_file(context: Context) -> None:
    """Make the one that was asked for with this job, unless somebody deleted it meanwhile."""
    job = job_of(context)
    for file in MadeFile.objects.filter(job=job, finished_at__isnull=True).select_related("user"):
        keep(file, kind_of(file).make(file, job, progress_of(context)), job=job)


def keep(file: MadeFile, pieces: Iterable[Piece], *, job: Job) -> None:
    """Store piece after piece, in place of those of an earlier try; once all are there, the file
    takes the place of older ones. Raises ``Overtaken``.

    Not of one that somebody deleted meanwhile: a name in it may have been taken back.
    """
    count = size = 0
    for body, sheets in pieces:
        with transaction.atomic():
            if not _held(file, job):
                return
            file.pieces.filter(number__gte=count).delete()
            MadePiece.objects.create(file=file, number=count, sheets=sheets, body=body)
        count, size = count + 1, size + len(body)
    with transaction.atomic():
        if not _held(file, job):
            return
        file.pieces.filter(number__gte=count).delete()
        same = MadeFile.objects.filter(kind=file.kind, about=file.about, part=file.part)
        same.filter(user=file.user, pk__lt=file.pk).delete()
        MadeFile.objects.filter(pk=file.pk).update(finished_at=clock.now(), size=size)


def _held(file: MadeFile, job: Job) -> bool:
    """Whether it is there still; nobody deletes it before the transaction ends."""
    hold(job)
    locked = MadeFile.objects.select_for_update(no_key=True, of=("self",))
    return locked.filter(pk=file.pk).first() is not None


def written(write: Callable[[IO[bytes]], object]) -> Iterator[Piece]:
    """The pieces of what ``write`` writes, whatever its size."""
    with TemporaryFile() as stream:
        write(stream)
        stream.seek(0)
        while body := stream.read(PIECE):
            yield body, 0


def forget_files(kind: str, about: int, wanted: Q | None = None) -> None:
    """Delete files of a kind, also those that are being made: they may have read already what has
    to go. Whoever wants one asks for it anew."""
    found = MadeFile.objects.filter(wanted or Q(), kind=kind, about=about).order_by("pk")
    # A file that is being kept at this moment waits for this, or this for it.
    held = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    MadeFile.objects.filter(pk__in=held).delete()


def old_files(kind: str, kept: timedelta) -> Callable[[datetime], QuerySet[MadeFile]]:
    """Of a kind what has been here for so long, made or not."""

    def due(at: datetime) -> QuerySet[MadeFile]:
        files = MadeFile.objects.filter(kind=kind).alias(since=Coalesce("finished_at", "asked_at"))
        return files.filter(since__lt=at - kept).exclude(job__state__in=UNDER_WAY)

    return due
