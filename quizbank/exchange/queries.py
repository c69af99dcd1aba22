"""Reads for files of questions: what may be asked for, what a kept file would change."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from base.jobs.performing import Progress
from base.models import User
from quizbank.exchange.file_rows import FileRows, rows_of
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import Choose, Rights, preview
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.languages.codes import name_of
from quizbank.models import Question, QuestionFile, QuestionText
from schools.models import DIVISION_CODES

type Choice = tuple[str, str]
REMEMBERED = 8
# Of each list the preview shows so many, and tells how many more there are.
SHOWN = 200


def language_choices(known: list[str]) -> list[Choice]:
    """The product's languages and the variants that texts are stored in, by their own names."""
    stored = QuestionText.objects.order_by("language").values_list("language", flat=True)
    codes = dict.fromkeys([*known, *stored.distinct()])
    return [(code, name_of(code)) for code in codes]


def division_choices() -> list[Choice]:
    """The age groups of the countries' packs, and others of which there are questions."""
    stored = Question.objects.order_by("division_code").values_list("division_code", flat=True)
    codes = dict.fromkeys([*(code for code, _name in DIVISION_CODES), *stored.distinct()])
    return [(code, code.replace("-", "\N{EN DASH}")) for code in codes]


def looked_at(
    held: QuestionFile,
    *,
    rights: Rights,
    store: bool = False,
    by: User | None = None,
    seen: str = "",
    choose: Choose | None = None,
    found: FileRows | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """What a kept file would change in the bank, or what it changed. Raises ``BadFile``.

    ``found`` is what ``read_kept`` gave for it already.
    """
    return preview(
        format_of(held),
        bytes(held.content),
        rights=rights,
        store=store,
        by=by,
        seen=seen,
        choose=choose,
        good_only=True,
        found=found,
        progress=progress,
    )


def read_kept(held: QuestionFile) -> FileRows:
    """What stands in a kept file. Raises ``BadFile``."""
    return rows_of(format_of(held), bytes(held.content))


def format_of(held: QuestionFile) -> Format:
    """The format it was said to be in."""
    return FORMATS[held.format]


def latest_files(user: User) -> QuerySet[QuestionFile]:
    """The files the user exported or imported last."""
    files = QuestionFile.objects.filter(made_by=user).exclude(
        way=QuestionFile.Way.IN, read_at__isnull=True
    )
    return files.defer("content")[:REMEMBERED]


def waiting_file(user: User) -> QuestionFile | None:
    """The file the user brought and that is not imported yet."""
    unread = QuestionFile.objects.filter(
        made_by=user, way=QuestionFile.Way.IN, read_at__isnull=True
    )
    return unread.defer("content").select_related("job").order_by("-pk").first()


def ticked(names: Collection[str]) -> Choose:
    """What was ticked, and of the lines that were too many to show what is taken by itself."""

    def choose(found: ImportPreview) -> set[str]:
        rest = {line.name for line in (*found.new[SHOWN:], *found.changed[SHOWN:])}
        return {*names, *(rest & found.taken_by_itself())}

    return choose
