"""What keeps a question out of the bank, and how the choices of a paper are ordered."""

from __future__ import annotations

import pytest

from quizbank.rules import (
    CHOICE_LENGTH,
    LETTERED,
    LONG_CHOICE,
    STEM_LENGTH,
    digest,
    faults,
    permuted,
)

SOUND: dict[str, object] = {
    "question": "What now?",
    "choices": {"a": "Ask", "b": "Run", "c": "Hide"},
    "explanation": "It helps.",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"choices": None}, [LETTERED]),
        ({"choices": {"a": "x", "b": "y"}}, [LETTERED]),
        ({"choices": {"b": "x", "c": "y", "d": "z"}}, [LETTERED]),
        ({"choices": {"a": "x" * (CHOICE_LENGTH + 1), "b": "y", "c": "z"}}, [LONG_CHOICE]),
        ({"question": " "}, ["the question is empty"]),
        (
            {"question": "x" * (STEM_LENGTH + 1)},
            ["the question is longer than %(most)d characters"],
        ),
        ({"explanation": None}, ["the explanation is empty"]),
    ],
)
def test_each_fault_has_a_sentence(change: dict[str, object], said: list[str]) -> None:
    found = faults("a", {"en": SOUND | change}, ["en"])
    assert [getattr(one.values["fault"], "text", None) for one in found] == said
    assert all(one.startswith("en: ") for one in found)


def test_the_right_choice_is_among_the_choices() -> None:
    (fault,) = faults("d", {"en": SOUND}, ["en"])
    assert fault == "en: the right choice “d” is not among the choices"


def test_every_language_is_there_and_has_the_same_choices() -> None:
    more = SOUND | {"choices": {"a": "Ask", "b": "Run", "c": "Hide", "d": "Sit"}}
    found = faults("a", {"en": SOUND, "hr": more}, ["en", "hr", "bs"])
    assert found == ["bs: the text is missing", "the languages have different choices"]


def test_an_order_follows_from_the_seed_and_the_question_alone() -> None:
    orders = {permuted("abcd", seed=f"{n}", question="q") for n in range(200)}
    assert len(orders) == 24
    assert permuted("abcd", seed="s", question="q") == permuted("dcba", seed="s", question="q")


def test_bytes_have_an_address_that_only_the_seed_tells() -> None:
    one, other = digest("body", seed="s"), digest("body", seed="t")
    assert (len(one), one == digest("body", seed="s"), one == other) == (40, True, False)
