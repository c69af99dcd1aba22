"""Questions are found however their words are typed."""

from __future__ import annotations

import pytest

from quizbank.bank.search_words import says_all, sought

SAID = ["Školski poslužitelj čuva lozinku.", "Дечак је заборавио лозинку."]


@pytest.mark.parametrize(
    "typed",
    ["skolski", "ŠKOLSKI", "школски", "decak", "дечак", "lozinka", "лозинке", "cuva lozinku", ""],
)
def test_a_word_is_found_in_either_script_with_or_without_its_signs(typed: str) -> None:
    assert says_all(sought(typed), SAID)


@pytest.mark.parametrize("typed", ["škole nema", "nigdje", "skolski nigdje", "лозовача"])
def test_other_words_are_not_found(typed: str) -> None:
    assert not says_all(sought(typed), SAID)


@pytest.mark.parametrize(
    ("word", "stem"), [("lozinka", "lozink"), ("app", "app"), ("moja", "moja")]
)
def test_only_a_longer_word_loses_the_vowel_it_ends_in(word: str, stem: str) -> None:
    assert sought(word) == [stem]
