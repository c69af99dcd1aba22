"""What the wall of a room is told: how many and which animals, nothing of a seat."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.aliases.alias import texts
from competition.models import Alias, Edition, Sitting
from competition.sittings.consumers import _states, load_sittings
from competition.sittings.queries.monitor import monitor_state, wall_state
from schools.models import School
from tests import cast

ZOO = ("fox", "owl", "fox", "heron", "otter", "lemur", "crane", "koala")


@pytest.fixture
def sittings(school: School, teacher: User, edition: Edition) -> list[Sitting]:
    """Two classes of eight, seven of whom have joined; one of these has no name yet."""
    return [make_room(school, teacher, edition, label=label) for label in ("V-1", "VI-1")]


def make_room(school: School, teacher: User, edition: Edition, *, label: str) -> Sitting:
    """A sitting of a class of eight."""
    school_class = cast.make_class(school, teacher, label=label, cards=8)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    for card, animal in zip(school_class.cards.order_by("number"), ZOO, strict=True):
        Alias.objects.filter(card=card).delete()
        if card.number > 1:
            name_card(card.pk, sitting, animal)
        if card.number < 8:
            cast.make_attempt(card, sitting)
    return sitting


def name_card(card: int, sitting: Sitting, animal: str) -> None:
    """Its alias in the edition of the sitting."""
    edition = sitting.entry.edition
    Alias.objects.update_or_create(
        card_id=card, edition=edition, defaults={"animal": animal, "adjective": "a", "number": card}
    )


def animals(sitting: Sitting) -> list[str]:
    found: list[str] = wall_state(sitting, at=clock.now())["animals"]
    return found


def test_there_is_one_animal_for_each_who_has_joined(sittings: list[Sitting]) -> None:
    assert sorted(animals(sittings[0])) == sorted(["", *ZOO[1:7]])


def test_the_wall_says_nothing_of_a_seat(sittings: list[Sitting]) -> None:
    state = wall_state(sittings[0], at=clock.now())
    assert set(state) == {
        "phase", "starts_in", "joined", "finished", "total", "most_left", "notice", "animals",
    }  # fmt: skip
    assert state["joined"] == 7


def test_the_monitor_says_nothing_of_an_animal(sittings: list[Sitting]) -> None:
    state = monitor_state(sittings[0], at=clock.now())
    text = json.dumps(state, ensure_ascii=False)
    assert '"cards"' in text
    assert not [animal for animal in ZOO if animal in text]
    assert not [
        name for one in Alias.objects.all() for name in texts(one, "BA").values() if name in text
    ]


def test_the_order_is_another_in_each_sitting_and_never_the_cards(sittings: list[Sitting]) -> None:
    orders = [[one for one in animals(sitting) if one] for sitting in sittings]
    numbers = list(ZOO[1:7])
    assert orders != [numbers, numbers]


def test_who_comes_later_is_put_between_and_moves_nobody(sittings: list[Sitting]) -> None:
    before = animals(sittings[0])
    last = sittings[0].entry.school_class.cards.get(number=8)
    cast.make_attempt(last, sittings[0])
    after = animals(sittings[0])
    after.remove("koala")
    assert after == before


def test_who_has_finished_looks_like_all_others(sittings: list[Sitting]) -> None:
    before = animals(sittings[0])
    cast.finish(sittings[0].attempts.order_by("card__number")[3], "1")
    assert animals(sittings[0]) == before


@pytest.mark.parametrize("count", [1, 2])
def test_monitors_and_walls_of_all_cost_the_queries_of_one(
    sittings: list[Sitting], count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [str(sitting.pk) for sitting in sittings[:count]]
    with django_assert_num_queries(6):
        _states(frozenset(ids) | {f"wall/{one}" for one in ids})


@pytest.mark.django_db(transaction=True)
def test_a_hub_hands_each_what_it_watches(sittings: list[Sitting]) -> None:
    first, second = (str(sitting.pk) for sitting in sittings)
    texts = asyncio.run(load_all(first, f"wall/{first}", f"wall/{second}"))
    assert set(texts) == {first, f"wall/{first}", f"wall/{second}"}
    assert "cards" in texts[first]
    assert "animals" not in texts[first]
    assert "cards" not in texts[f"wall/{first}"]
    assert len(texts[f"wall/{second}"]["animals"]) == 7


async def load_all(*topics: str) -> dict[str, dict[str, Any]]:
    loaded = await load_sittings(frozenset(topics))
    return {topic: json.loads(text) for topic, text in loaded.items()}


def test_a_projector_without_socket_asks_for_the_same(
    client: Client, teacher: User, sittings: list[Sitting]
) -> None:
    client.force_login(teacher)
    reply = client.get(reverse("competition:wall_state", args=[sittings[0].pk]))
    assert reply.json() == wall_state(sittings[0], at=clock.now())
