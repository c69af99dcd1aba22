"""Jobs around a seal: how each is asked for, and what it has done in the end."""

from __future__ import annotations

from datetime import timedelta

from base import clock
from base.jobs.backend import asked_for
from base.jobs.tending import STANDING
from base.models import User
from competition.models import Attempt, Decision, Edition
from leaderboard.awards.actions.seal_works import ask_for
from leaderboard.awards.tasks import draw_awards
from leaderboard.insight.tasks import publish_figures_for_ministry
from leaderboard.models import DrawPlan, Seal, SealWork
from leaderboard.seals.actions.correcting_seals import lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from leaderboard.seals.tasks import do_seal_work
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.sealed import award, seal_now


def sealed_in_review() -> tuple[Edition, User, User]:
    """Four pupils have played; a draw is left to a number of yesterday."""
    home = cast.make_country()
    edition = cast.make_edition(home)
    crowd.play(crowd.school(home.regions.get(), "A"), edition, pupils=4, score=5)
    crowd.end_the_day(edition)
    Edition.objects.update(state="review")
    return Edition.objects.get(), cast.make_staff("coordinator"), cast.make_superuser()


def ask_to_lay_before() -> None:
    edition, first, _second = sealed_in_review()
    wish = SealWork(edition=edition, kind="lay_before", asked_by=first, asked_at=clock.now())
    ask_for(wish, do_seal_work)


def ask_for_correction() -> None:
    """One of four is to be taken out of the count; the second person seals it."""
    edition, first, second = sealed_in_review()
    seal_now(edition, first, second)
    attempt, at = Attempt.objects.earliest("pk"), clock.now()
    note_attempt(attempt, kind="void", reason="rules", by=first, at=at)
    laid = lay_correction_before(edition, why="A wrong card.", by=first, at=at)
    wish = SealWork(edition=edition, kind="confirm", seal=laid, asked_by=second, asked_at=at)
    ask_for(wish, do_seal_work)


def ask_for_figures() -> None:
    """Of a sealed list whose windows are over, as the periodic work asks for them."""
    edition, first, second = sealed_in_review()
    seal_now(edition, first, second)
    asked_for(publish_figures_for_ministry, subject=STANDING).enqueue()


def ask_for_draw() -> None:
    edition, first, second = sealed_in_review()
    award(edition, "draw", amount=1, reserves=2)
    at = clock.now()
    named = {"number": "Round 1", "substitute": "Round 2"}
    comes = {"comes_at": at + timedelta(hours=2), "substitute_at": at + timedelta(hours=3)}
    DrawPlan.objects.create(edition=edition, **named, **comes)
    seal_now(edition, first, second)
    wish = SealWork(edition=edition, kind="draw", number="7", asked_by=first)
    wish.asked_at = at + timedelta(hours=2)
    ask_for(wish, draw_awards)


def sealed_twice() -> tuple[int, int, int, int]:
    """Seals that two people sealed, voided attempts, decisions, wishes that are done."""
    return (
        Seal.objects.filter(confirmed_at__isnull=False).count(),
        Attempt.objects.filter(voided_at__isnull=False).count(),
        Decision.objects.filter(kind="void").count(),
        works_done(),
    )


def works_done() -> int:
    return SealWork.objects.filter(done_at__isnull=False, refused="").count()
