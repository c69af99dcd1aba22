"""Adding classes and cards, and noting needs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from base.models import User
from schools.classes.actions.classes import Needs, add_cards, add_class, set_needs
from schools.exceptions import BadSize, ClassExists, UnknownGrade
from schools.models import Card, Grade, School, SchoolClass
from schools.rules.pins import is_guessable
from tests import cast
from tests.cells import in_one_world

AT = datetime(2027, 1, 20, 9, tzinfo=UTC)


def to(size: int) -> range:
    return range(1, size + 1)


def add(school: School, teacher: User, *, label: str = "VII-1", size: int = 27) -> SchoolClass:
    grade = Grade.objects.get(country=school.country)
    return add_class(
        school, label=label, grade=grade, language="hr", teacher=teacher, at=AT, numbers=to(size)
    )


def test_a_new_class_has_numbered_cards_with_pins_of_their_own(
    school: School, teacher: User
) -> None:
    made = add(school, teacher)
    assert (made.school_year, made.language) == ("2026/2027", "hr")
    assert list(made.teachers.all()) == [teacher]
    cards = list(made.cards.order_by("number"))
    assert [card.number for card in cards] == list(range(1, 28))
    assert len({card.pin for card in cards}) == 27
    assert not any(is_guessable(card.pin) for card in cards)


def test_cards_have_the_numbers_of_the_class_register(school: School, teacher: User) -> None:
    grade = Grade.objects.get(country=school.country)
    numbers = [n for n in range(1, 30) if n != 14]
    made = add_class(
        school, label="A", grade=grade, language="hr", teacher=teacher, at=AT, numbers=numbers
    )
    assert [card.number for card in made.cards.order_by("number")] == numbers
    assert [card.number for card in add_cards(made, count=1)] == [30]


@in_one_world("size", [0, 100])
def test_a_class_of_an_impossible_size_is_refused(size: int, school: School, teacher: User) -> None:
    with pytest.raises(BadSize):
        add(school, teacher, size=size)
    assert not SchoolClass.objects.exists()


def test_a_second_class_of_the_same_name_in_a_year_is_refused(
    school: School, teacher: User
) -> None:
    add(school, teacher)
    with pytest.raises(ClassExists):
        add(school, teacher)
    assert Card.objects.count() == 27


def test_a_grade_of_another_country_is_refused(school: School, teacher: User) -> None:
    grade = cast.make_country("HR").grades.get()
    with pytest.raises(UnknownGrade):
        add_class(
            school, label="A", grade=grade, language="hr", numbers=to(3), teacher=teacher, at=AT
        )


def test_a_card_is_added_after_the_last_one(school_class: SchoolClass) -> None:
    before = list(school_class.cards.order_by("number").values_list("number", "pin"))
    assert [card.number for card in add_cards(school_class, count=2)] == [4, 5]
    after = list(school_class.cards.order_by("number").values_list("number", "pin"))
    assert after[:3] == before


def test_there_is_no_card_beyond_number_99(school_class: SchoolClass) -> None:
    with pytest.raises(BadSize):
        add_cards(school_class, count=97)
    assert school_class.cards.count() == 3


def test_needs_are_stored_by_number_and_unknown_numbers_left_out(
    school_class: SchoolClass,
) -> None:
    needs = {2: Needs("Lejla", 50, True), 77: Needs("?", 0, False)}
    set_needs(school_class, needs=needs, seen={})
    rows = school_class.cards.order_by("number").values_list("name", "extra_time", "untimed")
    assert list(rows) == [("", 0, False), ("Lejla", 50, True), ("", 0, False)]
