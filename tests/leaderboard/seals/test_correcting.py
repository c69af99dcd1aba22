"""A sealed list is corrected by a second seal: two people, in public, and nobody drawn anew."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import EditionSealed
from competition.models import Attempt, Decision, Edition, EditionStep, Result, Sitting
from competition.setup.actions.steps import SecondPersonNeeded
from competition.sittings.actions.attempts import void
from competition.sittings.actions.sittings import close
from leaderboard.awards.actions.award_terms import SealedAlready, save_plan
from leaderboard.awards.actions.making_draws import draw
from leaderboard.insight.actions import publish_insight
from leaderboard.insight.figure_parts import PARTS
from leaderboard.models import (
    Award,
    DrawOutcome,
    DrawPlan,
    InsightSnapshot,
    Seal,
    SealChange,
    Winner,
)
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.seals.actions import correcting_seals as correcting
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import (
    NotedAlready,
    note_attempt,
    note_question,
    withdraw_change,
)
from leaderboard.seals.actions.sealing import (
    ListChanged,
    NothingProposed,
    NumberKnownAlready,
    confirm,
    propose,
)
from quizbank.models import PaperQuestion
from schools.models import SchoolClass
from tests import cast
from tests.jobs import do_jobs
from tests.leaderboard.sealed import DAY, KNOWN, award, on_the_page, seal_now

DESK = "/en/staff/editions/2027/seal/"
PUBLIC = "/en/boards/2027/seal/"
WHY = "A card was used by somebody who does not go to that school."


@pytest.fixture
def drawn(reviewed: Edition, first: User, superuser: User, plan: DrawPlan) -> Seal:
    """A shared award and a drawn one with a reserve; sealed, drawn and published."""
    award(reviewed, "threshold", least=80)
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    seal = seal_now(reviewed, first, superuser)
    wish = {"number": "7 12 33", "again": "7 12 33"}
    draw(seal.edition, **wish, by=first, at=clock.now() + KNOWN)
    Edition.objects.update(state="published")
    return seal


def drawn_ones(seal: Seal, *, reserve: int = 0) -> list[Award]:
    rows = Award.objects.filter(seal=seal, rule__kind="draw", country="BA", reserve=reserve)
    return list(rows.order_by("place"))


def taken_out(attempt: Attempt, first: User, second: User) -> Seal:
    note_attempt(attempt, kind="void", reason="rules", by=first, at=clock.now())
    laid = lay_correction_before(attempt.entry.edition, why=WHY, by=first, at=clock.now())
    return confirm_correction(laid, by=second, at=clock.now())


def laid_last() -> Seal:
    return Seal.objects.latest("pk")


def told(one: Award, **more: object) -> Winner:
    dates = {"told_at": clock.now(), "confirm_by": date(2030, 5, 1)}
    return Winner.objects.create(award=one, place=one.place, **dates, **more)


def test_nothing_counts_otherwise_before_another_person_seals_it(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone = drawn_ones(drawn)[0].attempt
    with pytest.raises(EditionSealed):
        void(gone, reason="rules", by=first, at=clock.now())
    note_attempt(gone, kind="void", reason="rules", by=first, at=clock.now())
    laid = lay_correction_before(drawn.edition, why=WHY, by=first, at=clock.now())
    assert (laid.corrects, laid.rows) == (drawn, drawn.rows - 1)
    assert Result.objects.get(attempt=gone).counts
    voids = Decision.objects.filter(kind="void")
    assert (voids.count(), current_seal(drawn.edition)) == (0, drawn)
    with pytest.raises(SecondPersonNeeded):
        confirm_correction(laid, by=first, at=clock.now())
    confirm_correction(laid, by=superuser, at=clock.now())
    assert not Result.objects.get(attempt=gone).counts
    assert voids.get().decided_by == first
    assert current_seal(drawn.edition) == laid
    assert SealChange.objects.get().seal == laid
    assert Edition.objects.get().state == "published"
    assert EditionStep.objects.filter(after="sealed").count() == 1


def test_nobody_is_drawn_anew_and_the_next_one_comes_up(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone, stays = drawn_ones(drawn)
    (reserve,) = drawn_ones(drawn, reserve=1)
    seal = taken_out(gone.attempt, first, superuser)
    assert [one.attempt_id for one in drawn_ones(seal)] == [stays.attempt_id, reserve.attempt_id]
    other = Award.objects.filter(rule__kind="draw", country="HR").order_by("reserve", "place")
    before, after = (other.filter(seal=one).values_list("ticket") for one in (drawn, seal))
    assert list(before) == list(after)
    assert DrawOutcome.objects.get(seal=seal).number == DrawOutcome.objects.get(seal=drawn).number
    assert DrawOutcome.objects.get(seal=drawn).body != DrawOutcome.objects.get(seal=seal).body


def test_what_became_of_an_award_goes_over_and_who_lost_it_is_on_record(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone, stays = drawn_ones(drawn)
    (reserve,) = drawn_ones(drawn, reserve=1)
    named = {"consent_at": clock.now(), "name": "Lamija Hodžić"}
    told(gone, **named)
    told(stays, **named)
    taken = told(reserve, instead_of_id=gone.pk)
    seal = taken_out(gone.attempt, first, superuser)
    lost = Winner.objects.get(award=gone)
    assert (lost.passed_on_why, lost.name) == ("corrected", "")
    kept = Winner.objects.get(award__seal=seal, award__attempt=stays.attempt)
    assert (kept.name, kept.place, kept.passed_on_at) == ("Lamija Hodžić", 1, None)
    moved = Winner.objects.get(award__seal=seal, award__attempt=reserve.attempt)
    assert (moved.place, moved.instead_of, moved.told_at) == (2, None, taken.told_at)
    assert Winner.objects.count() == 3


def test_earlier_seals_stay_and_everybody_reads_what_changed_and_why(
    client: Client, drawn: Seal, first: User, superuser: User, tmp_path: Path
) -> None:
    gone = drawn_ones(drawn)[0]
    seal = taken_out(gone.attempt, first, superuser)
    page = client.get(PUBLIC).text
    assert WHY in page
    assert all(text in page for text in (drawn.sha256, seal.sha256, drawn.awards_sha256))
    assert "Cards taken out of the count: 1." in page
    assert page.count(gone.ticket) == 2, "the diploma and the draw"
    assert client.get(f"{PUBLIC}1/list.csv").text == drawn.body
    assert (
        client.get(f"{PUBLIC}2/list.csv").text == seal.body == client.get(f"{PUBLIC}list.csv").text
    )
    assert client.get(f"{PUBLIC}3/list.csv").status_code == 404
    document = json.loads(client.get(f"{PUBLIC}2/awards.json").text)
    assert document["corrects"]["seal"] == document["lots"] == drawn.awards_sha256
    repeat = "/en/boards/2027/draw/"
    names = ["repeat_draw.py", "awards.json", "draw.json"]
    for name in names:
        (tmp_path / name).write_bytes(client.get(repeat + name).content)
    command = [sys.executable, "-I", *names]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.count(" as told: ") == 4
    assert "every award went to the same tickets" in client.get(f"{repeat}?repeat=1").text


def test_a_board_that_falls_below_the_threshold_tells_nothing_of_who_left(
    drawn: Seal, first: User, superuser: User
) -> None:
    """Twelve of three schools play abroad: without one of them their board shows no rows."""
    Edition.objects.update(publishing_threshold=12)
    gone = Award.objects.filter(seal=drawn, country="HR").earliest("pk").attempt
    seal = taken_out(gone, first, superuser)
    assert seal.changes
    assert [(one["country"], one["hidden"]) for one in seal.changes["boards"]] == [("HR", True)]
    assert not any(seal.changes["boards"][0][name] for name in ("gone", "came", "below_gone"))
    assert seal.changes["awards"] == []


def test_figures_say_of_which_list_they_are_and_are_replaced_after_a_correction(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    while publish_insight(at=clock.now()):
        pass
    client.force_login(superuser)
    page = f"/en/staff/insight/2027/{next(iter(PARTS))}/?country=BA"
    told = client.get(page).text
    assert "of the list sealed" in told
    assert "The list was corrected" not in told
    seal = taken_out(drawn_ones(drawn)[0].attempt, first, superuser)
    assert set(InsightSnapshot.objects.values_list("seal", flat=True)) == {drawn.pk}
    waits = client.get(page).text
    assert "The list was corrected" in waits
    assert "of the list sealed" in waits
    do_jobs()
    assert set(InsightSnapshot.objects.values_list("seal", flat=True)) == {seal.pk}
    told = client.get(page).text
    assert "of the corrected list, sealed" in told
    assert "The list was corrected" not in told


def test_what_is_noted_after_it_was_laid_before_is_not_sealed(
    drawn: Seal, first: User, superuser: User
) -> None:
    edition = drawn.edition
    one, other = drawn_ones(drawn)
    note_attempt(one.attempt, kind="void", reason="rules", by=first, at=clock.now())
    laid = lay_correction_before(edition, why=WHY, by=first, at=clock.now())
    note_attempt(other.attempt, kind="void", reason="rules", by=first, at=clock.now())
    with pytest.raises(ListChanged):
        confirm_correction(laid, by=superuser, at=clock.now())
    assert Result.objects.get(attempt=one.attempt_id).counts
    lay_correction_before(edition, why=WHY, by=first, at=clock.now())
    with pytest.raises(NothingProposed):
        confirm_correction(laid, by=superuser, at=clock.now())


def test_of_one_card_one_change_waits(drawn: Seal, first: User) -> None:
    attempt, at = drawn_ones(drawn)[0].attempt, clock.now()
    Result.objects.filter(attempt=attempt).update(late=1)
    note_attempt(attempt, kind="void", reason="rules", by=first, at=at)
    with pytest.raises(NotedAlready, match="a card is taken out of the count · against the rules"):
        note_attempt(attempt, kind="accept_late", reason="", by=first, at=at)


def test_what_is_carried_out_is_what_was_laid_before(
    drawn: Seal, first: User, superuser: User
) -> None:
    """Two equals on another board: the list without either of them is the same."""
    edition, at = drawn.edition, clock.now()
    one, other = Attempt.objects.filter(result__score=0).order_by("pk")[:2]
    noted = note_attempt(one, kind="void", reason="rules", by=first, at=at)
    laid = lay_correction_before(edition, why=WHY, by=first, at=at)
    withdraw_change(noted, why="The wrong card.", by=first, at=at)
    note_attempt(other, kind="void", reason="rules", by=first, at=at)
    with pytest.raises(correcting.NotedSince):
        confirm_correction(laid, by=superuser, at=at)
    assert not Attempt.objects.filter(voided_at__isnull=False).exists()


def test_a_number_named_after_the_seal_is_replaced_until_a_seal_is_bound_to_it(
    client: Client, reviewed: Edition, first: User, superuser: User
) -> None:
    """One is the best abroad; without that pupil seven are equal."""
    award(reviewed, "rank", amount=1, share=False, country_id="HR")
    best = Result.objects.filter(country="HR").order_by("-score", "pk")
    Result.objects.filter(pk__in=[one.pk for one in best[1:4]]).update(score=3)
    seal = seal_now(reviewed, first, superuser)
    at = clock.now()
    comes = {"comes_at": at - DAY}
    plan = save_plan(DrawPlan(edition=reviewed, number="Mistyped", **comes))
    assert "Mistyped" not in client.get("/en/boards/2027/draw/").text
    gone = Award.objects.get(seal=seal).attempt
    note_attempt(gone, kind="void", reason="rules", by=first, at=at)
    with pytest.raises(NumberKnownAlready):
        lay_correction_before(reviewed, why=WHY, by=first, at=at)
    plan.number, plan.comes_at = "Round 1", at + KNOWN
    save_plan(plan)
    laid = lay_correction_before(reviewed, why=WHY, by=first, at=at)
    with pytest.raises(NumberKnownAlready):
        confirm_correction(laid, by=superuser, at=at + KNOWN)
    confirm_correction(laid, by=superuser, at=at)
    with pytest.raises(SealedAlready):
        save_plan(plan)


def test_it_needs_a_reason_something_noted_and_a_seal(
    drawn: Seal, first: User, superuser: User
) -> None:
    edition, at = drawn.edition, clock.now()
    with pytest.raises(correcting.NothingNoted):
        lay_correction_before(edition, why=WHY, by=first, at=at)
    note_attempt(drawn_ones(drawn)[0].attempt, kind="void", reason="rules", by=first, at=at)
    with pytest.raises(correcting.NoReasonToCorrect):
        lay_correction_before(edition, why=" ", by=first, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(pk=drawn.pk).update(corrects=drawn.pk, why="")
    Edition.objects.update(state="review")
    with pytest.raises(correcting.NothingToCorrect):
        lay_correction_before(edition, why=WHY, by=first, at=at)


def test_a_question_counts_for_nobody_by_a_correction(
    finished_attempt: Callable[..., Attempt],
    school_class: SchoolClass,
    edition: Edition,
    sitting: Sitting,
    superuser: User,
) -> None:
    item = PaperQuestion.objects.get(paper__kind="official", number=1)
    key = cast.right_choices(item.paper)
    wrong = str(item.key % 4 + 1)
    for card, choice in zip(school_class.cards.all(), (key[0], wrong, "0"), strict=True):
        finished_attempt(card=card, choices=choice + key[1:])
    Edition.objects.filter(pk=edition.pk).update(state="review")
    edition.windows.update(closes_at=clock.now())
    close(sitting, by=sitting.opened_by, at=clock.now())
    first = cast.make_staff("coordinator")
    confirm(propose(edition, by=first, at=clock.now()), by=superuser, at=clock.now(), seen=True)
    note_question(edition, item, neutral=True, reason="key", by=first, at=clock.now())
    before = list(Result.objects.order_by("pk").values())
    laid = lay_correction_before(edition, why=WHY, by=first, at=clock.now())
    assert list(Result.objects.order_by("pk").values()) == before
    assert not PaperQuestion.objects.get(pk=item.pk).neutralised
    seal = confirm_correction(laid, by=superuser, at=clock.now())
    assert set(Result.objects.values_list("score", "max_score")) == {(4, 4)}
    assert seal.changes
    assert seal.changes["questions"] == [{"division": "12-13", "number": 1, "neutral": True}]


def test_the_desk_notes_lays_before_and_seals_a_correction(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    def send(user: User, path: str, **data: str) -> str:
        client.force_login(user)
        said = client.post(DESK + path, data, follow=True).text
        do_jobs()
        return " ".join((said + client.get(DESK).text).split())

    gone = drawn_ones(drawn)[0]
    wish = {"kind": "void", "reason": "rules"}
    assert "No result of this edition has this code" in send(first, "note/", code="x", **wish)
    page = send(first, "note/", code=gone.ticket, **wish)
    assert "a card is taken out of the count · against the rules" in page
    page = send(first, "correct/", why=WHY)
    assert "The correction laid before" in page
    assert "Another person confirms it:" in page
    assert "Cards taken out of the count: 1." in page
    assert page.count("Tickets that have it no longer:") == 2, "the diploma and the draw"
    page = send(superuser, "", act="confirm", note="Seen.", **on_the_page(laid_last()))
    assert LogEntry.objects.filter(changes__icontains="Seen.").exists()
    assert "Under way: the list is sealed" in page
    assert "The sealed list" in page
    assert current_seal(drawn.edition) == Seal.objects.latest("pk") != drawn
