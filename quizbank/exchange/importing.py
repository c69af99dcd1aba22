"""A file of questions on its way in: what it would change in the bank, and the import of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base.jobs.performing import Progress
from base.models import Upload, User
from base.refusal import ChangedMeanwhile, FaultyRows
from base.uploads.kinds import SHOWN, Confirmed, UploadKind
from quizbank.exchange.fault_messages import bad_file
from quizbank.exchange.file_rows import FileRows, rows_of
from quizbank.exchange.format_labels import ToldPreview, told
from quizbank.exchange.permissions import importing_desk, rights_of
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import Choose, preview
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.formats.item import BadFile
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions


def format_of(upload: Upload) -> Format:
    """The format it was said to be in."""
    return FORMATS[upload.format]


def check(content: bytes, *, format_: Format, desk: QuestionDesk) -> None:
    """Raise ``ValidationError`` for what cannot be read."""
    with _said():
        preview(format_, content, rights=rights_of(desk))


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except BadFile as problem:
        raise ValidationError(bad_file(problem)) from problem


def _read(upload: Upload) -> FileRows:
    with _said():
        return rows_of(format_of(upload), bytes(upload.content))


def _preview(rows: FileRows, upload: Upload, user: User) -> ToldPreview:
    format_, rights = format_of(upload), rights_of(desk_of_questions(user))
    with _said():
        return told(preview(format_, b"", rights=rights, good_only=True, found=rows), format_)


def _store(
    rows: FileRows, upload: Upload, confirmed: Confirmed, progress: Progress
) -> dict[str, int]:
    """The texts that are ticked; questions with a fault are left out."""
    with _said():
        done = preview(
            format_of(upload),
            b"",
            rights=rights_of(desk_of_questions(confirmed.by)),
            store=True,
            by=confirmed.by,
            seen=confirmed.seen,
            choose=_ticked(confirmed.take),
            good_only=True,
            found=rows,
            progress=progress,
        )
    if not done.stored:
        raise FaultyRows if done.divided else ChangedMeanwhile
    return done.counts


def _ticked(names: Collection[str]) -> Choose:
    """What was ticked, and of the lines that were too many to show what is taken by itself."""

    def choose(found: ImportPreview) -> set[str]:
        rest = {line.name for line in (*found.new[SHOWN:], *found.changed[SHOWN:])}
        return {*names, *(rest & found.taken_by_itself())}

    return choose


def _told(upload: Upload) -> str:
    text = _("Stored. New texts: %(new)d, changed texts: %(changed)d. They are drafts now.")
    said = str(text % upload.counts)
    if faults := upload.counts.get("faults"):
        left = _("What has faults is left out: %(count)d. Mend it and import it by itself.")
        said += " " + left % {"count": faults}
    return said


QUESTIONS = UploadKind[FileRows](
    name="questions",
    template="quizbank/exchange/file_preview.html",
    place="quizbank:question_files",
    may=lambda user: importing_desk(user) is not None,
    read=_read,
    preview=_preview,
    store=_store,
    told=_told,
    is_ticked=True,
)
