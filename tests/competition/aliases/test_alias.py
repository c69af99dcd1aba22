"""Aliases: their words in every language, and how a card gets one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection

from competition.aliases.actions import NoAliasLeft, aliases_for
from competition.aliases.alias import (
    Codes,
    DrawnWords,
    numbers,
    text,
    texts,
    welcome,
    words,
)
from competition.models import Alias, Edition
from schools.models import Card, SchoolClass

ONE_PAIR = DrawnWords(("brave",), ("hedgehog",))
CYRILLIC = set("абвгдђежзијклљмнњопрстћуфхцчџш")


@pytest.mark.parametrize(
    ("animal", "expected"),
    [
        pytest.param(
            "hedgehog",
            {
                "en": "Brave Hedgehog 12",
                "bs": "Hrabri jež 12",
                "hr": "Hrabri jež 12",
                "sr-latn": "Hrabri jež 12",
                "sr": "Храбри јеж 12",
            },
            id="masculine",
        ),
        pytest.param(
            "squirrel",
            {
                "en": "Brave Squirrel 12",
                "bs": "Hrabra vjeverica 12",
                "hr": "Hrabra vjeverica 12",
                "sr-latn": "Hrabra veverica 12",
                "sr": "Храбра веверица 12",
            },
            id="feminine",
        ),
    ],
)
def test_the_adjective_takes_the_gender_of_the_animal(
    animal: str, expected: dict[str, str]
) -> None:
    assert texts(Codes("brave", animal, 12), "RS") == expected


def test_every_serbian_text_is_cyrillic() -> None:
    shown = {text(Codes(a, b, 7), "sr") for a, b in product(*words())}
    assert {letter for one in shown for letter in one.lower() if letter.isalpha()} <= CYRILLIC


def test_a_word_that_left_the_list_shows_as_its_code() -> None:
    assert text(Codes("gone", "vanished", 7), "bs") == "gone vanished 7"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2, True), (87, True), (88, False), (188, False), (1992, False), (420, False), (421, True)],
)
def test_some_numbers_are_nobodys(number: int, expected: bool) -> None:
    assert welcome(number) is expected


def test_a_card_keeps_its_alias(card: Card, edition: Edition) -> None:
    first = aliases_for([card.pk], edition=edition)
    assert aliases_for([card.pk], edition=edition) == first
    assert Alias.objects.count() == 1


def test_a_class_gets_different_aliases(school_class: SchoolClass, edition: Edition) -> None:
    given = aliases_for([card.pk for card in school_class.cards.all()], edition=edition)
    assert len({text(alias, "bs") for alias in given.values()}) == school_class.cards.count() == 3


def test_a_name_that_is_taken_is_drawn_again(
    school_class: SchoolClass, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.aliases.alias.drawn_for", lambda _ages: ONE_PAIR)
    monkeypatch.setattr(
        "competition.aliases.alias.numbers",
        lambda top: (2, 3) if top == 100 else numbers(top),
    )
    given = aliases_for([card.pk for card in school_class.cards.all()], edition=edition)
    assert len({alias.number for alias in given.values()}) == 3


def test_running_out_of_names_is_said(
    school_class: SchoolClass, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.aliases.alias.drawn_for", lambda _ages: ONE_PAIR)
    monkeypatch.setattr("competition.aliases.alias.numbers", lambda _below: (2, 3))
    with pytest.raises(NoAliasLeft):
        aliases_for([card.pk for card in school_class.cards.all()], edition=edition)


@pytest.mark.django_db(transaction=True)
def test_two_that_draw_at_once_agree(card: Card, edition: Edition) -> None:
    drawn: list[Codes] = []
    at_once = threading.Barrier(6)

    def draw() -> None:
        at_once.wait()
        drawn.append(aliases_for([card.pk], edition=edition)[card.pk])
        connection.close()

    together(draw, 6)
    assert {Codes(one.adjective, one.animal, one.number) for one in Alias.objects.all()} == set(
        drawn
    )
    assert len(drawn) == 6


def together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
