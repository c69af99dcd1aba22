"""Which key seals, and which open."""

from __future__ import annotations

from django.conf import LazySettings

from competition.answer_keys import answer_keys, key_from, public_key


def test_the_key_follows_from_the_signing_key_and_earlier_ones_open_still(
    settings: LazySettings,
) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.ANSWER_KEYS = "a" * 50, [], []
    first = answer_keys()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "b" * 50, ["a" * 50]
    assert [one.name for one in answer_keys()][1:] == [one.name for one in first]
    assert public_key()["name"] == key_from("b" * 50).name


def test_a_key_of_its_own_seals_and_those_before_it_open(settings: LazySettings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a" * 50, []
    before = answer_keys()[0].name
    settings.ANSWER_KEYS = ["c" * 50]
    assert public_key()["name"] == key_from("c" * 50).name
    assert before in [one.name for one in answer_keys()]
