"""What may be compared across years, and how sure it is."""

from __future__ import annotations

import math
from typing import Any

import pytest

from leaderboard.rules.same_questions import AskedOnce, change, change_of_all, same_words


def question(number: int, *choices: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as compiled
    return {"number": number, "stem": "Who may see it?", "choices": [*choices], **more}


def parts(*found: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "dialog", "parts": [*found]}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (question(9, "All", "Nobody", "Friends"), True),
        (question(1, "All", "Nobody", "My friends"), False),
        (question(1, "Friends", "All", "Nobody") | {"stem": "Who can see it?"}, False),
        (question(1, "Friends", "All", "Nobody", topic="PRIV"), False),
    ],
)
def test_number_and_order_are_of_the_paper_and_words_of_the_question(
    other: dict[str, Any], same: bool
) -> None:
    assert same_words(question(1, "Friends", "All", "Nobody"), other) is same


def test_a_part_that_can_be_marked_is_its_text_wherever_it_stands() -> None:
    said = {"as": "line", "text": "Hello"}
    first = question(1, "a", "b", scene=parts(said, {"as": "link", "choice": 1}))
    turned = question(2, "b", "a", scene=parts(said, {"as": "link", "choice": 2}))
    other = question(2, "b", "a", scene=parts(said, {"as": "link", "choice": 1}))
    assert (same_words(first, turned), same_words(first, other)) == (True, False)


def test_the_change_of_one_question_has_the_interval_of_two_shares() -> None:
    found = change(AskedOnce(400, 0.5), AskedOnce(100, 0.8))
    assert (found.before, found.now) == (50, 80)
    assert found.change == 30
    assert found.half == pytest.approx(196 * math.sqrt(0.25 / 400 + 0.16 / 100), rel=1e-4)


def test_all_together_is_their_mean_and_no_surer_than_they_are() -> None:
    pair = (AskedOnce(400, 0.5), AskedOnce(100, 0.8))
    alone, twice = change(*pair), change_of_all([pair, pair])
    assert twice == alone
    assert change_of_all([]) is None
