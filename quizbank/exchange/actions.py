"""Writes of files of questions: kept until they are imported, imported, noted when they go out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from base.jobs.actions import UNDER_WAY
from base.jobs.performing import Progress
from base.models import User
from base.record.actions.record import record_access, signed_by
from quizbank.bank.actions.reviewing import look_at_key
from quizbank.exceptions import FileGone
from quizbank.exchange.queries import looked_at, read_kept, ticked
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import Rights
from quizbank.formats.catalogue import Format
from quizbank.models import Question, QuestionFile

# Longer than anybody compares a preview, and short enough that nothing lies about.
KEPT = timedelta(hours=12)
Way = QuestionFile.Way


def keep_file(
    content: bytes, *, name: str, format_: Format, by: User, at: datetime
) -> QuestionFile:
    """Keep a file until its import is confirmed; earlier ones of the user go."""
    _waiting().filter(made_by=by).delete()
    return QuestionFile.objects.create(
        way=Way.IN,
        format=format_.name,
        name=name[:200],
        content=content,
        made_at=at,
        made_by=by,
    )


def files_never_confirmed(at: datetime) -> QuerySet[QuestionFile]:
    """Files nobody came back to for half a day."""
    return _waiting().filter(made_at__lt=at - KEPT)


def _waiting() -> QuerySet[QuestionFile]:
    """Neither imported nor being imported."""
    unread = QuestionFile.objects.filter(way=Way.IN, read_at__isnull=True)
    return unread.exclude(job__state__in=UNDER_WAY)


def import_kept(
    held: QuestionFile,
    *,
    rights: Rights,
    seen: str,
    take: Collection[str] = (),
    by: User,
    at: datetime,
    progress: Progress | None = None,
) -> ImportPreview:
    """Import the texts ``take`` names as the preview that saw the bank as ``seen`` promised.

    Questions with a fault are left out; of the others all is stored, or nothing.

    What comes back says whether it was ``stored``. Raises ``FileGone`` when it was imported or
    dropped meanwhile, ``BadFile`` if it cannot be read.
    """
    # Before anything is locked: on SQLite pupils would wait until the file is read.
    rows = read_kept(held)
    with transaction.atomic(), signed_by(by):
        waiting = QuestionFile.objects.select_for_update(no_key=True).filter(read_at__isnull=True)
        kept = waiting.filter(pk=held.pk).first()
        if kept is None:
            raise FileGone
        done = looked_at(
            kept,
            rights=rights,
            store=True,
            by=by,
            seen=seen,
            choose=ticked(take),
            found=rows,
            progress=progress,
        )
        if done.stored:
            kept.counts, kept.content, kept.read_at = done.counts, b"", at
            kept.save(update_fields=["counts", "content", "read_at"])
    return done


def note_export(name: str, *, format_: Format, count: int, by: User, at: datetime) -> QuestionFile:
    """Put on record that somebody takes questions along."""
    made = QuestionFile.objects.create(
        way=Way.OUT,
        format=format_.name,
        name=name,
        counts={"questions": count},
        made_at=at,
        made_by=by,
    )
    record_access(made, by=by, file=name, at=at)
    return made


@transaction.atomic
def give_up_reviews(waiting: Mapping[str, Sequence[str]], *, by: User, at: datetime) -> None:
    """Note of ``{identifier: languages}`` that somebody has the keys before answering."""
    for question in Question.objects.filter(key__in=waiting).order_by("pk"):
        look_at_key(question, waiting[question.key], by=by, at=at)
