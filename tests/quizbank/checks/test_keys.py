"""What length and place of the right choice give away, and what a question must have."""

from __future__ import annotations

import pytest

from quizbank.checks import keys
from quizbank.checks.items import item_of
from quizbank.rules.text_units import TextWords
from tests.quizbank.checks.made import TEXT, made_item, made_text, rules_of
from tests.quizbank.kind_files import file_of


@pytest.mark.parametrize(
    ("lengths", "broken"),
    [
        ([10, 10, 10], []),
        ([13, 9, 9], []),  # 1.26 times the mean
        ([20, 10, 10], ["key-long"]),
        ([20, 20, 5], []),  # another is as long
        ([5, 20, 10], []),
        ([14, 10, 10, 10], []),
        ([16, 10, 10, 10], ["key-long"]),
    ],
)
def test_the_key_is_not_the_longest_by_far(lengths: list[int], broken: list[str]) -> None:
    item = made_item(en=made_text(choices=["x" * length for length in lengths]))
    assert rules_of(keys.findings(item, ["en"])) == broken


@pytest.mark.parametrize(
    ("letters", "right", "broken"),
    [
        ("abc", "a", []),
        ("abcd", "d", []),
        ("ab", "a", ["letters"]),
        ("abd", "a", ["letters"]),
        ("abc", "d", ["letters"]),
    ],
)
def test_a_question_has_three_or_four_choices(letters: str, right: str, broken: list[str]) -> None:
    item = made_item(right=right, en=TextWords("?", dict.fromkeys(letters, "x"), "x"))
    assert rules_of(keys.findings(item, ["en"])) == broken


def test_a_missing_language_is_named_but_not_one_that_nobody_asks_for() -> None:
    found = list(keys.findings(made_item(en=TEXT, sr_BA=TEXT), ["en", "hr"]))
    assert [(one.language, one.rule) for one in found] == [("hr", "missing")]


@pytest.mark.parametrize(("choices", "broken"), [("xyz", []), ("xyzw", ["letters"])])
def test_all_languages_have_the_same_choices(choices: str, broken: list[str]) -> None:
    item = made_item(en=made_text(choices="xyz"), hr=made_text(choices=choices))
    assert rules_of(keys.findings(item, ["en", "hr"])) == broken


@pytest.mark.parametrize(
    ("rights", "broken"),
    [
        ("abcabcabc", []),
        ("aaaaabbc", ["key-lopsided"]),  # more than half
        ("aaaabbbb", ["key-lopsided"]),  # none is c
        ("aabbbbbbbccccaaaaaaccb", []),
        ("a" * 18 + "b" * 16 + "c" * 4, ["key-share"]),
        ("aaa", []),  # too few to say
    ],
)
def test_keys_are_spread_over_a_division(rights: str, broken: list[str]) -> None:
    items = [made_item(str(n), right=right) for n, right in enumerate(rights)]
    assert rules_of(keys.balance(items)) == broken


def test_d_may_be_rare_where_few_questions_have_it() -> None:
    four = made_text(choices="xyzw")
    items = [made_item(str(n), right="abc"[n % 3]) for n in range(9)]
    assert rules_of(keys.balance([*items, made_item("four", right="a", en=four)])) == []


def test_divisions_are_counted_apart() -> None:
    items = [made_item(f"{n}", right="abc"[n % 3]) for n in range(9)]
    items += [made_item(f"y{n}", division="9-11", right="a") for n in range(9)]
    assert {one.question for one in keys.balance(items)} == {"division 9-11"}


def test_only_single_choices_have_a_letter_that_could_be_rare() -> None:
    items = [item_of(file_of("multi", f"m{n}")) for n in range(9)]
    assert rules_of(keys.balance(items)) == []
    assert rules_of(keys.findings(items[0], ())) == []


def test_a_note_that_one_language_lacks_is_named() -> None:
    data = file_of("order")
    data["texts"]["hr"] = {**data["texts"]["hr"], "notes": {}}
    assert rules_of(keys.findings(item_of(data), ())) == ["form"]
