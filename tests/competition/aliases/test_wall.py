"""What the wall of the room and the monitor are told of aliases: animals, tied to nobody."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.aliases.alias import texts
from competition.models import Alias, Attempt, Entry, Sitting
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card, SchoolClass
from tests import cast

pytestmark = pytest.mark.django_db
SEVEN = ["owl", "bee", "ant", "panda", "zebra", "otter", "koala"]


@pytest.fixture
def large(entry: Entry, teacher: User) -> Sitting:
    """A sitting of seven whose animals are known."""
    school_class = cast.make_class(entry.school_class.school, teacher, label="VII-3", cards=7)
    sitting = cast.make_sitting(cast.make_entry(school_class, entry.edition))
    for card, animal in zip(cards_of(sitting), SEVEN, strict=True):
        Alias.objects.filter(card=card).update(animal=animal, number=1000 + card.number)
    return sitting


def cards_of(sitting: Sitting) -> list[Card]:
    return list(sitting.entry.school_class.cards.order_by("number"))


def wall(sitting: Sitting) -> list[str]:
    animals: list[str] = sitting_state(sitting, at=clock.now())["animals"]
    return animals


def test_the_wall_shows_the_animals_of_those_who_have_come(large: Sitting) -> None:
    assert wall(large) == []
    for card in cards_of(large)[:3]:
        cast.make_attempt(card, large)
    assert Counter(wall(large)) == Counter(SEVEN[:3])


def test_their_order_follows_neither_number_nor_arrival(large: Sitting) -> None:
    """Seven in the order of their cards by chance: once in 5,040 sittings; two of them differ."""
    for card in cards_of(large):
        cast.make_attempt(card, large)
    shown = wall(large)
    second = cast.make_sitting(large.entry)
    Attempt.objects.update(sitting=second)
    orders = [shown, wall(second)]
    assert orders != [SEVEN, SEVEN]
    assert orders[0] != orders[1]


def test_who_comes_later_moves_nobody_before_another(large: Sitting) -> None:
    cards = cards_of(large)
    for card in cards[:5]:
        cast.make_attempt(card, large)
    before = wall(large)
    cast.make_attempt(cards[6], large)
    assert [one for one in wall(large) if one in before] == before


def test_no_state_of_a_sitting_tells_an_alias_or_whose_an_animal_is(
    sitting: Sitting, attempts: list[Attempt]
) -> None:
    Alias.objects.update(number=4321)
    state = sitting_state(sitting, at=clock.now())
    told = json.dumps(state, ensure_ascii=False)
    for alias in Alias.objects.all():
        assert alias.adjective not in told
        assert not any(text in told for text in texts(alias).values())
    # By itself: a moment's parts of a second may hold these digits.
    assert not re.search(r"(?<![\d.])4321(?!\d)", told)
    assert len(state["animals"]) == len(attempts) == 3
    assert not any("animal" in card for card in state["cards"])


def test_animals_cost_the_monitor_no_further_query(
    sitting: Sitting, attempts: list[Attempt], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        sitting_state(sitting, at=clock.now())


def test_a_class_in_two_editions_has_each_card_once(
    sitting: Sitting, school_class: SchoolClass, attempts: list[Attempt]
) -> None:
    other = cast.make_edition(school_class.school.country, slug="2028")
    second = cast.make_sitting(cast.make_entry(school_class, other))
    assert len(sitting_state(second, at=clock.now())["cards"]) == 3
    assert len(sitting_state(sitting, at=clock.now())["cards"]) == 3
