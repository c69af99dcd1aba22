"""The draw: once, with the number that was named, and repeated by anybody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import Refused
from competition.models import Edition
from competition.sittings.actions.attempts import void
from leaderboard.awards.actions import SealedAlready, draw, name_source
from leaderboard.models import Draw, Seal, Winner
from leaderboard.rules.lots import sha256_of
from leaderboard.seals.actions import NumberKnownAlready, ask_to_reopen, confirm, propose, reopen
from tests.leaderboard.sealed import DAY, KNOWN, award, scores_of, seal_now

PUBLIC = "/en/boards/2027/draw/"
TICKETS = "/en/boards/2027/seal/1/tickets.csv"
DOCS = settings.BASE_DIR / "docs" / "awards.md"


@pytest.fixture
def seal(reviewed: Edition, first: User, superuser: User, plan: Draw) -> Seal:
    """First places with equals parted, a draw among the good ones, and a diploma for all."""
    award(reviewed, "rank", amount=3, reserves=2, share=False)
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    award(reviewed, "threshold", least=80)
    return seal_now(reviewed, first, superuser)


def drawn(seal: Seal, number: str = "7 12 33", **more: Any) -> Draw:  # noqa: ANN401 - of draw
    wish: dict[str, Any] = {"number": number, "again": number, "at": clock.now() + KNOWN}
    draw(seal.edition, by=seal.proposed_by, **wish | more)
    return Draw.objects.get()


def given() -> dict[str, list[str]]:
    """``{award: tickets}`` of what was drawn, winners and reserves in their order."""
    found = dict[str, list[str]]()
    rows = Winner.objects.filter(drawn=True, gone_at=None)
    for key, ticket in rows.order_by("key", "reserve", "place").values_list("key", "ticket"):
        found.setdefault(key, []).append(ticket)
    return found


def winners(rule: int) -> list[int]:
    """Attempts of one country by their place."""
    rows = Winner.objects.filter(rule__position=rule, country="BA", place__gt=0)
    return list(rows.order_by("place", "ticket").values_list("attempt", flat=True))


def test_what_is_left_to_a_draw_waits_for_it(seal: Seal) -> None:
    assert winners(1) == winners(2) == []
    assert len(winners(3)) == 12
    drawn(seal)
    points = scores_of(seal.edition)
    assert [points[attempt] for attempt in winners(1)] == [5, 5, 5]
    assert len(winners(2)) == 2
    reserves = Winner.objects.filter(reserve__gt=0, country="BA").values_list("reserve", "drawn")
    assert sorted(reserves) == [(1, True), (1, True), (2, True)]


def test_it_is_made_once(seal: Seal) -> None:
    drawn(seal)
    rows = list(Winner.objects.values_list("key", "ticket", "place"))
    for number in ("7 12 33", "1 2 3"):
        with pytest.raises(Refused, match="cannot be made again"):
            drawn(seal, number)
    assert list(Winner.objects.values_list("key", "ticket", "place")) == rows
    assert Draw.objects.get().number == "7 12 33"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        pytest.param({"again": "7 12 34"}, "differ", id="a slip"),
        pytest.param({"number": "none", "again": "none"}, "in figures", id="no figures"),
        pytest.param({"at": clock.now() - DAY}, "not known yet", id="before it is known"),
    ],
)
def test_it_is_refused(seal: Seal, more: dict[str, Any], refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        drawn(seal, **more)
    assert Draw.objects.get().number == ""
    assert not given()


def test_nothing_is_drawn_before_the_seal_or_where_nothing_is_left(
    reviewed: Edition, first: User, superuser: User, plan: Draw
) -> None:
    wish: dict[str, Any] = {"number": "7", "again": "7", "by": first, "at": clock.now() + KNOWN}
    with pytest.raises(Refused, match="No award of a sealed list"):
        draw(reviewed, **wish)
    award(reviewed, "rank", amount=3)
    seal_now(reviewed, first, superuser)
    with pytest.raises(Refused, match="No award of a sealed list"):
        draw(reviewed, **wish)


def ten_lines() -> str:
    """The program as the docs print it."""
    return DOCS.read_text().partition("```python\n")[2].partition("```")[0]


def repeated(folder: Path, draw: Draw, tickets: bytes) -> dict[str, list[str]]:
    (folder / "tickets.csv").write_bytes(tickets)
    command = [sys.executable, "-I", "-c", ten_lines(), draw.seed, draw.number]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {key: tickets for key, *tickets in map(str.split, done.stdout.splitlines())}


def test_anybody_repeats_it_with_ten_lines(client: Client, seal: Seal, tmp_path: Path) -> None:
    draw = drawn(seal)
    assert client.get(TICKETS).status_code == 404
    Edition.objects.update(state="published")
    tickets = client.get(TICKETS).content
    assert sha256_of(tickets.decode()) == seal.tickets_sha256
    assert repeated(tmp_path, draw, tickets) == given()
    page = client.get(PUBLIC).text
    assert len(ten_lines().split("\n\n")[1].splitlines()) <= 10
    assert all(text in page for text in (ten_lines(), draw.seed, sha256_of(draw.seed)))


def test_of_a_board_without_rows_no_ticket_is_told(
    client: Client, reviewed: Edition, first: User, superuser: User, plan: Draw, tmp_path: Path
) -> None:
    award(reviewed, "rank", amount=3, reserves=2, share=False)
    Edition.objects.update(publishing_threshold=13)
    draw = drawn(seal_now(Edition.objects.get(), first, superuser))
    assert {key[-2:]: len(tickets) for key, tickets in given().items()} == {"BA": 5, "HR": 5}
    Edition.objects.update(state="published")
    told = repeated(tmp_path, draw, client.get(TICKETS).content)
    assert [key[-2:] for key in told] == ["BA"]
    assert ";HR;" in Seal.objects.get().tickets_held_back


def test_a_list_that_is_sealed_anew_leaves_the_order_of_all_other_tickets(
    seal: Seal, first: User, superuser: User
) -> None:
    """Nobody draws a second time: seed, tickets and number are those of the edition."""
    draw, before, edition = drawn(seal), given(), seal.edition
    gone = Winner.objects.filter(drawn=True, place=1, country="BA").earliest("pk")
    ask_to_reopen(edition, reason="card", why="A wrong card.", by=first, at=clock.now())
    reopen(Edition.objects.get(), by=superuser, at=clock.now())
    void(gone.played, reason="rules", by=first, at=clock.now())
    again = seal_now(Edition.objects.get(), first, superuser)
    now = Draw.objects.get()
    assert (now.seed, now.lot_key, now.number) == (draw.seed, draw.lot_key, draw.number)
    assert again.pk != seal.pk
    after = given()
    assert after.keys() == before.keys()
    for key, tickets in before.items():
        left = [ticket for ticket in tickets if ticket != gone.ticket]
        assert after[key][: len(left)] == left
        assert gone.ticket not in after[key]


def test_the_number_is_named_in_time_and_no_other_one_after_the_seal(
    reviewed: Edition, first: User, superuser: User, plan: Draw
) -> None:
    award(reviewed, "draw", amount=1, least=80)
    laid = propose(reviewed, by=first, at=clock.now())
    assert plan.comes_at
    with pytest.raises(NumberKnownAlready):
        confirm(laid, by=superuser, at=plan.comes_at - DAY / 48, seen=True)
    with pytest.raises(NumberKnownAlready):
        propose(reviewed, by=first, at=plan.comes_at)
    name_source(Draw(edition=reviewed, source="Another round", comes_at=plan.comes_at))
    assert Draw.objects.get().lot_key == plan.lot_key
    seal_now(reviewed, first, superuser)
    with pytest.raises(SealedAlready):
        name_source(Draw(edition=reviewed, source="A third one", comes_at=plan.comes_at))


def test_the_page_draws_and_tells(client: Client, seal: Seal, superuser: User) -> None:
    client.force_login(superuser)
    desk = "/en/staff/editions/2027/awarding/"
    Draw.objects.update(comes_at=clock.now())
    page = client.get(desk).text
    assert "What will be drawn" in page
    assert "12–13 · Bosnia and Herzegovina" in " ".join(page.split())
    client.post(f"{desk}draw/", {"number": "7 10 33", "again": "7,1,33"})
    assert "Drawn with the number 7 10 33 by" in client.get(desk).text
    assert "drawn among equals" in client.get("/en/staff/editions/2027/winners/").text
    client.logout()
    page = client.get(PUBLIC).text
    assert "7 10 33" in page
    assert "in the lots: 7133" in page
    assert "tickets.csv" not in page
