"""Lengths of parts and sentences by age, and the reading level."""

from __future__ import annotations

import pytest

from quizbank.checks import lengths, readability
from quizbank.rules.text_units import TextWords
from tests.quizbank.checks.made import made_item, made_text, rules_of


@pytest.mark.parametrize(
    ("division", "stem", "broken"),
    [
        ("12-13", "x" * 120, []),
        ("12-13", "x" * 121, ["length"]),
        ("9-11", "x" * 90, []),
        ("9-11", "x" * 91, ["stem-young"]),
        ("9-11", "x" * 121, ["length"]),
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


def test_a_message_names_part_number_and_remedy() -> None:
    (finding,) = lengths.findings(made_item(en=made_text("x" * 121)))
    assert finding.message == "the question has 121 characters: shorten it to 120"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", 0),
        ("Da. Ne.", 1),
        ("Tajna šifre slovom", 3),
        ("Tajna šifre slovima", 3 + 100 / 3),
        ("Ovo je mala rečenica.", 4 + 25),
        ("Bezbednost, privatnost. Odgovornost.", 1.5 + 100),
    ],
)
def test_lix_counts_words_in_a_sentence_and_long_words(text: str, level: float) -> None:
    assert readability.lix(text) == level


# one sentence of 21 words, 6 of them long: LIX 50 with nothing else to read
HARD = "privatnost " * 6 + "da " * 15


@pytest.mark.parametrize(
    ("division", "broken"), [("9-11", ["reading"]), ("12-13", ["reading"]), ("14-15", [])]
)
def test_a_text_that_is_hard_for_its_age_is_named(division: str, broken: list[str]) -> None:
    item = made_item(division=division, hr=TextWords(HARD, {}, ""))
    assert rules_of(readability.findings(item)) == broken


def test_the_levels_are_means_by_division_and_language() -> None:
    items = [
        made_item(hr=TextWords("Da.", {}, "")),
        made_item(hr=TextWords("Da da da.", {}, "")),
    ]
    assert readability.levels(items) == {("12-13", "hr"): 2}


def test_both_scripts_are_equally_hard() -> None:
    item = made_item(
        sr=made_text("Љубичасти џемпер је њен."),
        sr_latn=made_text("Ljubičasti džemper je njen."),
    )
    levels = readability.levels([item])
    assert levels["12-13", "sr"] == levels["12-13", "sr-latn"]
