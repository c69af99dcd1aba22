"""One thing has one word in a catalogue, and different things have different words.

The words are those of the table "In the catalogues" of docs/architecture.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.catalogues import DOMAINS, catalogue, texts_of

# What a catalogue does not say: the pattern in small letters, and what else it says there.
# A place of a lottery and a letter that is stopped are others.
NEVER = {
    "hr": (
        r"pečat",  # a list is zaključan
        r"zaključan\w* zbog|kartica je zaključana",  # a card is blokirana
        r"sjeme|početna vrijednost",  # tajni broj
        r"kategorij(?!a$|a se ne čita)",  # dobna skupina
        r"\bzemlj|\bzemalja",  # država
        r"učitelj",  # nastavnik
        r"dobitni",  # pobjednik
        r"ime iz kviza|izmišljen\w* im[ea]",  # nadimak
        r"ljestvic\w* (su )?(miruj|zaustavljen)|zaustavi\w* ljestvic",  # zamrznuta
        r"učeničk\w+ šifr|kôd rezultata|kod rezultata",  # šifra rezultata
    ),
    "bs": (
        r"pečat|pečać",
        r"sjeme|početna vrijednost",
        r"kategorij(?!a$|a se ne čita)|uzrasn|dobn",  # uzrast
        r"\bzemlj|\bzemalja",
        r"učitelj",
        r"dobitni",
        r"ime iz kviza|izmišljen\w* im[ea]",
        r"liste (miruju|su zaustavljene)|zaustavi\w* rang",
        r"učeničk\w+ šifr|kôd rezultata|kod rezultata",
    ),
    "sr": (
        r"закључује|закључан\w* лист",  # a list is запечаћена
        r"\bсемен?|почетна вредност",
        r"категориј(?!а$|а се не чита)|узрасн",
        r"\bдржав(?!на лутрија)",  # земља
        r"добитни",
        r"име из квиза|измишљен\w* им[ея]",
        r"листе (мирују|су заустављене)|заустави\w* ранг",
        r"ученичк\w+ шифр|код резултата",
    ),
}
# In English the code of a result is a receipt or a code; what is printed is a certificate.
RECEIPT, PRINTED = re.compile(r"\breceipt"), re.compile(r"\bcertificate(?!\W+(is good|cannot|:))")
CONFIRMED = {"hr": "potvrd", "bs": "potvrd", "sr": "потврд"}


def said(locale: str) -> Iterator[tuple[str, str]]:
    """Every msgid with each of its translations, in small letters."""
    for domain in DOMAINS:
        for entry in catalogue(locale, domain):
            for text in texts_of(entry):
                yield entry.msgid.lower(), text.lower()


@pytest.mark.parametrize(
    ("locale", "word"), [(locale, word) for locale, words in NEVER.items() for word in words]
)
def test_no_second_word_for_the_same_thing(locale: str, word: str) -> None:
    assert [text for _, text in said(locale) if re.search(word, text)] == []


@pytest.mark.parametrize("locale", CONFIRMED)
def test_what_opens_a_result_and_what_is_printed_are_no_confirmation(locale: str) -> None:
    """A child that holds the paper must not think that it opens the result."""
    assert [
        text
        for english, text in said(locale)
        if (RECEIPT.search(english) or PRINTED.search(english)) and CONFIRMED[locale] in text
    ] == []
