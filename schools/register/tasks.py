"""In the background: registers are imported."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.actions import OF_A_SHEET, GivenUp, giving_up
from base.jobs.backend import asked_for_file
from base.jobs.performing import Context, job_of, progress_of
from base.models import Job, User
from schools.models import RegisterUpload
from schools.permissions import managed_regions, managed_schools
from schools.register.import_rows import import_upload
from schools.roles import area_of


@transaction.atomic
def ask_import(upload: RegisterUpload, *, seen: str, closing: Collection[int], by: User) -> None:
    """Have a register imported as its preview with the digest ``seen`` promised."""
    wanted = asked_for_file(import_register, upload.content, by=by, subject=str(upload.pk))
    result = wanted.enqueue(upload.pk, seen=seen, closing=sorted(closing))
    RegisterUpload.objects.filter(pk=upload.pk).update(job_id=result.id)


@task(queue_name="long", takes_context=True)
def import_register(context: Context, upload: int, *, seen: str, closing: list[int]) -> None:
    """Import a register for who confirmed it, within the area they have by now."""
    by, at = job_of(context).asked_by, clock.now()
    if by is None or not by.is_active or not area_of(by):
        raise GivenUp(Job.Reason.RIGHT)
    with giving_up(OF_A_SHEET):
        for held in RegisterUpload.objects.filter(pk=upload, read_at__isnull=True):
            import_upload(
                held,
                regions=managed_regions(by),
                schools=managed_schools(by),
                seen=seen,
                closing=closing,
                by=by,
                at=at,
                progress=progress_of(context),
            )
