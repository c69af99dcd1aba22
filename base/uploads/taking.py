"""A file is kept until it is confirmed, and then taken over in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.actions import GivenUp, giving_up
from base.jobs.backend import asked_for_file
from base.jobs.performing import Context, Progress, job_of, progress_of
from base.models import Job, Upload, User
from base.record.actions.record import signed_by
from base.refusal import ChangedMeanwhile, FaultyRows
from base.uploads.kinds import Confirmed, kind_of

# Why a file is not taken over, by what is raised then.
REASONS: dict[type[Exception], Job.Reason] = {
    ValidationError: Job.Reason.UNREADABLE,
    ChangedMeanwhile: Job.Reason.CHANGED,
    FaultyRows: Job.Reason.FAULTY,
}


@transaction.atomic
def keep_upload(
    kind: str, content: bytes, *, name: str, by: User, at: datetime, format_: str = ""
) -> Upload:
    """Keep a file until it is confirmed; earlier ones of the user go."""
    Upload.objects.filter(kind=kind, by=by).idle().delete()
    return Upload.objects.create(
        kind=kind, format=format_, name=name[:200], content=content, by=by, uploaded_at=at
    )


def latest_upload(kind: str, user: User) -> Upload | None:
    """The file of a kind that the user brought and that is not imported yet."""
    unread = Upload.objects.filter(kind=kind, by=user, read_at=None).defer("content")
    return unread.select_related("job").order_by("pk").last()


@transaction.atomic
def ask_to_take_over(upload: Upload, *, seen: str, take: Sequence[str], by: User) -> None:
    """Have a file imported as its preview with the digest ``seen`` promised."""
    wanted = asked_for_file(take_over_upload, upload.content, by=by, subject=str(upload.pk))
    result = wanted.enqueue(upload.pk, seen=seen, take=list(take))
    Upload.objects.filter(pk=upload.pk).update(job_id=result.id)


@task(queue_name="long", takes_context=True)
def take_over_upload(context: Context, upload: int, *, seen: str, take: list[str]) -> None:
    """Import a file for who confirmed it, with the rights they have by now."""
    by = job_of(context).asked_by
    for held in Upload.objects.filter(pk=upload, read_at=None):
        if by is None or not by.is_active or not kind_of(held).may(by):
            raise GivenUp(Job.Reason.RIGHT)
        with giving_up(REASONS):
            take_over(held, Confirmed(seen, take, by, clock.now()), progress_of(context))


def take_over(upload: Upload, confirmed: Confirmed, progress: Progress) -> None:
    """All of what was confirmed, or nothing; one that is imported already stays as it is.

    Raises what ``store`` of the kind does, and ``ChangedMeanwhile`` where it was dropped.
    """
    kind = kind_of(upload)
    # Before anything is locked: on SQLite pupils would wait until the file is read.
    rows = kind.read(upload)
    with transaction.atomic(), signed_by(confirmed.by):
        kept = Upload.objects.select_for_update(no_key=True, of=("self",))
        held = kept.filter(pk=upload.pk).first()
        if held is None:
            raise ChangedMeanwhile
        if held.read_at is not None:
            return
        held.counts = dict(kind.store(rows, held, confirmed, progress))
        held.content, held.read_at = b"", confirmed.at
        held.save(update_fields=["counts", "content", "read_at"])
