"""The order of names: the alphabets of our languages, both scripts."""

from __future__ import annotations

import random

import pytest

from base.languages.collation import sort_key

LISTS = {
    "letters of their own": [
        "Cazin",
        "Cetinje",
        "Čapljina",
        "Ćelić",
        "Dubrovnik",
        "Đakovo",
        "Zenica",
    ],
    "pairs": [
        "Drvar",
        "Džep",
        "Livno",
        "Lukavac",
        "Ljubuški",
        "Nin",
        "Nova",
        "Njivice",
        "Šid",
        "Žabljak",
    ],
    "cyrillic": ["Ваљево", "Лозница", "Љиг", "Ниш", "Његош", "Ћуприја", "Чачак", "Џеп", "Шабац"],
    "numbers by their value": ["OŠ 2", "OŠ 10", "OŠ Vesna"],
    "case does not matter": ["Čačak a", "čačak B", "ČAČAK c"],
    "a shorter name first": ["Novi", "Novi Grad", "Novigrad"],
    "latin before cyrillic": ["Žepče", "Београд"],
}


@pytest.mark.parametrize("names", LISTS.values(), ids=LISTS)
def test_names_stand_as_in_a_register(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=sort_key) == names


def test_english_knows_no_pairs() -> None:
    names = ["Ljubljana", "London"]
    assert sorted(names, key=lambda name: sort_key(name, "en")) == names
    assert sorted(names, key=lambda name: sort_key(name, "hr")) == ["London", "Ljubljana"]
