"""Questions of several parts and scenes: what does not fit, and what is too much for an age."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quizbank.checks.items import CheckedQuestion, item_of
from quizbank.checks.kinds import findings
from tests.quizbank.kind_files import KINDS, file_of


def checked(kind: str, **changes: Any) -> CheckedQuestion:  # noqa: ANN401 - any field of it
    return replace(item_of(file_of(kind)), **changes)


def rules(item: CheckedQuestion) -> set[str]:
    return {one.rule for one in findings(item)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_question_of_each_kind_is_found_sound(kind: str) -> None:
    assert rules(checked(kind)) == set()


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("order", {"right": "abc"}),
        ("multi", {"right": "a"}),
        ("spots", {"scene": {}}),
        ("single", {"scene": {"kind": "film"}}),
    ],
)
def test_what_does_not_fit_together_is_an_error(kind: str, changes: dict[str, Any]) -> None:
    assert "form" in rules(checked(kind, **changes))


def test_a_plain_question_says_nothing_twice() -> None:
    plain = checked("single", scene={})
    same = replace(plain.texts["en"], choices={"a": "Ask", "b": "ask", "c": "Run"})
    assert rules(replace(plain, texts={"en": same})) == {"form"}


def test_more_than_an_age_takes_is_a_warning() -> None:
    sort = checked("sort", division="9-11")
    text = sort.texts["en"]
    many = replace(
        text,
        choices={one: one for one in "abcde"},
        bins={str(number): f"x{number}" for number in range(1, 5)},
    )
    item = replace(sort, right="a1 b2 c3 d4 e1", texts={"en": many})
    assert [one.rule for one in findings(item)] == ["size-age", "size-age"]
    long = replace(checked("single").texts["en"], parts={"1": "x" * 400, "2": "y" * 51})
    scene = checked("single", texts={"en": long}, division="12-13")
    assert rules(scene) == {"size-age"}
    assert rules(replace(scene, division="14-15")) == set()


def test_an_age_nobody_knows_is_measured_by_the_oldest() -> None:
    assert rules(checked("spots", division="16-19")) == set()
