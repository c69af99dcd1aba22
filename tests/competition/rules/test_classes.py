"""What follows from a class: whether a group of it has to play, and its name a year later."""

from __future__ import annotations

import pytest

from competition.rules import classes


def test_who_was_ill_is_no_group() -> None:
    assert [classes.is_group(rest, 28) for rest in (9, 10, 14)] == [False, True, True]


@pytest.mark.parametrize(
    ("played", "most", "cards", "apart"),
    [
        (1, 22, 24, True),
        (7, 17, 24, True),
        (8, 16, 24, False),  # a third of them is a group
        (7, 7, 24, False),  # nobody else has played
        (9, 40, 60, True),
        (10, 40, 60, False),  # so many are told of in public, too
    ],
)
def test_a_few_who_play_later_are_not_the_class(
    played: int, most: int, cards: int, apart: bool
) -> None:
    assert classes.played_apart(played, most=most, cards=cards, fewest=10) is apart


@pytest.mark.parametrize(
    ("label", "later"),
    [
        ("VII-2", "VIII-2"),
        ("7.b", "8.b"),
        ("VIII", "IX"),
        ("IX-1", "IX-1"),
        ("Mala škola", "Mala škola"),
        ("Ekipa i mi", "Ekipa i mi"),
        ("XII", "XII"),
        ("VIIa", "VIIIa"),
        ("VIIC", "VIIIC"),
        ("VIIб", "VIIIб"),
        ("VII2", "VIII2"),
        ("IVb", "Vb"),
        ("7a", "8a"),
        ("7/2", "8/2"),
        ("razred 7a", "razred 8a"),
        ("Ivan", "Ivan"),
        ("123", "123"),
        ("7ab", "7ab"),
    ],
)
def test_a_class_has_the_next_grade_in_its_name_a_year_later(label: str, later: str) -> None:
    assert classes.next_label(label) == later


@pytest.mark.parametrize(
    ("label", "grade", "later"),
    [
        ("VIIc", "7", "VIIIc"),
        ("IX-2", "9", ""),
        ("8.a", "8", "9.a"),
        ("Delfini", "7", ""),
        ("I-3", "I", ""),
    ],
)
def test_a_class_goes_on_where_its_name_and_its_school_do(
    label: str, grade: str, later: str
) -> None:
    grades = {"7", "8", "9", "I"}
    assert classes.label_a_year_on(label, grade=grade, grades=grades) == later
