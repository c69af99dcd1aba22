"""Jobs around the outcome: how each is asked for, and what it has done in the end."""

from __future__ import annotations

from base import clock
from base.models import Job, User
from competition.models import Attempt, Result
from competition.sittings.actions.attempts import void
from leaderboard.appeals.tasks import send_cases
from leaderboard.diplomas.tasks import ask_for_diplomas, make_diplomas
from leaderboard.item_review.tasks import ask_for_figures, work_out_figures
from leaderboard.models import (
    CaseMail,
    DiplomaFile,
    IssuedDiploma,
    ItemReport,
    QuestionRuling,
)
from leaderboard.neutralising.tasks import (
    ask_ruling,
    confirm_and_write,
    work_out_moves,
    write_rescored,
)
from quizbank.models import PaperQuestion
from schools.models import Country
from tests import cast
from tests.flows.job_kind import JobKind, begin_by_itself
from tests.flows.seal_jobs import sealed_in_review
from tests.jobs import do_jobs
from tests.leaderboard import crowd
from tests.leaderboard.sealed import seal_now


def ask_to_measure() -> None:
    edition, first, _second = sealed_in_review()
    ask_for_figures(edition, by=first)


def leave_case() -> None:
    """An attempt that was voided, where it is noon."""
    home = cast.make_country()
    crowd.play(crowd.school(home.regions.get(), "A"), cast.make_edition(home), pupils=1)
    by = cast.make_staff("organizer", country=home)
    void(Attempt.objects.get(), reason="rules", by=by, at=clock.now())
    Country.objects.update(timezone=f"Etc/GMT{clock.now().hour - 12:+d}")
    begin_by_itself(send_cases)


def ask_to_make_diplomas() -> None:
    edition, first, second = sealed_in_review()
    seal_now(edition, first, second)
    home = Country.objects.get()
    by = cast.make_staff("organizer", country=home)
    ask_for_diplomas(edition, home, kind="school", by=by, at=clock.now())


def ask_who_moves() -> tuple[QuestionRuling, User]:
    edition, first, second = sealed_in_review()
    item = PaperQuestion.objects.get(paper=edition.divisions.get().official, number=2)
    ruling = ask_ruling(edition, item, neutral=True, reason="key", by=first, at=clock.now())
    return ruling, second


def ask_to_write_anew() -> None:
    """One question of five counts for nobody."""
    ruling, second = ask_who_moves()
    do_jobs()
    Job.objects.all().delete()
    confirm_and_write(QuestionRuling.objects.get(pk=ruling.pk), by=second, at=clock.now())


OUTCOME = {
    "item_figures": JobKind(
        work_out_figures,
        ask_to_measure,
        ItemReport,
        ItemReport.objects.filter(made_at__isnull=False).count,
        1,
    ),
    "cases": JobKind(
        send_cases,
        leave_case,
        CaseMail,
        CaseMail.objects.filter(sent_at__isnull=False).count,
        1,
    ),
    "diplomas": JobKind(
        make_diplomas,
        ask_to_make_diplomas,
        DiplomaFile,
        lambda: (IssuedDiploma.objects.count(), DiplomaFile.objects.count()),
        (1, 1),
    ),
    "moves": JobKind(
        work_out_moves,
        ask_who_moves,
        QuestionRuling,
        QuestionRuling.objects.filter(looked_at__isnull=False).count,
        1,
    ),
    "rescored": JobKind(
        write_rescored,
        ask_to_write_anew,
        Result,
        lambda: (
            Result.objects.filter(max_score=5).count(),
            QuestionRuling.objects.filter(done_at__isnull=False).count(),
        ),
        (0, 1),
    ),
}
