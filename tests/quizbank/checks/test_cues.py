"""What gives a key away without the question."""

from __future__ import annotations

import pytest
from django.conf import settings

from quizbank.checks import cues, inspection
from quizbank.checks.items import CheckedQuestion, item_of
from quizbank.checks.words import in_language
from tests.quizbank.checks.made import made_item, made_text, rules_of
from tests.quizbank.kind_files import file_of

CUES = inspection.guide().cues
PLAIN = ("Red paint", "Blue paint", "Grey paint")


def asked(*choices: str, right: str = "a", key: str = "one") -> CheckedQuestion:
    return made_item(key, right=right, en=made_text("Which one?", choices))


@pytest.mark.parametrize(
    ("choices", "best"),
    [
        (PLAIN, "abc"),
        (("Tell your teacher", "Tell a friend", "Tell a cousin"), "a"),
        (("It may be blue", "It is blue", "It is grey"), "a"),
        (("They always win", "They win a cup", "They lose it"), "bc"),
        (("Red paint", "Blue paint that dries in the sun", "Grey paint"), "b"),
        (("Laugh", "Ask why", "Send it on"), "b"),
    ],
)
def test_words_tone_and_length_point_at_a_choice(choices: tuple[str, ...], best: str) -> None:
    found = cues.pointed(dict(zip("abc", choices, strict=True)), "en", CUES)
    assert found.best == best


@pytest.mark.parametrize(("right", "broken"), [("a", ["cue-bank"]), ("b", [])])
def test_over_an_age_the_cues_find_little_more_than_chance(right: str, broken: list[str]) -> None:
    items = [
        asked("Ask a teacher", "Ask a cousin", "Ask a friend", right=right, key=str(n))
        for n in range(cues.FEW)
    ]
    assert rules_of(cues.balance(items, CUES)) == broken
    assert rules_of(cues.balance(items[1:], CUES)) == []


def test_cyrillic_is_read_as_latin() -> None:
    said = made_text("Шта?", ("Питати наставницу", "Црвена боја", "Плава боја"))
    item = made_item(right="a", sr=said)
    assert cues.cue_hits([item], CUES)[item.division, "sr"].hits == 1


def test_what_has_several_parts_is_not_guessed() -> None:
    assert not cues.guessable(item_of(file_of("multi", "m")))


def test_every_language_has_words_for_every_cue() -> None:
    for language in settings.ENDONYMS:
        assert all(in_language(cue.words, language) for cue in CUES.cues)
