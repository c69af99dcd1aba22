"""Serbian as Bosnia and Herzegovina says it: words, scripts, and what is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from base.languages.speech import as_said
from tests.catalogues import DOMAINS, catalogue, texts_of
from tests.quizbank.vocabulary import words_of_questions

SAID = [
    ("Пре него што промените лозинку", "Прије него што промијените лозинку"),
    ("Ваше одељење: 24 ученика", "Ваше одјељење: 24 ученика"),
    ("Додељено је 12 процената времена.", "Додијељено је 12 процената времена."),
    ("ОДЕЉЕЊЕ И ВРЕМЕ", "ОДЈЕЉЕЊЕ И ВРИЈЕМЕ"),
    ("после две недеље", "послије двије седмице"),
    ("Недеља", "Недјеља"),
    ("о промени; промени лозинку", "о промјени; промијени лозинку"),
    ("модел, верзија, мрежа, превод, употреба", "модел, верзија, мрежа, превод, употреба"),
    ("видео-снимак је видео", "видео-снимак је видио"),
]
LATIN = [
    ("Provera mesta na %(mesto)s: {vreme}", "Provjera mjesta na %(mesto)s: {vreme}"),
    ('<a href="/mesto/">ovde</a>', '<a href="/mesto/">ovdje</a>'),
    ("Ljepše je lepše.", "Ljepše je ljepše."),
    ("Piši na https://mesto.example/vreme ili mesto@vreme.example", None),
]
# What both say alike, though Bosnian or Croatian has a word that looks like its twin.
SAME = frozenset(
    {
        "loše",
        "prelome",
        "prevod",
        "prevode",
        "prevodi",
        "prevodom",
        "sprečava",
        "sprečavaju",
        "stare",
        "tek",
        "tačne",
        "veća",
        "video",
    }
)


@pytest.mark.parametrize(("ekavian", "there"), SAID)
def test_cyrillic_is_said_as_there(ekavian: str, there: str) -> None:
    assert as_said(ekavian, "sr-BA") == there
    assert as_said(ekavian, "sr") == ekavian


@pytest.mark.parametrize(("ekavian", "there"), LATIN)
def test_latin_is_said_as_there_and_places_and_addresses_are_left(
    ekavian: str, there: str | None
) -> None:
    assert as_said(ekavian, "sr-latn-BA") == (there or ekavian)


def test_what_is_said_as_there_already_stays() -> None:
    for text in texts("sr_Latn"):
        said = as_said(text, "sr-latn-BA")
        assert as_said(said, "sr-latn-BA") == said


def test_no_word_of_the_interface_is_forgotten() -> None:
    """The Bosnian and the Croatian interface, and their questions, have the words to compare."""
    here = words("sr_Latn")
    there = words("bs") | words("hr") | words_of_questions("bs", "hr")
    forgotten = {
        word: twin
        for word in here - SAME
        if as_said(word, "sr-latn-BA") == word
        for twin in twins(word)
        if twin in there and twin not in here
    }
    assert forgotten == {}, "each needs a line in fixtures/ijekavian.yaml, or to be among SAME"


def texts(locale: str) -> Iterator[str]:
    """Every translated text of a catalogue."""
    for domain in DOMAINS:
        for entry in catalogue(locale, domain):
            yield from texts_of(entry)


def words(locale: str) -> frozenset[str]:
    """Every word of a catalogue in small letters, without places and markup."""
    found: set[str] = set()
    for text in texts(locale):
        plain = re.sub(r"%\([^)]*\)[sd]|\{[^}]*\}|<[^>]*>", " ", text)
        found.update(word.lower() for word in re.findall(r"[^\W\d_]+", plain))
    return frozenset(found)


def twins(word: str) -> Iterator[str]:
    """The word with up to two of its e said as je or ije, and with -io for -eo at the end."""
    if word.endswith("eo"):
        yield f"{word[:-2]}io"
    places = [at for at, letter in enumerate(word) if letter == "e"]
    for count in (1, 2):
        for chosen in combinations(places, count):
            for said in product(("je", "ije"), repeat=count):
                letters = list(word)
                for at, instead in zip(chosen, said, strict=True):
                    letters[at] = instead
                yield "".join(letters)
