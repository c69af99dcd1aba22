"""A question is taken apart, changed by the steps of its page, and put together again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizbank.rules.question_faults import Asked, words_from
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords
from quizbank.workshop.sketch_steps import NEW, stepped
from quizbank.workshop.sketches import AssembledQuestion, SketchItem, assembled, taken_apart
from tests.quizbank.kind_files import file_of


def made(kind: str) -> tuple[Asked, TextWords]:
    data = file_of(kind)
    asked = Asked(data["right"], QuestionKind(kind), data["scene"])
    return asked, words_from(data["texts"]["en"])


def after(kind: str, *steps: str) -> AssembledQuestion:
    sketch = taken_apart(*made(kind))
    for step in steps:
        sketch = stepped(sketch, step)
    return assembled(sketch)


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_what_is_taken_apart_is_put_together_as_it_was(kind: str) -> None:
    asked, words = made(kind)
    found = after(kind)
    assert (found.asked, found.words) == (asked, words)
    assert all(now == before for now, before in found.came_from.items())


def test_letters_follow_the_places_of_a_scene_and_words_stay_with_their_part() -> None:
    found = after("spots", "down 1", "down 2")
    assert [part["id"] for part in found.asked.scene["parts"]] == ["1", "a", "b", "c", "d"]
    assert (found.words.choices["b"], found.asked.right) == ("Help", "ab")
    assert found.words.notes == {"b": "Look at its owner.", "1": "Anybody may say so."}
    assert found.came_from["choices", "a"] == ("choices", "b")


def test_a_part_that_can_no_longer_be_marked_is_not_right_any_more() -> None:
    found = after("spots", "flip 1")
    assert (found.words.parts, found.asked.right) == ({"1": "Help", "2": "Hello,"}, "a")
    assert found.came_from["parts", "1"] == ("choices", "a")


def test_another_kind_keeps_every_word_and_asks_anew_what_is_right() -> None:
    found = after("multi", "kind spots")
    assert (found.asked.scene["kind"], found.asked.right) == ("mail", "")
    assert found.words.choices == made("multi")[1].choices
    back = after("multi", "kind spots", "kind multi")
    assert set(back.words.parts.values()) == set(found.words.choices.values())


def test_another_scene_turns_parts_it_does_not_have_into_plain_ones() -> None:
    parts = after("spots", "scene chat").asked.scene["parts"]
    assert {part["as"] for part in parts} == {"message"}
    assert {tuple(part) for part in parts} == {("id", "as", "who")}


def test_a_scene_goes_where_nothing_is_marked_in_it_and_stays_where_it_is_needed() -> None:
    gone = after("single", "scene").asked.scene
    assert (gone, after("spots", "scene").asked.scene["kind"]) == ({}, "mail")


def test_a_part_a_choice_and_one_for_nothing_come_and_go() -> None:
    found = after("spots", "add part link", "remove part 1", "remove choice 1")
    parts = [(part["id"], part["as"]) for part in found.asked.scene["parts"]]
    assert (parts[-1], parts[0]) == (("d", "link"), ("1", "paragraph"))
    assert found.words.letters == "abcd"


def test_rows_of_a_group_that_goes_belong_nowhere_and_others_stay_in_theirs() -> None:
    found = after("sort", "add group", "remove group 1")
    assert found.marks == {"b": "1", "d": "1"}
    assert found.words.bins == {"1": "mine", "2": ""}


@pytest.mark.parametrize(
    "step",
    [
        "",
        "remove nonsense 1",
        "up",
        "up x",
        "up 1",
        "down 99",
        "remove",
        "add part nonsense",
        "kind x",
        "flip 2",
        "x 1",
    ],
)
def test_a_step_that_makes_no_sense_changes_nothing(step: str) -> None:
    assert stepped(NEW, step) == NEW


@pytest.mark.parametrize(
    ("kind", "most"),
    [("single", 4), ("multi", 14), ("order", 7), ("sort", 9), ("spots", 1)],
)
def test_no_kind_gets_more_choices_than_it_may_have(kind: str, most: int) -> None:
    sketch = stepped(NEW, f"kind {kind}")
    for _ in range(20):
        sketch = stepped(sketch, "add choice")
    assert len(sketch.choices) == most
    assert len(sketch.trimmed().choices) == {"multi": 4, "spots": 0}.get(kind, 3)


def test_a_scene_may_go_but_not_from_under_its_places() -> None:
    assert after("single", "scene none").asked.scene == {}
    assert after("spots", "scene none").asked.scene["kind"] == "mail"
    added = after("spots", "add part button").asked.scene["parts"]
    assert added[-1] == {"id": "e", "as": "button"}


def choices(spelled: str) -> TextWords:
    return TextWords("What now?", dict(zip("abcd", spelled.split(), strict=False)))


@pytest.mark.parametrize(
    ("stored", "came_from"),
    [
        ("one two three", "abc"),
        ("two one three", "bac"),
        ("one zwei three", "abc"),
        ("one three", "a-b"),
        ("one two three four", "abc"),
        ("one zwei", "a--"),
        ("three three one", "c--"),
    ],
)
def test_what_somebody_else_has_moved_is_found_where_it_is_now(stored: str, came_from: str) -> None:
    sketch = taken_apart(Asked("a"), choices("one two three"))
    there = sketch.overtaken(choices("one two three"), choices(stored)).choices
    assert "".join(one.was[1] if one.was else "-" for one in there) == came_from
    fresh = replace(sketch, choices=(SketchItem("new"),))
    assert fresh.overtaken(choices("one"), choices("new")).choices[0].was is None
