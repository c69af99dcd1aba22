"""Serbian from script to script: a list of words and sentences, and what comes back."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from base.languages.scripts import to_latin
from quizbank.checks.inspection import exceptions_of_scripts
from quizbank.languages.question_scripts import Exceptions, doubtful_in, kept_in, to_cyrillic

EXCEPTIONS = exceptions_of_scripts()
with (Path(__file__).parent / "script_words.csv").open(encoding="utf-8", newline="") as words:
    PAIRS = [(row["latin"], row["cyrillic"]) for row in csv.DictReader(words, delimiter=";")]

# What was typed in signs that nobody writes, or half in Cyrillic, comes back as it should be.
ODD = re.compile("[ǄǅǆǇǈǉǊǋǌÐð]|[Ѐ-ӿ]")
WORD = st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ", min_size=1)


def test_latin_becomes_cyrillic() -> None:
    made = {latin: to_cyrillic(latin, EXCEPTIONS) for latin, _cyrillic in PAIRS}
    assert made == {latin: unicodedata.normalize("NFC", cyrillic) for latin, cyrillic in PAIRS}


def test_cyrillic_becomes_latin() -> None:
    plain = [pair for pair in PAIRS if not ODD.search(pair[0])]
    made = {cyrillic: to_latin(cyrillic) for _latin, cyrillic in plain}
    assert made == {cyrillic: unicodedata.normalize("NFC", latin) for latin, cyrillic in plain}


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љ.", "Lj."),
        ("Љ", "Lj"),
        ("ЉУ", "LJU"),
        ("АЉ", "ALJ"),
        ("Љу", "Lju"),
        ("ЏОН Џ. ЊУТН", "DŽON Dž. NJUTN"),
        ("ЊЕГОШ-Љ", "NJEGOŠ-Lj"),
        ("инјекција надживети", "injekcija nadživeti"),
        ("Wi-Fi, QR-код", "Wi-Fi, QR-kod"),
        ("Ѓ", "Ѓ"),
    ],
)
def test_capitals_follow_their_word(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.lists(WORD, min_size=1).map(" ".join))
def test_cyrillic_comes_back_the_same(text: str) -> None:
    latin = to_latin(text)
    assume(not re.search("нј|лј|дж", text.lower()))
    assume(not EXCEPTIONS.borders.search(latin) and not kept_in(latin, EXCEPTIONS))
    assert to_cyrillic(latin, EXCEPTIONS) == text


@given(st.text())
def test_no_text_is_too_odd_and_twice_is_once(text: str) -> None:
    once = to_cyrillic(text, EXCEPTIONS)
    assert to_cyrillic(once, EXCEPTIONS) == once
    assert to_latin(to_latin(text)) == to_latin(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Piši na a.b@c.rs, {name}!", ["a.b@c.rs", "{name}"]),
        ("QR i Wi-Fi u XXI veku", ["QR", "Wi-Fi", "XXI"]),
        ("Ljubav i mir", []),
    ],
)
def test_what_is_kept_can_be_named(text: str, kept: list[str]) -> None:
    assert kept_in(text, EXCEPTIONS) == kept


def test_without_exceptions_only_letters_are_changed() -> None:
    none = Exceptions()
    assert to_cyrillic("injekcija na Facebook-u, V razred", none) == (
        "ињекција на Фацебоок-у, В разред"
    )


def test_each_border_stands_within_a_pair_of_letters() -> None:
    around = {
        stem: stem[at - 1] + stem[at + 1] for stem in EXCEPTIONS.split if (at := stem.index("|"))
    }
    assert {stem: pair for stem, pair in around.items() if pair not in ("nj", "lj", "dž")} == {}
    assert set(around) == set(EXCEPTIONS.split)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Marko misli da je to phishing ili deepfake.", ["phishing", "deepfake"]),
        ("Na serveru i u GTA igri, preko VR-a", ["VR"]),
        ("Kupi skin u shopu, to je neophodno", ["shopu"]),
        ("Shvatio je prethodni ishod i pothvat", []),
        ("Ana ide u školu i piše na a.b@phish.com preko Facebook-a", []),
        ("OVO JE NATPIS", []),
    ],
)
def test_words_that_look_english_are_told(text: str, words: list[str]) -> None:
    assert doubtful_in(text, EXCEPTIONS) == words


def test_one_sign_takes_the_case_of_its_first_letter() -> None:
    assert to_cyrillic("dŽep Džep DŽEP", EXCEPTIONS) == "џеп Џеп ЏЕП"
