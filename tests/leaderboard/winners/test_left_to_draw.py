"""What a correction leaves to a draw stays with whoever has it, until the draw decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result
from leaderboard.awards.actions.making_draws import draw
from leaderboard.diplomas.actions.issuing import issue
from leaderboard.diplomas.queries.diploma_claims import claims_in
from leaderboard.models import (
    Award,
    DrawPlan,
    IssuedDiploma,
    Seal,
    Winner,
    WinnerMail,
    WinnersPlan,
)
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.teachers_word import confirm_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from schools.models import Country
from tests.leaderboard.sealed import KNOWN, award, seal_now
from tests.leaderboard.winners.conftest import tell_now
from tests.leaderboard.winners.test_telling import send

WHY = "Question 3 counts for nobody."
NAME = "Lamija Hodžić"


def has_points(result: int, points: int) -> None:
    Result.objects.filter(pk=result).update(score=points, right=points, wrong=5 - points)


@pytest.fixture
def graded(reviewed: Edition, plan: DrawPlan) -> Edition:
    """Abroad the best four have 5, 4, 3 and 2 points, all others one; a number is named."""
    listed = Result.objects.filter(country="HR").order_by("-score", "pk")
    for n, pk in enumerate(list(listed.values_list("pk", flat=True))):
        has_points(pk, max(5 - n, 1))
    User.objects.update(language="en")
    return reviewed


def told(edition: Edition, first: User, second: User) -> Seal:
    """Sealed, and teachers are told; their mails wait."""
    seal = seal_now(edition, first, second)
    today = timezone.localdate(clock.now())
    dates = WinnersPlan.objects.create(
        edition=Edition.objects.get(),
        confirm_by=today + timedelta(days=14),
        names_until=today + timedelta(days=100),
    )
    tell_now(dates)
    return seal


@pytest.fixture
def three(graded: Edition, first: User, superuser: User) -> Seal:
    """Three places abroad, of three who differ: nothing is drawn. Teachers have their mails."""
    award(graded, "rank", amount=3, share=False, country_id="HR")
    seal = told(graded, first, superuser)
    send()
    return seal


def second_and_third_equal(first: User, second: User) -> Seal:
    """A correction by which they are, as by one that neutralises a question; a card at home is
    taken out with it."""
    has_points(Result.objects.get(country="HR", score=3).pk, 4)
    other = Attempt.objects.filter(result__country="BA").earliest("pk")
    note_attempt(other, kind="void", reason="rules", by=first, at=clock.now())
    laid = lay_correction_before(Edition.objects.get(), why=WHY, by=first, at=clock.now())
    seal = confirm_correction(laid, by=second, at=clock.now())
    tell_what_came_later(at=clock.now())
    return seal


def drawn(seal: Seal, by: User, number: str = "7 12 33") -> None:
    at = clock.now() + KNOWN
    draw(seal.edition, number=number, again=number, by=by, at=at)
    tell_what_came_later(at=at)


def confirmed_and_printed(by: User) -> None:
    """All of them, and the best has a name."""
    at = clock.now()
    for one in Winner.objects.all():
        confirm_winner(one, by=by, at=at)
    best = Winner.objects.get(place=1)
    record_consent(best, on=timezone.localdate(at), words="x", school=False, by=by, at=at)
    enter_name(best, name=NAME, at=at)
    edition = Edition.objects.get()
    claims = claims_in(edition, Country.objects.get(pk="HR"), "winner")
    assert len(issue(edition, claims, by=by, at=at)) == 3


def test_before_the_draw_nobody_loses_anything_and_everybody_reads_who_waits(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    confirmed_and_printed(superuser)
    before = list(Winner.objects.order_by("pk").values())
    seal = second_and_third_equal(first, superuser)
    assert list(Winner.objects.order_by("pk").values()) == before
    assert not IssuedDiploma.objects.filter(revoked_at__isnull=False).exists()
    assert not WinnerMail.objects.filter(kind="corrected").exists()
    assert seal.changes
    (changed,) = seal.changes["awards"]
    tickets = Award.objects.filter(seal=three).values_list("ticket", flat=True)
    assert (changed["lost"], changed["waits"]) == ([], sorted(tickets))
    Edition.objects.update(state="published")
    page = client.get("/en/boards/2027/seal/").text
    assert "Tickets that had it and now wait for a draw:" in page
    assert "Tickets that have it no longer:" not in page


def test_after_the_draw_it_goes_over_and_the_first_place_is_as_it_was(
    three: Seal, first: User, superuser: User
) -> None:
    confirmed_and_printed(superuser)
    best = Winner.objects.select_related("award").get(place=1)
    printed = IssuedDiploma.objects.get(award=best.award)
    attempts = set(Award.objects.filter(seal=three).values_list("attempt", flat=True))
    seal = second_and_third_equal(first, superuser)
    drawn(seal, first)
    standing = Winner.objects.filter(award__seal=seal, confirmed_at__isnull=False)
    assert sorted(standing.values_list("place", flat=True)) == [1, 2, 3]
    assert set(standing.values_list("award__attempt", flat=True)) == attempts
    assert Winner.objects.count() == 3
    now = standing.get(place=1)
    assert now.award.attempt_id == best.award.attempt_id
    assert (now.confirmed_at, now.name) == (best.confirmed_at, NAME)
    printed.refresh_from_db()
    assert (printed.award_id, printed.revoked_at) == (now.pk, None)
    valid = IssuedDiploma.objects.filter(revoked_at=None).select_related("award__winner")
    assert all(one.award and one.place == one.award.winner.place for one in valid)


def public(edition: Edition) -> None:
    at = clock.now()
    Edition.objects.filter(pk=edition.pk).update(state="published")
    WinnersPlan.objects.update(public_from=at, started_at=at)


def test_of_a_board_that_shows_no_rows_nobody_reads_how_many(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    Edition.objects.update(publishing_threshold=1000)
    second_and_third_equal(first, superuser)
    public(three.edition)
    page = client.get("/en/boards/2027/winners/hr/").text
    assert "known once it is drawn" in page
    assert "places: known" not in page
