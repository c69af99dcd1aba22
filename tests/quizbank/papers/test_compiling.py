"""A question as browsers get it and as it is said in words, without any database."""

from __future__ import annotations

import pytest

from quizbank.checks.items import item_of
from quizbank.papers.answers_in_words import (
    in_words,
    notes_in_words,
    right_in_words,
    scene_in_words,
)
from quizbank.papers.compiling import compiled, explained, order_in
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords
from tests.quizbank.kind_files import KINDS, file_of


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_explained_is_what_was_asked_and_more(kind: str) -> None:
    item = item_of(file_of(kind))
    words = item.texts["en"]
    asked, told = (
        compiled(item.asked, words, words.letters),
        explained(item.asked, words, words.letters),
    )
    assert {name: told[name] for name in asked if name != "scene"} == {
        name: said for name, said in asked.items() if name != "scene"
    }
    assert right_in_words(told)
    assert in_words(told, 0) == ""
    assert len(told["notes"]) == len(asked["choices"])


def test_only_the_places_of_a_scene_keep_their_order() -> None:
    assert order_in(QuestionKind.SPOTS, "abcd", seed="s", question="q") == "abcd"
    orders = {order_in(QuestionKind.ORDER, "abcd", seed=f"{n}", question="q") for n in range(99)}
    assert len(orders) > 20


def test_a_row_without_a_group_says_so() -> None:
    told = {"kind": "sort", "choices": ["one", "two"], "bins": ["here", "there"]}
    assert in_words(told, 1) == "one → – · two → –"
    assert in_words(told, 2) == "one → here · two → –"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Tell Una", "Tell Una: Kind."),
        ("Tell Una.", "Tell Una: Kind."),
        ("Tell Una!", "Tell Una! – Kind."),
        ("Tell Una?", "Tell Una? – Kind."),
        ("“Tell Una.”", "“Tell Una.”: Kind."),
    ],
)
def test_a_note_follows_what_it_is_about_with_one_sign_between_them(
    said: str, expected: str
) -> None:
    assert notes_in_words({"choices": [said], "notes": ["Kind."]}) == [expected]


def test_notes_are_said_with_what_they_are_about() -> None:
    item = item_of(file_of("spots"))
    words = item.texts["en"]
    told = explained(item.asked, words, words.letters)
    assert notes_in_words(told) == ["Help: Look at its owner.", "Hello: Anybody may say so."]
    assert notes_in_words(compiled(item.asked, words, words.letters)) == []
    chat = item_of(file_of("single"))
    said = chat.texts["en"]
    assert scene_in_words(compiled(chat.asked, said, said.letters)) == ["Una: Hi!", "Who is it?"]


def test_words_keep_their_units_when_they_are_changed() -> None:
    words = item_of(file_of("spots")).texts["en"]
    assert words.mapped(str.upper).shape == words.shape
    assert words.mapped(str.upper).notes["a"] == "LOOK AT ITS OWNER."
    bare = TextWords("x", {"a": "kept", "z": "gone"})
    assert bare.shaped_like(words).shape == words.shape
    assert bare.shaped_like(words).choices == {"a": "kept", "b": "", "c": "", "d": "", "e": ""}
    ten = TextWords("x", parts={str(number): "y" for number in (10, 9)})
    assert [unit for unit, _said in ten.units()][1:3] == [("parts", "9"), ("parts", "10")]
