"""The kinds of jobs that are held up: how each is asked for, and what it has done in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from base import clock
from base.jobs.backend import AnyTask
from base.made_files.making import make_file
from base.models import MadeFile, MadePiece, OutgoingMail
from base.outbox.tasks import send_mails
from base.uploads.taking import ask_to_take_over, keep_upload, take_over_upload
from leaderboard.exports.actions import ask
from leaderboard.made_files import Part
from schools.models import School, TeacherDecision
from schools.register.decision_mail import tell_teacher
from schools.register.import_rows import REGISTER as REGISTERS
from tests import cast

ROWS = 30


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: it is asked for, waits for a table in the middle, and shows what it did."""

    task: AnyTask
    ask: Callable[[], object]
    table: type[Any]
    made: Callable[[], object]
    once: object


def ask_for_workbook() -> None:
    home = cast.make_country()
    edition = cast.make_edition(home)
    organizer = cast.make_staff("organizer", country=home)
    ask(edition, part=Part.WORKBOOK, by=organizer, at=clock.now())


def ask_for_import() -> None:
    by = cast.make_staff("organizer", country=cast.make_country())
    head = "register_code,name,place,country,region,pupil_count\n"
    content = (head + "".join(f"A{n},OŠ {n},,BA,BA-1,\n" for n in range(ROWS))).encode()
    upload = keep_upload(REGISTERS.name, content, name="a.csv", by=by, at=clock.now())
    seen = REGISTERS.preview(REGISTERS.read(upload), upload, by).seen
    ask_to_take_over(upload, seen=seen, take=[], by=by)


def leave_decision() -> None:
    teacher = cast.make_teacher(cast.make_school(cast.make_country()), "nova@example.org")
    school = School.objects.get()
    decision = TeacherDecision.objects.create(
        school=school, user=teacher, approved=True, decided_at=clock.now()
    )
    tell_teacher(decision)


# A short one, and two long ones.
MAILS = JobKind(
    send_mails,
    leave_decision,
    OutgoingMail,
    OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count,
    1,
)
SPREADSHEET = JobKind(
    make_file,
    ask_for_workbook,
    MadePiece,
    lambda: (
        MadeFile.objects.filter(finished_at__isnull=False).count(),
        list(MadePiece.objects.values_list("number", flat=True)),
    ),
    (1, [0]),
)
REGISTER = JobKind(take_over_upload, ask_for_import, School, School.objects.count, ROWS)
