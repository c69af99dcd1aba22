"""Lengths of parts and sentences by age."""

from __future__ import annotations

import pytest

from quizbank.checks import lengths
from tests.quizbank.checks.made import asked, made_item, made_text, rules_of


@pytest.mark.parametrize(
    ("division", "stem", "broken"),
    [
        ("12-13", "x" * 180, []),
        ("12-13", "x" * 181, ["length"]),
        ("9-11", "x" * 120, []),
        ("9-11", "x" * 121, ["stem-young"]),
        ("9-11", "x" * 181, ["length"]),
        ("14-15", " ", ["length"]),
    ],
)
def test_a_question_has_a_length_for_its_age(division: str, stem: str, broken: list[str]) -> None:
    item = made_item(division=division, en=made_text(stem))
    assert rules_of(lengths.findings(item)) == broken


@pytest.mark.parametrize(
    ("choice", "explanation", "broken"),
    [
        ("x" * 75, "x" * 600, []),
        ("x" * 76, "x" * 600, ["length"]),
        ("x" * 75, "x" * 601, ["length"]),
        ("", "x", ["length"]),
    ],
)
def test_choices_and_explanation_have_a_length(
    choice: str, explanation: str, broken: list[str]
) -> None:
    item = made_item(en=made_text(choices=["x", choice, "y"], explanation=explanation))
    assert rules_of(lengths.findings(item)) == broken


def sentence(words: int) -> str:
    return "Da " * (words - 1) + "da."


@pytest.mark.parametrize(
    ("division", "words", "broken"),
    [
        ("9-11", 12, []),
        ("9-11", 13, ["sentence"]),
        ("12-13", 20, []),
        ("12-13", 21, ["sentence"]),
        ("14-15", 24, []),
        ("14-15", 25, ["sentence"]),
    ],
)
def test_sentences_are_for_an_age(division: str, words: int, broken: list[str]) -> None:
    item = made_item(division=division, hr=made_text(sentence(words)))
    assert rules_of(lengths.findings(item)) == broken


@pytest.mark.parametrize(("words", "broken"), [(16, []), (17, ["sentence"])])
def test_an_explanation_may_take_longer(words: int, broken: list[str]) -> None:
    item = made_item(division="9-11", hr=made_text(explanation=sentence(words)))
    assert rules_of(lengths.findings(item)) == broken


STORY = {"en": "Ema tells Luka what Vuk wrote.", "hr": "Ema govori Luki što je Vuk napisao."}


@pytest.mark.parametrize(
    ("stems", "broken"),
    [
        (STORY, ["stem-load"]),
        ({"en": "Ema tells Luka.", "hr": "Ema govori Luki."}, []),
        ({"en": "Why do 3 of 4 pay 5?", "hr": "Zašto 3 od 4 plaćaju 5?"}, ["stem-load"]),
        ({"en": "word " * 29, "hr": "riječ"}, ["stem-load"]),
    ],
    ids=["three names", "two names", "three numbers", "many words"],
)
def test_a_question_is_taken_in_at_one_reading(stems: dict[str, str], broken: list[str]) -> None:
    found = [one for one in rules_of(lengths.findings(asked(stems))) if one == "stem-load"]
    assert found == broken
