"""Jobs that delete what has had its time: how each comes to be due, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import Model

from base import clock
from base.jobs.backend import AnyTask
from base.models import User
from competition.answer_files.tasks import forget_answer_files
from competition.classes.tasks import forget as forget_details
from competition.letters.actions.letter_sending import fill_letters
from competition.letters.tasks import forget_letters
from competition.models import AnswerFile, Edition, EditionStep, Letter, LetterMail
from leaderboard.appeals.tasks import forget_appeals
from leaderboard.diplomas.tasks import forget_diplomas
from leaderboard.exports.tasks import forget_spreadsheets
from leaderboard.models import Appeal, CaseMail, DiplomaBatch, Export
from quizbank.exchange.tasks import forget_question_files
from quizbank.models import Picture, QuestionFile
from quizbank.pictures.tasks import forget_pictures
from schools.models import Card, RegisterUpload
from schools.register.tasks import forget_uploads
from tests import cast
from tests.flows.job_kind import JobKind, begin_by_itself

# Longer than anything is kept.
LONG = timedelta(days=400)


def long_ago() -> datetime:
    return clock.now() - LONG


def begin_letter() -> Letter:
    home = cast.make_country()
    school, at = cast.make_school(home), clock.now()
    for n in range(3):
        cast.make_teacher(school, f"{n}@example.org")
    text = {"bs": {"subject": "a", "body": "b"}}
    return Letter.objects.create(
        edition=cast.make_edition(home),
        country=home,
        kind="free",
        texts=text,
        begun_at=at,
        until=at + timedelta(days=1),
    )


def leave_old_letter() -> None:
    begin_letter()
    fill_letters(at=clock.now())
    LetterMail.objects.update(state="sent")
    Letter.objects.update(begun_at=long_ago(), until=long_ago())


def leave_uploads() -> None:
    User.objects.create_user("nobody@example.org")
    RegisterUpload.objects.create(name="a.csv", content=b"x", uploaded_at=long_ago())


def leave_question_file() -> None:
    by = cast.make_staff("coordinator")
    QuestionFile.objects.create(way="in", format="sheet", made_by=by, made_at=long_ago())


def leave_picture() -> None:
    Picture.objects.create(name="1x1-0.webp", content=b"x", needed_at=long_ago())


def leave_spreadsheet() -> None:
    home = cast.make_country()
    edition, by = cast.make_edition(home), cast.make_staff("organizer", country=home)
    Export.objects.create(
        edition=edition, part=Export.Part.WORKBOOK, user=by, asked_at=long_ago(), language="bs"
    )


def leave_diplomas() -> None:
    home = cast.make_country()
    by = cast.make_staff("organizer", country=home)
    DiplomaBatch.objects.create(
        edition=cast.make_edition(home),
        country=home,
        kind="school",
        asked_by=by,
        asked_at=long_ago(),
    )


def leave_class() -> None:
    """With a name on a card; its edition was published long ago."""
    home = cast.make_country()
    edition, school = cast.make_edition(home), cast.make_school(home)
    teacher = cast.make_teacher(school, "t@example.org")
    mine = cast.make_class(school, teacher, cards=2)
    cast.make_sitting(cast.make_entry(mine, edition))
    Card.objects.filter(number=1).update(name="Ana")
    EditionStep.objects.create(
        edition=edition, before="sealed", after="published", by=teacher, at=long_ago()
    )
    Edition.objects.update(state="published")


def leave_answer_file() -> None:
    leave_class()
    Card.objects.update(name="")
    card = Card.objects.earliest("pk")
    sitting = card.school_class.entries.get().sittings.get()
    AnswerFile.objects.create(
        attempt=cast.make_attempt(card, sitting),
        lease=1,
        number="1",
        digest="x",
        content=b"x",
        uploaded_at=long_ago(),
        uploaded_by=User.objects.earliest("pk"),
        fresh=0,
        known=0,
        over=0,
    )


def leave_appeal() -> None:
    leave_class()
    Card.objects.update(name="")
    entry = Edition.objects.get().entries.get()
    appeal = Appeal.objects.create(
        edition=entry.edition,
        entry=entry,
        sitting=entry.sittings.get(),
        about="question",
        text="Question 4 is wrong.",
        lodged_at=long_ago(),
        decide_by=long_ago(),
    )
    by = User.objects.earliest("pk")
    CaseMail.objects.create(user=by, appeal=appeal, made_at=long_ago(), sent_at=long_ago())


def _kind(
    task: AnyTask, leave: Callable[[], None], table: type[Model], left: Callable[[], object]
) -> JobKind:
    """One of which there is ``left`` nothing in the end."""

    def ask() -> None:
        leave()
        begin_by_itself(task)

    return JobKind(task, ask, table, left, 0)


def _all(table: type[Model]) -> Callable[[], object]:
    return lambda: table._default_manager.count()


def _told_of_appeals() -> int:
    return Appeal.objects.exclude(text="").count() + CaseMail.objects.count()


OLD_THINGS = {
    "old_registers": _kind(forget_uploads, leave_uploads, RegisterUpload, _all(RegisterUpload)),
    "old_questions": _kind(
        forget_question_files, leave_question_file, QuestionFile, _all(QuestionFile)
    ),
    "old_pictures": _kind(forget_pictures, leave_picture, Picture, _all(Picture)),
    "old_spreadsheets": _kind(forget_spreadsheets, leave_spreadsheet, Export, _all(Export)),
    "old_diplomas": _kind(forget_diplomas, leave_diplomas, DiplomaBatch, _all(DiplomaBatch)),
    "old_names": _kind(
        forget_details, leave_class, Card, lambda: Card.objects.exclude(name="").count()
    ),
    "old_answer_files": _kind(
        forget_answer_files,
        leave_answer_file,
        AnswerFile,
        lambda: AnswerFile.objects.exclude(content=b"").count(),
    ),
    "old_appeals": _kind(forget_appeals, leave_appeal, CaseMail, _told_of_appeals),
    "old_letters": _kind(forget_letters, leave_old_letter, LetterMail, _all(LetterMail)),
}

every_old_thing = pytest.mark.parametrize("kind", OLD_THINGS.values(), ids=OLD_THINGS.keys())
