"""Public pages of the boards, and the snapshot behind them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from base import clock
from competition.models import Attempt, Division, Edition
from leaderboard.boards.actions import publish_boards
from leaderboard.models import Board
from schools.models import Card
from tests.leaderboard.freezing import freeze

PAGE = "/{}/boards/2027/ba/12-13/"


@pytest.fixture
def board(finished_attempt: Callable[..., Attempt], card: Card, company: None) -> Board:
    finished_attempt(card=card, choices="12301")
    publish_boards(at=clock.now())
    return Board.objects.get()


@pytest.mark.parametrize(
    ("ranking", "ages", "steps", "minutes"),
    [
        ("points", "12-13", "hard questions, tie-break questions.", False),
        ("minutes", "12-13", "hard questions, tie-break questions, minutes.", True),
        ("minutes", "9-11", "hard questions, tie-break questions.", False),
    ],
)
def test_a_board_names_the_steps_that_decide_on_it(
    client: Client, board: Board, ranking: str, ages: str, steps: str, minutes: bool
) -> None:
    Edition.objects.update(ranking=ranking)
    Division.objects.update(code=ages)
    page = client.get(PAGE.format("en").replace("12-13", ages)).text
    assert f"Equal points are placed by, in this order: {steps}" in page
    assert ("Minutes stand only where they decided a place." in page) is minutes


PODIUM = re.compile(r'id="board-winners"(?P<state>[^>]*)>(?P<steps>.*?)<table', re.DOTALL)


def test_a_board_shows_animals_and_bars_without_script(client: Client, board: Board) -> None:
    page = client.get(PAGE.format("en")).text
    for row in json.loads(board.body)["rows"]:
        line = page.partition(f'<tr data-key="{row["alias"]["en"]}"')[2].partition("</tr>")[0]
        assert re.search(rf'src="/static/img/animals/{row["animal"]}\b[^"]*" alt=""', line)
        assert f'rect width="{round(100 * row["score"] / row["max_score"])}"' in line


@pytest.mark.parametrize(("shared", "steps"), [(1, 3), (4, 4), (6, 0)])
def test_equal_ones_share_a_step_of_the_podium(
    shared: int, steps: int, client: Client, board: Board
) -> None:
    snapshot = json.loads(board.body)
    for place, row in enumerate(snapshot["rows"], start=1):
        row["rank"] = 1 if place <= shared else place
    Board.objects.update(body=json.dumps(snapshot))
    podium = PODIUM.search(client.get(PAGE.format("en")).text)
    assert podium
    assert podium["steps"].count("winner-step") == steps
    assert (" hidden" in podium["state"].replace("aria-hidden", "")) == (steps == 0)


WAITS = {
    "en": "10 pupils from 3 schools have finished",
    "bs": "čim završi 10 učenika iz 3 škole",
    "hr": "čim završi 10 učenika iz 3 škole",
    "sr": "чим заврши 10 ученика из 3 школе",
    "sr-latn": "čim završi 10 učenika iz 3 škole",
}


@pytest.mark.parametrize("end", ["", "?look=hall", "embed/", "embed/?look=hall"])
@pytest.mark.parametrize("language", list(WAITS))
def test_a_board_that_holds_back_says_what_it_waits_for_wherever_it_stands(
    language: str, end: str, client: Client, finished_attempt: Callable[..., Attempt], card: Card
) -> None:
    finished_attempt(card=card, choices="12301")
    publish_boards(at=clock.now())
    page = client.get(PAGE.format(language) + end).text
    visible = page.partition('id="board-shell"')[0]
    assert WAITS[language] in visible
    panel = visible.partition('id="board-nothing"')[2].partition("</div>")[0]
    assert ("<a href" in panel) == (end == "")


@pytest.mark.parametrize(
    ("state", "said", "listed"),
    [
        ("live", "10 pupils from 3 schools have finished", "waiting for more pupils"),
        ("published", "too few took part", "too few pupils to show"),
    ],
)
def test_when_all_is_over_nobody_is_told_to_wait(
    state: str, said: str, listed: str, client: Client, division: Division
) -> None:
    publish_boards(at=clock.now())
    Edition.objects.update(state=state)
    assert said in client.get(PAGE.format("en")).text.partition('id="board-shell"')[0]
    assert listed in client.get("/en/boards/").text


def test_a_reader_who_has_the_snapshot_gets_a_304_until_it_changes(
    client: Client, board: Board
) -> None:
    path = f"/boards/{board.pk}/snapshot"
    held = client.get(path)["ETag"]
    same = client.get(path, headers={"if-none-match": held})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", held)
    freeze(board, at=clock.now())
    assert client.get(path, headers={"if-none-match": held}).status_code == 200


KEPT = ["/en/boards/", PAGE.format("sr"), PAGE.format("sr") + "embed/", "/boards/{}/snapshot"]


@pytest.mark.parametrize("path", KEPT)
def test_a_page_of_a_board_is_the_same_for_all_and_the_proxy_may_keep_it_a_second(
    path: str, client: Client, board: Board
) -> None:
    path = path.format(board.pk)
    page = client.get(path)
    assert (page["X-Accel-Expires"], page["Cache-Control"]) == ("1", "no-cache")
    assert not page.cookies
    # nginx tells these apart by nothing (deploy/nginx.conf)
    told_apart = {name.strip() for name in page.get("Vary", "").split(",")}
    assert told_apart <= {"", "Cookie", "Accept-Language"}
    client.cookies.load({"csrftoken": "a" * 32, "django_language": "hr", "known_device": "b"})
    other = client.get(path, headers={"accept-language": "hr", "x-forwarded-host": "evil.example"})
    assert other.content == page.content


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_page_of_somebody_known_is_kept_by_nobody(
    cookie: str, path: str, client: Client, board: Board
) -> None:
    client.cookies[cookie] = "x"
    page = client.get(path.format(board.pk))
    assert page.status_code == 200
    assert "X-Accel-Expires" not in page
    assert page["Cache-Control"] == "no-cache, private"


@pytest.mark.parametrize("path", KEPT[1:])
def test_that_a_board_is_hidden_is_kept_by_nobody(path: str, client: Client, board: Board) -> None:
    Edition.objects.update(state="draft")
    page = client.get(path.format(board.pk))
    assert (page.status_code, "X-Accel-Expires" in page) == (404, False)
