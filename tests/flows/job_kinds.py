"""The kinds of jobs: how each is asked for, what holds it up, and what it has done in the end."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from base import clock
from base.models import User
from base.spreadsheets.uploads import dataset_of
from competition.aliases.actions import aliases_for
from competition.letters import tasks as letters
from competition.letters.actions.letter_sending import fill_letters
from competition.models import Attempt, AwardRule, LetterMail
from leaderboard.awards.tasks import draw_awards
from leaderboard.exports import tasks as exports
from leaderboard.insight.tasks import publish_figures_for_ministry
from leaderboard.models import (
    Award,
    DrawOutcome,
    Export,
    ExportPiece,
    InsightSnapshot,
    Seal,
    Winner,
    WinnerMail,
    WinnersPlan,
)
from leaderboard.seals.tasks import do_seal_work
from leaderboard.winners import tasks as winners
from leaderboard.winners.actions.begun_winners import write_mails
from quizbank.exchange import tasks as exchange
from quizbank.exchange.queries import looked_at
from quizbank.exchange.taking_over import EVERYTHING
from quizbank.models import QuestionFile, QuestionText, Topic, Wording
from schools.models import Card, Country, Region, RegisterUpload, Role, School, TeacherDecision
from schools.register import tasks as register
from schools.register.import_rows import preview_of
from schools.registering import tasks as registering
from schools.registering.queries.waiting_count import HOUR
from tests import cast
from tests.flows.job_kind import JobKind
from tests.flows.old_things import begin_letter
from tests.flows.outcome_jobs import OUTCOME
from tests.flows.seal_jobs import (
    ask_for_correction,
    ask_for_draw,
    ask_for_figures,
    ask_to_lay_before,
    sealed_twice,
    works_done,
)
from tests.leaderboard import crowd

ROWS = 30


def ask_for_workbook() -> None:
    home = cast.make_country()
    edition = cast.make_edition(home)
    organizer = cast.make_staff("organizer", country=home)
    exports.ask(edition, part=Export.Part.WORKBOOK, language="bs", by=organizer, at=clock.now())


def ask_for_import() -> None:
    by = cast.make_staff("organizer", country=cast.make_country())
    head = "register_code,name,place,country,region,pupil_count\n"
    content = (head + "".join(f"A{n},OŠ {n},,BA,BA-1,\n" for n in range(ROWS))).encode()
    upload = RegisterUpload.objects.create(
        name="a.csv", content=content, uploaded_by=by, uploaded_at=clock.now()
    )
    regions, schools = Region.objects.all(), School.objects.all()
    seen = preview_of(dataset_of(content), regions=regions, schools=schools).digest
    register.ask_import(upload, seen=seen, closing=(), by=by)


def ask_for_questions() -> None:
    by = cast.make_staff("coordinator")
    Topic.objects.create(code="PRIV")
    columns = "id,lang,division,topic,difficulty,right,question,answer_a,answer_b,answer_c"
    rows = (
        f"q-{n},en,12-13,PRIV,easy,a,What about number {n}?,Ask them,Run away,Hide it,It helps."
        for n in range(ROWS)
    )
    content = "\n".join([f"{columns},explanation", *rows])
    held = QuestionFile.objects.create(
        way="in",
        format="sheet",
        content=content.encode(),
        made_by=by,
        made_at=clock.now(),
    )
    found = looked_at(held, rights=EVERYTHING)
    exchange.ask_questions(held, seen=found.bank, take=found.taken_by_itself(), by=by)


def leave_organizer_to_tell() -> None:
    """For whom a teacher waits, whose school has no e-mail. Nobody is told before seven in the
    morning: by the hour at which this test runs, not that at which the run began."""
    if timezone.localtime().hour < HOUR:
        pytest.skip("before the morning")
    home = cast.make_country()
    cast.make_teacher(cast.make_school(home), "new@example.org", approved=False)
    cast.make_staff("organizer", country=home)


def leave_unconfirmed() -> None:
    """A registration that nobody confirmed, and one that has time yet."""
    school = cast.make_school(cast.make_country())
    for name, days in (("old", 4), ("new", 1)):
        user = User.objects.create_user(f"{name}@example.org", name=name, is_active=False)
        asked = clock.now() - timedelta(days=days)
        Role.objects.create(user=user, kind=Role.Kind.TEACHER, school=school, asked_at=asked)
        User.objects.filter(pk=user.pk).update(joined_at=asked)


def mails_to(address: str) -> int:
    """How many lie in the folder; each process writes a file of its own."""
    folder = Path(os.environ["EMAIL_URL"].removeprefix("file://"))
    told = (file.read_text(errors="replace") for file in folder.iterdir() if file.is_file())
    return sum(text.count(f"To: {address}") for text in told)


def with_deeds(made: type[Any], upload: str) -> tuple[int, int]:
    deeds = LogEntry.objects.filter(content_type__model=upload)
    return made.objects.count(), deeds.count()


def leave_late_winner() -> Winner:
    """Whom nobody has confirmed, and a reserve of the same class."""
    home = cast.make_country()
    edition, long_ago = cast.make_edition(home), clock.now() - timedelta(days=30)
    school, teacher = crowd.make_school(home.regions.get(), "OŠ Vesna")
    crowd.play(school, edition, pupils=2)
    seal = Seal.objects.create(
        edition=edition, proposed_by=teacher, proposed_at=long_ago, rows=2, confirmed_at=long_ago
    )
    rule = AwardRule.objects.create(edition=edition, kind="rank", amount=1)
    WinnersPlan.objects.create(
        edition=edition, confirm_by=long_ago, names_until=clock.now() + timedelta(days=30)
    )
    won, _reserve = (
        Award.objects.create(
            seal=seal,
            rule=rule,
            key="1",
            division=edition.divisions.get(),
            attempt=attempt,
            ticket=f"{n}",
            place=1 - n,
            reserve=n,
            drawn=False,
        )
        for n, attempt in enumerate(Attempt.objects.order_by("pk"))
    )
    aliases_for(list(Card.objects.values_list("pk", flat=True)), edition=edition)
    return Winner.objects.create(award=won, place=1, told_at=long_ago, confirm_by=long_ago)


def leave_winner_mail() -> None:
    """Where it is noon, about a winner who has time."""
    winner = leave_late_winner()
    Winner.objects.update(confirm_by=clock.now() + timedelta(days=9))
    Country.objects.update(timezone=f"Etc/GMT{clock.now().hour - 12:+d}")
    write_mails([winner], winner.award.seal.edition_id, kind="told", at=clock.now())


def leave_letters() -> None:
    begin_letter()
    fill_letters(at=clock.now())


def leave_decision() -> None:
    teacher = cast.make_teacher(cast.make_school(cast.make_country()), "nova@example.org")
    school = School.objects.get()
    TeacherDecision.objects.create(
        school=school, user=teacher, approved=True, decided_at=clock.now()
    )


KINDS = {
    "spreadsheet": JobKind(
        exports.make_spreadsheet,
        ask_for_workbook,
        ExportPiece,
        lambda: (Export.objects.filter(finished_at__isnull=False).count(), _pieces()),
        (1, [0]),
    ),
    "import": JobKind(
        register.import_register,
        ask_for_import,
        School,
        lambda: with_deeds(School, "registerupload"),
        (ROWS, 1),
    ),
    "questions": JobKind(
        exchange.import_questions,
        ask_for_questions,
        QuestionText,
        lambda: (QuestionText.objects.count(), Wording.objects.count()),
        (ROWS, ROWS),
    ),
    "tell_organizers": JobKind(
        registering.tell,
        leave_organizer_to_tell,
        User,
        lambda: (
            User.objects.filter(looked_for_on__isnull=False).count(),
            mails_to("organizer@example.org"),
        ),
        (1, 1),
    ),
    "unconfirmed": JobKind(
        registering.forget,
        leave_unconfirmed,
        User,
        lambda: User.objects.filter(email__in=["old@example.org", "new@example.org"]).count(),
        1,
    ),
    "decisions": JobKind(
        register.tell_decisions,
        leave_decision,
        TeacherDecision,
        lambda: TeacherDecision.objects.filter(told_at__isnull=False).count(),
        1,
    ),
    "letters": JobKind(
        letters.send_letters,
        leave_letters,
        LetterMail,
        lambda: LetterMail.objects.filter(state="sent").count(),
        3,
    ),
    "winners": JobKind(
        winners.follow_winners,
        leave_late_winner,
        Winner,
        lambda: (Winner.objects.exclude(passed_on_at=None).count(), WinnerMail.objects.count()),
        (1, 1),
    ),
    "winner_mails": JobKind(
        winners.send_mails,
        leave_winner_mail,
        WinnerMail,
        lambda: WinnerMail.objects.filter(state="sent").count(),
        1,
    ),
    "readers": JobKind(letters.fill_letters, begin_letter, LetterMail, LetterMail.objects.count, 3),
    "lay_before": JobKind(
        do_seal_work, ask_to_lay_before, Seal, lambda: (Seal.objects.count(), works_done()), (1, 1)
    ),
    "correction": JobKind(do_seal_work, ask_for_correction, Seal, sealed_twice, (2, 1, 1, 1)),
    "draw": JobKind(
        draw_awards,
        ask_for_draw,
        Award,
        lambda: (DrawOutcome.objects.count(), Award.objects.count(), works_done()),
        (1, 3, 1),
    ),
    "insight": JobKind(
        publish_figures_for_ministry,
        ask_for_figures,
        InsightSnapshot,
        InsightSnapshot.objects.count,
        1,
    ),
    **OUTCOME,
}


def _pieces() -> list[int]:
    return list(ExportPiece.objects.values_list("number", flat=True))


every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
