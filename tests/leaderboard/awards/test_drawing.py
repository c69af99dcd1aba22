"""The draw: once, with the number that was named, and repeated by anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition
from leaderboard.awards.actions import making_draws as drawing
from leaderboard.awards.actions.making_draws import draw
from leaderboard.models import Award, DrawOutcome, DrawPlan, Seal
from leaderboard.rules.lots import sha256_of
from leaderboard.seals.actions.sealing import NumberKnownAlready, confirm, propose
from tests.jobs import do_jobs
from tests.leaderboard.sealed import DAY, KNOWN, award, scores_of, seal_now

PUBLIC = "/en/boards/2027/draw/"


@pytest.fixture
def seal(reviewed: Edition, first: User, superuser: User, plan: DrawPlan) -> Seal:
    """First places with ties parted, a draw among the good ones, and a diploma for all."""
    award(reviewed, "rank", amount=3, reserves=2, share=False)
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    award(reviewed, "threshold", least=80)
    return seal_now(reviewed, first, superuser)


def drawn(seal: Seal, number: str = "7 12 33", **more: Any) -> DrawOutcome:  # noqa: ANN401 - of draw
    wish: dict[str, Any] = {"again": number, "at": clock.now() + KNOWN}
    return draw(seal.edition, by=seal.proposed_by, **{"number": number} | wish | more)


def winners(rule: int, country: str = "BA") -> list[int]:
    """Attempts by their place."""
    rows = Award.objects.filter(rule__position=rule, country=country, place__gt=0)
    return list(rows.order_by("place", "ticket").values_list("attempt", flat=True))


def test_what_is_left_to_a_draw_waits_for_it(seal: Seal) -> None:
    assert winners(1) == winners(2) == []
    assert len(winners(3)) == 12
    drawn(seal)
    first_three, two = winners(1), winners(2)
    points = scores_of(seal.edition)
    assert [points[attempt] for attempt in first_three] == [5, 5, 5]
    assert len(two) == 2
    reserves = Award.objects.filter(reserve__gt=0, country="BA").values_list("reserve", "drawn")
    assert sorted(reserves) == [(1, True), (1, True), (2, True)]


def test_it_is_made_once(seal: Seal, superuser: User) -> None:
    outcome, given = drawn(seal), list(Award.objects.values_list("key", "ticket", "place"))
    for number in ("7 12 33", "1 2 3"):
        with pytest.raises(drawing.DrawnAlready):
            drawn(seal, number)
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawOutcome.objects.create(seal=seal, number="1", made_at=clock.now(), made_by=superuser)
    assert list(Award.objects.values_list("key", "ticket", "place")) == given
    assert DrawOutcome.objects.get().sha256 == outcome.sha256 == sha256_of(outcome.body)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"again": "7 12 34"}, drawing.NumbersDiffer),
        ({"number": "none", "again": "none"}, drawing.NoNumber),
        ({"at": clock.now() - DAY}, drawing.TooEarly),
    ],
    ids=["a slip", "no figures", "before it is known"],
)
def test_it_is_refused(seal: Seal, more: dict[str, Any], refusal: type[CompetitionError]) -> None:
    with pytest.raises(refusal):
        drawn(seal, **more)
    assert not DrawOutcome.objects.exists()


def test_nothing_is_drawn_before_the_seal_or_where_nothing_is_left(
    reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    wish: dict[str, Any] = {"number": "7", "again": "7"}
    wish |= {"by": first, "at": clock.now()}
    with pytest.raises(drawing.NotSealedYet):
        draw(reviewed, **wish)
    award(reviewed, "rank", amount=3)
    seal_now(reviewed, first, superuser)
    with pytest.raises(drawing.NothingToDraw):
        draw(reviewed, **wish)


def files(client: Client, to: Path) -> list[str]:
    """The three files anybody may take, in a folder."""
    names = ["repeat_draw.py", "awards.json", "draw.json"]
    for name in names:
        (to / name).write_bytes(client.get(PUBLIC + name).content)
    return names


def repeat(folder: Path, names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_anybody_repeats_it_from_the_files_alone(
    client: Client, seal: Seal, tmp_path: Path
) -> None:
    drawn(seal)
    assert client.get(f"{PUBLIC}awards.json").status_code == 404
    Edition.objects.update(state="published")
    names = files(client, tmp_path)
    script = (tmp_path / names[0]).read_text()
    assert len(script.splitlines()) <= 30
    done = repeat(tmp_path, names)
    assert (done.stderr, done.returncode) == ("", 0)
    lines = done.stdout.splitlines()
    assert len(lines) == 6
    assert all(" as told: " in line for line in lines)
    for ticket in Award.objects.filter(place__gt=0).values_list("ticket", flat=True):
        assert any(ticket in line for line in lines)
    page = client.get(f"{PUBLIC}?repeat=1").text
    assert "every award went to the same tickets" in page
    assert seal.seed in page
    # The program that stands on the page is the one in the file.
    assert script.splitlines()[1] in page


def bend_number(told: dict[str, Any]) -> None:
    told["number"] = "71234"


def swap_places(told: dict[str, Any]) -> None:
    winners = next(iter(told["awards"].values()))["winners"]
    winners[0][1], winners[2][1] = winners[2][1], winners[0][1]


def swap_reserves(told: dict[str, Any]) -> None:
    next(iter(told["awards"].values()))["next"].reverse()


def lose_a_ticket(told: dict[str, Any]) -> None:
    told["awards"][0]["pool"].pop()


@pytest.mark.parametrize("bend", [bend_number, swap_places, swap_reserves, lose_a_ticket])
def test_a_draw_that_was_bent_is_found_out(
    bend: Callable[[dict[str, Any]], None], client: Client, seal: Seal, tmp_path: Path
) -> None:
    drawn(seal)
    Edition.objects.update(state="published")
    names = files(client, tmp_path)
    path = tmp_path / ("awards.json" if bend is lose_a_ticket else "draw.json")
    told = json.loads(path.read_text())
    bend(told)
    path.write_text(json.dumps(told))
    done = repeat(tmp_path, names)
    assert "NOT AS TOLD" in done.stdout or "AssertionError" in done.stderr


def test_a_pupil_finds_the_own_ticket_and_nobody_gets_one_who_cannot_win(
    client: Client, seal: Seal
) -> None:
    one = Award.objects.earliest("pk")
    Attempt.objects.filter(pk=one.attempt_id).update(receipt="2345678923")
    assert one.ticket in client.post("/en/receipt/", {"receipt": "2345678923"}).text
    out = Attempt.objects.filter(result__score=0).earliest("pk")
    Attempt.objects.filter(pk=out.pk).update(receipt="2345678924")
    assert "ticket" not in client.post("/en/receipt/", {"receipt": "2345678924"}).text.lower()


def test_a_small_pool_stays_out_of_what_is_told_of_the_draw(
    client: Client, reviewed: Edition, first: User, superuser: User, plan: DrawPlan, tmp_path: Path
) -> None:
    award(reviewed, "rank", amount=3, reserves=2, share=False)
    Edition.objects.update(publishing_threshold=13)
    outcome = drawn(seal_now(Edition.objects.get(), first, superuser))
    assert len(winners(1, "HR")) == 3
    assert [key[-2:] for key in json.loads(outcome.body)["awards"]] == ["BA"]
    Edition.objects.update(state="published")
    names = files(client, tmp_path)
    assert repeat(tmp_path, names).stdout.count(" as told: ") == 1
    assert "every award went to the same tickets" in client.get(f"{PUBLIC}?repeat=1").text


def test_a_number_that_is_known_seals_nothing(
    reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    award(reviewed, "draw", amount=1, least=80)
    laid = propose(reviewed, by=first, at=clock.now())
    with pytest.raises(NumberKnownAlready):
        confirm(laid, by=superuser, at=plan.comes_at - DAY / 48, seen=True)
    with pytest.raises(NumberKnownAlready):
        propose(reviewed, by=first, at=plan.comes_at)


def test_the_page_draws_and_tells(client: Client, seal: Seal, superuser: User) -> None:
    client.force_login(superuser)
    desk = "/en/staff/editions/2027/awarding/"
    DrawPlan.objects.update(comes_at=clock.now())
    page = client.get(desk).text
    assert "What will be drawn" in page
    assert "12–13 · Bosnia and Herzegovina" in " ".join(page.split())
    sent = {"number": "7 12 33", "again": "7,12,33"}
    client.post(f"{desk}draw/", sent)
    assert "Under way: it is drawn" in client.get(desk).text
    do_jobs()
    page = client.get(desk).text
    assert "Drawn with the number 7 12 33 by" in page
    assert "drawn among equals" in page
    client.logout()
    page = client.get(PUBLIC).text
    assert seal.awards_sha256 in page
    assert "7 12 33" in page
    assert "in the lots: 71233" in page
    assert "Repeat the draw now" not in page
