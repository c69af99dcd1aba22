"""A right answer as people write it, taken apart by letter and put together again."""

from __future__ import annotations

import pytest

from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import marks_of, right_of
from quizbank.rules.text_units import TextWords

MARKS = [
    ("single", "b", {"b": "1"}),
    ("multi", "ac", {"a": "1", "c": "1"}),
    ("spots", "abe", {"a": "1", "b": "1", "e": "1"}),
    ("sort", "a1 b2 c1", {"a": "1", "b": "2", "c": "1"}),
    ("order", "cab", {"c": "1", "a": "2", "b": "3"}),
]


@pytest.mark.parametrize(("kind", "right", "marks"), MARKS, ids=[one[0] for one in MARKS])
def test_marks_say_the_same_by_letter(kind: str, right: str, marks: dict[str, str]) -> None:
    assert marks_of(QuestionKind(kind), right) == marks
    assert right_of(QuestionKind(kind), {**marks, "z": ""}) == right


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_nothing_marked_is_no_answer(kind: QuestionKind) -> None:
    assert (right_of(kind, {}), marks_of(kind, "")) == ("", {})


def test_words_and_notes_follow_to_another_place_and_the_rest_is_gone() -> None:
    words = TextWords(
        "What?",
        {"a": "one", "b": "two"},
        "So.",
        bins={"1": "yes", "2": "no"},
        parts={"1": "Hello"},
        people={"1": "Una"},
        notes={"a": "first", "1": "greeting"},
    )
    moved = words.moved(
        {
            ("choices", "a"): ("parts", "1"),
            ("parts", "1"): ("choices", "a"),
            ("bins", "1"): ("bins", "2"),
            ("parts", "2"): ("parts", "9"),
        }
    )
    assert (moved.stem, moved.explanation, moved.people) == ("What?", "So.", {"1": "Una"})
    assert (moved.choices, moved.parts) == ({"a": "Hello"}, {"1": "one", "2": ""})
    assert (moved.bins, moved.notes) == ({"1": "no"}, {"a": "greeting", "1": "first"})
