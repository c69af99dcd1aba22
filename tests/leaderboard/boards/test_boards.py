"""Boards: what is published, when, by whom, and what a freeze keeps."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from base import clock
from competition.aliases.alias import texts
from competition.models import Alias, Attempt, Division, Edition, Result
from leaderboard.boards.actions import publish, publish_boards
from leaderboard.models import Board
from schools.models import Card, SchoolClass
from tests import cast

Finish = Callable[..., Attempt]


@pytest.fixture
def right(division: Division) -> str:
    assert division.official is not None
    return cast.right_choices(division.official)


def shown(board: Board | None = None) -> dict[str, Any]:
    snapshot: dict[str, Any] = json.loads((board or Board.objects.get()).text())
    return snapshot


def wrong(right: str, places: int) -> str:
    """The key with the first answers wrong."""
    return "".join(str(int(c) % 4 + 1) if n < places else c for n, c in enumerate(right))


def test_the_first_look_makes_an_empty_board_for_every_country_with_a_window(
    division: Division,
) -> None:
    assert publish_boards(at=clock.now()) == 1
    board = Board.objects.get()
    assert (board.division, board.country_id, board.version) == (division, "BA", 1)
    assert shown() == {
        "board": board.pk,
        "frozen": False,
        "total": None,
        "rows": [],
        "more_share": False,
        "version": 1,
        "updated": board.published_at.isoformat(timespec="seconds"),  # type: ignore[union-attr]
    }


def test_a_board_shows_aliases_animals_and_points_best_first(
    finished_attempt: Finish, school_class: SchoolClass, right: str, company: None
) -> None:
    cards = list(school_class.cards.order_by("number"))
    for card, places in zip(cards, (1, 0, 1), strict=True):
        finished_attempt(card=card, choices=wrong(right, places))
    publish_boards(at=clock.now())
    names = {
        alias.card_id: {"alias": texts(alias, "BA"), "animal": alias.animal}
        for alias in Alias.objects.all()
    }
    best, second, third = cards[1], cards[0], cards[2]
    assert shown()["rows"][:3] == [
        {"rank": 1, **names[best.pk], "score": 5, "max_score": 5},
        {"rank": 2, **names[second.pk], "score": 4, "max_score": 5},
        {"rank": 2, **names[third.pk], "score": 4, "max_score": 5},
    ]


def test_a_board_of_a_small_class_names_neither_school_nor_class_nor_region(
    finished_attempt: Finish, card: Card, right: str, company: None
) -> None:
    finished_attempt(card=card, choices=right)
    publish_boards(at=clock.now())
    text = Board.objects.get().body
    assert texts(Alias.objects.get(card=card), "BA")["hr"] in text
    school = card.school_class.school
    for secret in (school.name, school.place, card.school_class.label, "Kanton", card.pin):
        assert secret not in text


def test_only_the_top_twenty_are_shown_and_a_shared_place_says_so(
    entry: object, school_class: SchoolClass, right: str, company: None
) -> None:
    Card.objects.bulk_create(
        Card(school_class=school_class, number=n, pin=f"{1000 + n}") for n in range(4, 25)
    )
    sitting = cast.make_sitting(school_class.entries.get())
    for card in school_class.cards.all():
        cast.finish(cast.make_attempt(card, sitting), right)
    publish_boards(at=clock.now())
    snapshot = shown()
    assert {row["rank"] for row in snapshot["rows"]} == {1}
    assert (len(snapshot["rows"]), snapshot["more_share"], snapshot["total"]) == (20, True, 36)


@pytest.mark.parametrize(
    ("age", "published"),
    [(0, 1), (29, 1), (31, 0)],
    ids=["now", "by a slow transaction", "too long ago for a look"],
)
def test_results_are_found_that_were_committed_late(
    age: int, published: int, finished_attempt: Finish, card: Card, right: str, company: None
) -> None:
    at = clock.now() + timedelta(seconds=5)
    publish_boards(at=at - timedelta(seconds=1))
    finished_attempt(card=card, choices=right)
    Result.objects.update(changed_at=at - timedelta(seconds=age))
    assert publish_boards(at=at) == published


def test_a_sealed_board_no_longer_moves(
    finished_attempt: Finish, card: Card, edition: Edition, right: str, company: None
) -> None:
    publish_boards(at=clock.now())
    edition.state = Edition.State.SEALED
    edition.save()
    finished_attempt(card=card, choices=right)
    assert publish_boards(at=clock.now()) == 0


def test_a_publisher_that_read_earlier_results_does_not_overwrite_later_ones(
    finished_attempt: Finish, card: Card, right: str, company: None
) -> None:
    publish_boards(at=clock.now())
    slow = Board.objects.select_related("division__edition").get()
    finished_attempt(card=card, choices=right)
    publish_boards(at=clock.now())
    Result.objects.update(score=1)
    assert publish(slow, at=clock.now()) is False
    assert (shown()["version"], shown()["rows"][0]["score"]) == (2, 5)


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_raise_the_version_once(
    finished_attempt: Finish, card: Card, right: str, company: None
) -> None:
    publish_boards(at=clock.now())
    finished_attempt(card=card, choices=right)
    new: list[int] = []
    at_once = threading.Barrier(2)

    def work() -> None:
        at_once.wait()
        new.append(publish_boards(at=clock.now()))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(new), len(new), shown()["version"]) == (1, 2, 2)


def test_a_board_that_cannot_be_built_does_not_stop_the_others(
    company: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_boards(at=clock.now())
    Alias.objects.all().delete()
    monkeypatch.setattr("competition.aliases.actions.NUMBERS_BELOW", ())
    assert publish_boards(at=clock.now() + timedelta(minutes=2)) == 0
    assert "cannot be published" in caplog.text


def test_a_publish_takes_the_same_queries_for_any_number_of_rows(
    finished_attempt: Finish,
    school_class: SchoolClass,
    right: str,
    company: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for card in school_class.cards.all():
        finished_attempt(card=card, choices=right)
    publish_boards(at=clock.now())
    Result.objects.update(score=3)
    # boards there, boards expected, boards due, two counts, schools, results, aliases, snapshot,
    # oldest news
    with django_assert_num_queries(10):
        publish_boards(at=clock.now())
