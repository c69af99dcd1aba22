"""Questions that are told twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.checks import twins
from quizbank.checks.items import CheckedQuestion
from tests.quizbank.checks.made import made_item, made_text, rules_of

STORY = "Ana gets a message with a strange link from a friend. What should she do?"
WORDS = st.frozensets(st.text(min_size=1, max_size=5), max_size=12)


def told(
    key: str, stem: str, choice: str = "Show the message to a trusted adult"
) -> CheckedQuestion:
    return made_item(key, en=made_text(stem, [choice, "x", "y"]))


@pytest.mark.parametrize(
    ("stem", "choice", "rules"),
    [
        (STORY, "Show the message to a trusted adult", ["twin"]),
        (STORY.replace("Ana", "Vuk"), "Show a trusted adult the message", ["twin"]),
        (
            "Vuk gets a link from a player. What should he do?",
            "Show the message to a trusted adult",
            ["near-twin"],
        ),
        ("Someone copies a drawing. What is fair?", "Ask who drew it", []),
        ("Vuk gets a message at night. What helps?", "Leave the phone in the kitchen", []),
    ],
)
def test_stories_told_twice_are_found(stem: str, choice: str, rules: list[str]) -> None:
    assert rules_of(twins.findings([told("one", STORY), told("two", stem, choice)])) == rules


def test_languages_are_compared_each_with_itself() -> None:
    items = [made_item("one", hr=made_text(STORY)), made_item("two", en=made_text(STORY))]
    assert rules_of(twins.findings(items)) == []


def test_a_question_brought_down_to_what_is_compared_is_as_much_like_others() -> None:
    whole = told("one", "Вук добија поруку. Шта да уради?", "Љубазно пита одраслу особу")
    text = whole.texts["en"]
    small = twins.compared(whole.right, "sr", text.stem, text.choices, key="one")
    latin = twins.compared(
        "a", "sr", "Vuk dobija poruku. Šta da uradi?", {"a": "Ljubazno pita odraslu osobu"}
    )
    assert twins.shingles(small, "sr") == twins.shingles(latin, "sr")
    assert small.texts["sr"].choices == {"a": text.choices["a"]}


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_whole_only_with_the_same(
    one: frozenset[str], other: frozenset[str]
) -> None:
    alike = twins.likeness(one, other)
    assert alike == twins.likeness(other, one)
    assert 0 <= alike <= 1
    assert (alike == 1) == (one == other and bool(one))
