"""What a correction leaves to a draw stays with whoever has it, until the draw decides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result
from leaderboard.awards.actions.making_draws import draw
from leaderboard.diplomas.actions.issuing import issue
from leaderboard.diplomas.queries.diploma_claims import claims_in
from leaderboard.exports.award_sheets import award_sheets
from leaderboard.models import (
    Award,
    AwardTerms,
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
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from schools.models import Country, School
from tests.leaderboard.sealed import KNOWN, award, seal_now
from tests.leaderboard.winners.conftest import teacher_of, tell_now, winner_now
from tests.leaderboard.winners.test_telling import at_hour, send

WHY = "Question 3 counts for nobody."
NAME = "Lamija Hodžić"
UNTIL = "a draw that is still to be made decides about this. Until then whoever has the award"


TAGS = re.compile(r'<span class="tag">([^<]*)</span>')
PASSES_ON = ("passes on to the next pupil", "passes on at once", "Pass it on")


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
    draw(seal.edition, number=number, again=number, substitute=False, by=by, at=at)
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


def loses(seal: Seal, attempt: int, by: User) -> str:
    """A number by which this one has no award of the corrected list."""
    for number in map(str, range(1, 50)):
        with transaction.atomic():
            drawn(seal, by, number)
            has = Award.objects.filter(seal=seal, attempt=attempt).exists()
            transaction.set_rollback(True)
        if not has:
            return number
    raise AssertionError


def test_who_loses_it_by_the_draw_is_told_then(
    graded: Edition, first: User, superuser: User
) -> None:
    award(graded, "rank", amount=2, share=False, country_id="HR")
    told(graded, first, superuser)
    send()
    second = Winner.objects.select_related("award").get(place=2)
    confirm_winner(second, by=superuser, at=clock.now())
    seal = second_and_third_equal(first, superuser)
    assert send() == []
    drawn(seal, first, loses(seal, second.award.attempt_id, first))
    second.refresh_from_db()
    assert (second.passed_on_why, second.corrected_by) == ("corrected", seal)
    send(at_hour(12, days=1))
    letters = [" ".join(one.body.split()) for one in mail.outbox]
    (lost,) = [body for body in letters if WHY in body]
    assert "place 2. The pupil does not have this award any more." in lost
    assert Winner.objects.filter(award__seal=seal, passed_on_at=None).count() == 2


def stepped_in(edition: Edition, first: User, superuser: User) -> tuple[Winner, Winner]:
    """The best abroad did not want the award; the first of two reserves has it and is confirmed."""
    award(edition, "rank", amount=1, reserves=2, country_id="HR")
    told(edition, first, superuser)
    send()
    gone = winner_now()
    decline_winner(gone, reason="pupil", at=clock.now())
    confirm_winner(winner_now(), by=superuser, at=clock.now())
    return gone, winner_now()


def test_who_stepped_in_keeps_the_place_while_reserves_are_to_be_drawn(
    graded: Edition, first: User, superuser: User
) -> None:
    gone, holder = stepped_in(graded, first, superuser)
    seal = second_and_third_equal(first, superuser)
    waits = winner_now()
    assert (waits.pk, waits.place, waits.confirmed_at) == (holder.pk, 1, holder.confirmed_at)
    assert waits.instead_of
    assert waits.instead_of.award.seal == seal
    drawn(seal, first)
    now = winner_now()
    assert (now.award.attempt_id, now.award.seal) == (holder.award.attempt_id, seal)
    assert (now.place, now.confirmed_at) == (1, holder.confirmed_at)
    assert now.instead_of
    assert now.instead_of.award.attempt_id == gone.award.attempt_id
    assert Winner.objects.count() == 2


def test_what_is_not_wanted_meanwhile_passes_on_after_the_draw(
    graded: Edition, first: User, superuser: User
) -> None:
    _gone, holder = stepped_in(graded, first, superuser)
    seal = second_and_third_equal(first, superuser)
    decline_winner(holder, reason="pupil", at=clock.now())
    assert not Winner.objects.filter(passed_on_at=None).exists()
    drawn(seal, first)
    now = winner_now()
    assert now.award.seal == seal
    assert now.instead_of
    assert now.instead_of.award.attempt_id == holder.award.attempt_id


def test_nothing_is_late_before_the_draw(three: Seal, first: User, superuser: User) -> None:
    seal = second_and_third_equal(first, superuser)
    late = at_hour(14, days=15)
    assert pass_on_late(at=late) == 0
    drawn(seal, first)
    assert pass_on_late(at=late) == 3


def test_after_a_late_draw_there_is_still_a_week_to_say_a_word(
    three: Seal, first: User, superuser: User
) -> None:
    seal, at = second_and_third_equal(first, superuser), at_hour(12, days=20)
    draw(seal.edition, number="7 12", again="7 12", substitute=False, by=first, at=at)
    assert pass_on_late(at=at_hour(14, days=21)) == 0
    assert {one.remind_on for one in Winner.objects.all()} == {at_hour(12, days=25).date()}
    assert pass_on_late(at=at_hour(14, days=29)) == 3


def test_of_what_nobody_has_heard_and_is_to_be_drawn_nobody_is_told(
    graded: Edition, first: User, superuser: User
) -> None:
    award(graded, "rank", amount=3, share=False, country_id="HR")
    told(graded, first, superuser)
    seal = second_and_third_equal(first, superuser)
    assert not Winner.objects.exists()
    assert send() == []
    drawn(seal, first)
    assert Winner.objects.filter(award__seal=seal).count() == 3
    assert len(send()) == 1


def test_the_pages_say_what_waits_for_the_draw_and_that_nothing_passes_on_before_it(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    one = Winner.objects.select_related("award").get(place=2)
    own, its = reverse("leaderboard:my_winners"), reverse("leaderboard:winner", args=[one.pk])
    table = reverse("leaderboard:winner_table", args=["2027"])
    seal = second_and_third_equal(first, superuser)
    client.force_login(superuser)
    listed = client.get(table)
    assertContains(listed, UNTIL, count=1)
    assertContains(listed, f"{reverse('leaderboard:awarding', args=['2027'])}#draws")
    for waits in Winner.objects.all():
        assertContains(listed, reverse("leaderboard:winner", args=[waits.pk]))
    assertNotContains(listed, "No award that is called at the ceremony has a winner")
    client.force_login(teacher_of(one))
    assertContains(client.get("/en/staff/"), "The draw is still to be made.")
    for page in (own, its):
        assertContains(client.get(page), UNTIL)
        assertContains(client.get(page), "still being confirmed")
        for untrue in (*PASSES_ON, "to be confirmed by"):
            assertNotContains(client.get(page), untrue)
    act = reverse("leaderboard:act_on_winner", args=[one.pk])
    noted = client.post(act, {"do": "decline", "reason": "pupil", "sure": "on"}, follow=True)
    assertContains(noted, "Noted.")
    assertNotContains(noted, "The award has passed on.")
    drawn(seal, first)
    assertNotContains(client.get(own), UNTIL)
    client.force_login(superuser)
    assertNotContains(client.get(table), UNTIL)


def tags_of(page: str) -> list[str]:
    """Of whoever did not want the award."""
    found = [" ".join(one.split()) for one in TAGS.findall(page)]
    return [one for one in found if "not want" in one]


def test_who_did_not_want_it_before_the_draw_stands_in_the_table_with_it(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    one = Winner.objects.get(place=2)
    table = reverse("leaderboard:winner_table", args=["2027"])
    its = f'href="{reverse("leaderboard:winner", args=[one.pk])}"'
    seal = second_and_third_equal(first, superuser)
    decline_winner(one, reason="pupil", at=clock.now())
    client.force_login(superuser)
    listed = client.get(table)
    assertContains(listed, its, count=1)
    assert tags_of(listed.text) == ["not wanted", "the pupil does not want it"]
    drawn(seal, first)
    assert tags_of(client.get(table).text)[0] == "passed on: not wanted"


def public(edition: Edition) -> None:
    at = clock.now()
    Edition.objects.filter(pk=edition.pk).update(state="published")
    WinnersPlan.objects.update(public_from=at, started_at=at)


def said_of_places(client: Client, superuser: User) -> list[str]:
    """What the page for anybody, the table, diplomas and the workbook say of places to be drawn."""
    found = [client.get("/en/boards/2027/winners/hr/").text]
    client.force_login(superuser)
    pages = ("leaderboard:winner_table", "leaderboard:diplomas")
    found += [client.get(reverse(page, args=["2027"])).text for page in pages]
    edition = Edition.objects.get()
    for name in ("winners", "prizes"):
        rows = award_sheets(edition, School.objects.all(), ["HR"])[name].rows
        found.append("\n".join(str(cell) for row in rows for cell in row))
    client.logout()
    return found


def test_every_list_of_winners_says_how_many_places_are_still_to_be_drawn(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    public(three.edition)
    AwardTerms.objects.update(prizes="Tablet\nBook")
    text = "3 places: known once it is drawn"
    *pages, prizes = said_of_places(client, superuser)
    assert not any(text in page for page in pages)
    assert prizes.count("Book") == 1
    confirmed_and_printed(superuser)
    seal = second_and_third_equal(first, superuser)
    *pages, prizes = said_of_places(client, superuser)
    assert [page.count(text) for page in pages] == [1, 1, 1, 1]
    assert "There are no winners here yet." not in pages[0]
    assert NAME not in pages[0]
    assert prizes.count("Book") == 1
    assert text not in client.get("/en/boards/2027/winners/ba/").text
    drawn(seal, first)
    *pages, _prizes = said_of_places(client, superuser)
    assert not any("once it is drawn" in page for page in pages)


def test_of_a_board_that_shows_no_rows_nobody_reads_how_many(
    three: Seal, first: User, superuser: User, client: Client
) -> None:
    Edition.objects.update(publishing_threshold=1000)
    second_and_third_equal(first, superuser)
    public(three.edition)
    page = client.get("/en/boards/2027/winners/hr/").text
    assert "known once it is drawn" in page
    assert "places: known" not in page
