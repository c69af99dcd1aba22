"""A mistake after the seal: two people reopen the list, in public, and it is sealed anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import CompetitionError, EditionSealed
from competition.models import Attempt, Edition, Result
from competition.setup.actions import ReopeningNeedsTwo, take_step
from competition.sittings.actions.attempts import void
from leaderboard.awards.actions import SealedAlready, draw, name_source
from leaderboard.boards.actions import publish_boards
from leaderboard.diplomas.actions import issue
from leaderboard.diplomas.queries import DiplomaClaim, claims_in
from leaderboard.insight.actions import publish_insight
from leaderboard.insight.tables import TABLES
from leaderboard.models import (
    Board,
    Draw,
    InsightSnapshot,
    IssuedDiploma,
    Seal,
    Winner,
    WinnersPlan,
)
from leaderboard.results.queries import current_seal
from leaderboard.seals.actions import (
    NobodyAsks,
    NothingProposed,
    NothingToReopen,
    NotReopenedAnyMore,
    ask_to_reopen,
    confirm,
    propose,
    reopen,
    withdraw_reopening,
)
from schools.models import Country
from tests import cast
from tests.leaderboard.sealed import KNOWN, WHY, award, reopen_now, seal_now, seal_without

DESK = "/en/staff/editions/2027/seal/"
PUBLIC = "/en/boards/2027/seal/"
WISH = {"number": "7 12 33", "again": "7 12 33"}


@pytest.fixture
def drawn(reviewed: Edition, first: User, superuser: User, plan: Draw) -> Seal:
    """A shared award and a drawn one with a reserve; sealed, drawn and published."""
    publish_boards(at=clock.now())
    award(reviewed, "threshold", least=80)
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    seal = seal_now(reviewed, first, superuser)
    draw(seal.edition, **WISH, by=first, at=clock.now() + KNOWN)
    take_step(seal.edition, to="published", by=first, at=clock.now(), seen=True)
    return seal


def drawn_ones(seal: Seal, *, reserve: int = 0) -> list[Winner]:
    """Who has the drawn award at home by the list that holds."""
    rows = Winner.objects.filter(edition=seal.edition, rule__kind="draw", country="BA")
    return list(rows.filter(reserve=reserve, gone_at=None).order_by("place"))


def told(one: Winner, **more: object) -> Winner:
    dates = {"told_at": clock.now(), "confirm_by": date(2030, 5, 1)}
    Winner.objects.filter(pk=one.pk).update(**dates, **more)
    one.refresh_from_db()
    return one


def ask(seal: Seal, by: User) -> Seal:
    return ask_to_reopen(seal.edition, reason="card", why=WHY, by=by, at=clock.now())


def test_one_person_asks_and_another_one_reopens(drawn: Seal, first: User, superuser: User) -> None:
    edition = Edition.objects.get()
    with pytest.raises(NobodyAsks):
        reopen(edition, by=superuser, at=clock.now())
    ask(drawn, first)
    with pytest.raises(ReopeningNeedsTwo):
        reopen(edition, by=first, at=clock.now())
    attempt = drawn_ones(drawn)[0].played
    with pytest.raises(EditionSealed):
        void(attempt, reason="rules", by=first, at=clock.now())
    assert current_seal(edition) == drawn
    reopen(edition, by=superuser, at=clock.now())
    edition.refresh_from_db()
    assert (edition.state, current_seal(edition)) == ("review", None)
    step = edition.steps.latest("pk")
    assert (step.before, step.after, step.by, step.second, step.note) == (
        *("published", "review", superuser, first, WHY),
    )
    void(attempt, reason="rules", by=first, at=clock.now())
    with pytest.raises(NothingToReopen):
        ask(drawn, first)


def test_the_steps_page_does_not_lead_back_alone(drawn: Seal, first: User, client: Client) -> None:
    with pytest.raises(ReopeningNeedsTwo):
        take_step(drawn.edition, to="review", by=first, at=clock.now(), note="x")
    client.force_login(first)
    page = client.get("/en/staff/editions/2027/").text
    assert "Two people reopen it" in page
    assert 'value="review"' not in page


def test_the_database_wants_two_people_and_a_reason(drawn: Seal, first: User) -> None:
    asked = {"reopen_asked_by": first, "reopen_reason": "card", "reopen_why": "Why."}
    mine, at = Seal.objects.filter(pk=drawn.pk), clock.now()
    for wrong in (asked, {**asked, "reopen_reason": "", "reopen_asked_by": drawn.confirmed_by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**wrong, reopened_by=first, reopened_at=at)


def archived(edition: Edition) -> None:
    Edition.objects.update(state="archived")


def deleted(edition: Edition) -> None:
    Seal.objects.filter(edition=edition).update(emptied_at=clock.now())


@pytest.mark.parametrize("make", [archived, deleted])
def test_what_is_archived_or_deleted_is_reopened_no_more(
    make: object, drawn: Seal, first: User, superuser: User, client: Client
) -> None:
    ask(drawn, first)
    assert callable(make)
    make(drawn.edition)
    with pytest.raises(NotReopenedAnyMore):
        ask(drawn, first)
    with pytest.raises(NotReopenedAnyMore):
        reopen(drawn.edition, by=superuser, at=clock.now())
    client.force_login(first)
    assert "It stays as it was sealed." in client.get(DESK).text


def test_the_same_results_are_the_same_list_and_nothing_of_its_awards_changes(
    drawn: Seal, first: User, superuser: User
) -> None:
    named = {"consent_at": clock.now(), "name": "Lamija Hodžić", "confirmed_at": clock.now()}
    for one in drawn_ones(drawn):
        told(one, **named)
    issue(drawn.edition, claims(drawn.edition), by=first, at=clock.now())
    before, rows = what_stands(), winners()
    seal = seal_now(reopen_now(drawn.edition, first, superuser), first, superuser)
    assert (seal.body, seal.sha256, seal.boards) == (drawn.body, drawn.sha256, drawn.boards)
    assert (seal.tickets, seal.tickets_sha256) == (drawn.tickets, drawn.tickets_sha256)
    assert (what_stands(), winners()) == (before, rows)
    assert seal.look
    assert seal.look["changed"] == []


def claims(edition: Edition) -> list[DiplomaClaim]:
    return [
        one
        for kind in IssuedDiploma.Kind.values
        for one in claims_in(edition, Country.objects.get(pk="BA"), kind)
    ]


def what_stands() -> dict[str, list[object]]:
    """Awards, and diplomas."""
    awards = Winner.objects.order_by("key", "ticket")
    diplomas = IssuedDiploma.objects.order_by("pk")
    columns = ("serial", "winner__key", "winner__ticket", "place", "revoked_at")
    return {
        "awards": list(awards.values_list("key", "ticket", "place", "reserve", "drawn")),
        "diplomas": list(diplomas.values_list(*columns)),
    }


def winners() -> list[object]:
    """All that is known of each."""
    return list(Winner.objects.order_by("key", "ticket").values())


def test_nobody_is_drawn_anew_and_the_next_one_comes_up(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone, stays = drawn_ones(drawn)
    (reserve,) = drawn_ones(drawn, reserve=1)
    other = Winner.objects.filter(rule__kind="draw", country="HR").order_by("reserve", "place")
    before = list(other.values())
    seal = seal_without([gone.played], first, superuser)
    assert [one.pk for one in drawn_ones(seal)] == [stays.pk, reserve.pk]
    assert before == list(other.values())


def test_who_lost_an_award_has_neither_name_nor_consent_and_the_others_keep_theirs(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone, stays = drawn_ones(drawn)
    (reserve,) = drawn_ones(drawn, reserve=1)
    consent = {"consent_at": clock.now(), "consent_words": "The name may stand."}
    for one in (gone, stays):
        told(one, **consent, name="Lamija Hodžić")
    at = told(reserve, place=2).told_at
    seal_without([gone.played], first, superuser)
    for one in (gone, stays, reserve):
        one.refresh_from_db()
    assert (gone.gone_why, gone.name, gone.consent_at) == ("reopened", "", None)
    assert gone.consent_words == ""
    assert (stays.name, stays.place, stays.gone_at) == ("Lamija Hodžić", 1, None)
    assert (reserve.place, reserve.reserve, reserve.told_at) == (2, 0, at)


def test_who_has_it_back_by_a_third_seal_is_told_as_of_a_new_one(
    drawn: Seal, first: User, superuser: User
) -> None:
    gone = drawn_ones(drawn)[0]
    told(gone)
    result = Result.objects.filter(attempt=gone.played.pk)
    before = result.values().get()
    seal_without([gone.played], first, superuser)
    edition = reopen_now(Edition.objects.get(), first, superuser)
    Attempt.objects.filter(pk=gone.played.pk).update(voided_at=None)
    result.update(**before)
    seal_now(edition, first, superuser)
    gone.refresh_from_db()
    assert (gone.is_held, gone.told_at, gone.gone_why) == (True, None, "")


def test_what_the_list_leaves_to_a_draw_stays_until_it_is_made(
    drawn: Seal, first: User, superuser: User
) -> None:
    """As if nothing had been left to one before."""
    for one in drawn_ones(drawn):
        told(one, confirmed_at=clock.now())
    Draw.objects.update(number="")
    before = winners()
    again = seal_now(reopen_now(drawn.edition, first, superuser), first, superuser)
    assert winners() == before
    draw(again.edition, **WISH, by=first, at=clock.now() + KNOWN)
    assert winners() == before


def test_the_number_stays_while_the_list_is_reopened(
    drawn: Seal, first: User, superuser: User
) -> None:
    reopen_now(drawn.edition, first, superuser)
    with pytest.raises(SealedAlready):
        name_source(Draw(edition=drawn.edition, source="Another one", comes_at=clock.now()))
    with pytest.raises(CompetitionError):
        draw(drawn.edition, **WISH, by=first, at=clock.now() + KNOWN)


def test_the_list_that_was_reopened_is_not_sealed_as_it_was(
    drawn: Seal, first: User, superuser: User
) -> None:
    reopen_now(drawn.edition, first, superuser)
    with pytest.raises(NothingProposed):
        confirm(drawn, by=superuser, at=clock.now(), seen=True)


def test_everybody_reads_why_and_takes_each_list(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    reopen_now(drawn.edition, first, superuser)
    page = client.get(PUBLIC).text
    for text in ("is being looked at again since", WHY, drawn.sha256, drawn.tickets_sha256):
        assert text in page
    assert str(first) not in page
    assert client.get(f"{PUBLIC}1/list.csv").text == drawn.body
    assert client.get(f"{PUBLIC}list.csv").status_code == 404
    gone = drawn_ones(drawn)[0].played
    void(gone, reason="rules", by=first, at=clock.now())
    seal = seal_now(Edition.objects.get(), first, superuser)
    assert client.get(f"{PUBLIC}2/list.csv").status_code == 404, "not published yet"
    assert client.get(f"{PUBLIC}1/list.csv").text == drawn.body
    take_step(seal.edition, to="published", by=first, at=clock.now(), seen=True)
    page = client.get(PUBLIC).text
    assert all(text in page for text in (drawn.sha256, seal.sha256, WHY))
    assert client.get(f"{PUBLIC}2/list.csv").text == seal.body


def test_boards_stand_still_and_winners_rest_meanwhile(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    dates = {"confirm_by": date(2030, 5, 1), "names_until": date(2030, 9, 1)}
    moments = {"started_at": clock.now(), "public_from": clock.now()}
    WinnersPlan.objects.create(edition=drawn.edition, **dates, **moments)
    there = "/en/boards/2027/winners/ba/"
    assert drawn_ones(drawn)
    assert "still being confirmed" in client.get(there).text
    board = Board.objects.get(country="BA", kind="pupils")
    reopen_now(drawn.edition, first, superuser)
    page = client.get(there).text
    assert WHY in page
    assert "still being confirmed" not in page
    void(drawn_ones(drawn)[0].played, reason="rules", by=first, at=clock.now())
    publish_boards(at=clock.now() + timedelta(minutes=5))
    assert Board.objects.get(pk=board.pk).body == board.body
    page = client.get(f"/en/boards/2027/ba/{board.division.code if board.division else ''}/").text
    assert "The list is being looked at again since" in page


def test_the_second_person_sees_whose_award_changes_and_who_knows(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    gone, stays = drawn_ones(drawn)
    told(gone, confirmed_at=clock.now())
    client.force_login(first)
    client.post(f"{DESK}reopen/", {"act": "ask", "reason": "card", "why": WHY})
    page = " ".join(client.get(DESK).text.split())
    assert "awards of which teachers were told: 1, confirmed: 1" in page
    assert "Another person reopens the list on this page" in page
    assert 'value="reopen"' not in page
    client.force_login(superuser)
    client.post(f"{DESK}reopen/", {"act": "reopen"})
    assert Edition.objects.get().state == "review"
    void(gone.played, reason="rules", by=first, at=clock.now())
    propose(Edition.objects.get(), by=first, at=clock.now())
    page = " ".join(client.get(DESK).text.split())
    assert "Seal this list" in page
    section = page.partition("Whose award changes")[2].partition("The places")[0]
    assert section.count(gone.ticket) == 2, "the diploma and the draw"
    assert 'no longer <span class="tag tag-missing">confirmed</span>' in section
    assert f"{stays.ticket}</span>: place 2 before, now 1" in section


def test_who_organizes_one_country_reopens_as_the_second_person_alone(
    client: Client, drawn: Seal, first: User
) -> None:
    organizer = cast.make_staff("organizer", country_id="HR")
    client.force_login(organizer)
    wish = {"act": "ask", "reason": "card", "why": WHY}
    assert client.post(f"{DESK}reopen/", wish).status_code == 404
    assert "Ask to reopen it" not in client.get(DESK).text
    ask(drawn, first)
    assert client.post(f"{DESK}reopen/", {"act": "withdraw"}).status_code == 404
    client.post(f"{DESK}reopen/", {"act": "reopen"})
    assert Seal.objects.get().reopened_by == organizer


def test_what_was_asked_for_is_withdrawn(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    ask(drawn, first)
    withdraw_reopening(drawn.edition, by=first, at=clock.now())
    with pytest.raises(NobodyAsks):
        reopen(drawn.edition, by=superuser, at=clock.now())
    client.force_login(first)
    page = client.post(f"{DESK}reopen/", {"act": "ask", "reason": "card"}, follow=True).text
    assert "Choose a reason, and say why" in page


def test_figures_of_the_ministry_are_replaced(
    client: Client, drawn: Seal, first: User, superuser: User
) -> None:
    while publish_insight(at=clock.now()):
        pass
    client.force_login(superuser)
    page = f"/en/staff/insight/2027/{next(iter(TABLES))}/?country=BA"
    assert "The list was reopened" not in client.get(page).text
    gone = drawn_ones(drawn)[0].played
    edition = reopen_now(drawn.edition, first, superuser)
    assert "The list was reopened" in client.get(page).text
    assert not publish_insight(at=clock.now())
    void(gone, reason="rules", by=first, at=clock.now())
    seal = seal_now(edition, first, superuser)
    while publish_insight(at=clock.now()):
        pass
    assert set(InsightSnapshot.objects.values_list("seal", flat=True)) == {seal.pk}
    assert "The list was reopened" not in client.get(page).text
