"""What neither a translation nor a script may change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizbank.checks import protected
from quizbank.checks.inspection import exceptions_of_scripts
from tests.quizbank.checks.made import asked, made_item, made_text, rules_of

EXCEPTIONS = exceptions_of_scripts()


def broken(**stems: str) -> list[str]:
    """The rules that these questions break, by language."""
    return rules_of(protected.findings(asked(stems), EXCEPTIONS))


@pytest.mark.parametrize(
    ("en", "hr", "rules"),
    [
        ("Hi {name}!", "Bok, {name}!", []),
        ("Hi {name}!", "Bok, {ime}!", ["placeholder"]),
        ("%(count)s words", "riječi", ["placeholder"]),
        ("See https://a.example/b.", "Vidi https://a.example/b!", []),
        ("See https://a.example/b", "Vidi https://a.example/c", ["placeholder"]),
        ("Write to a@b.example", "Piši na c@b.example", ["placeholder"]),
        ("12 coins at 9:30", "12 novčića u 9:30", []),
        ("12 coins", "15 novčića", ["protected"]),
        ("12 and 12", "samo 12", []),
        ("12 coins", "dvanaest novčića", ["protected"]),
    ],
)
def test_fixed_parts_are_the_same_in_a_translation(en: str, hr: str, rules: list[str]) -> None:
    assert broken(en=en, hr=hr) == rules


@pytest.mark.parametrize(
    ("latin", "cyrillic", "rules"),
    [
        ("Skeniraj QR kod 5", "Скенирај QR код 5", []),
        ("Skeniraj QR kod", "Скенирај КР код", ["kept"]),
        ("Wi-Fi mreža", "Ви-Фи мрежа", ["kept"]),
        ("Facebook-u", "Facebook-у", ["brand", "brand"]),
        ("Kod je 123", "Код је 132", ["kept"]),
        ("Napiši svoje ime", "Напиши своје име", []),
        ("Napiši svoje ime", "Упиши своје име", ["drift"]),
        ("Njen konj i injekcija", "Њен коњ и инјекција", []),
        ("Njen konj i injekcija", "Њен коњ и ињекција", ["drift"]),
    ],
)
def test_both_scripts_say_the_same(latin: str, cyrillic: str, rules: list[str]) -> None:
    assert broken(sr_latn=latin, sr=cyrillic) == rules


@pytest.mark.parametrize(
    ("language", "stem", "rules"),
    [
        ("sr", "QR код, Wi-Fi и {name}", []),
        ("sr", "Пошаљи link", ["script"]),
        ("sr_BA", "Вријеме на ekranu", ["script"]),
        ("sr_BA", "CC BY-SA и AI", []),
        ("hr", "Pošalji poruku", []),
        ("hr", "Pošalji пoruku", ["script"]),  # a Cyrillic letter that looks Latin
    ],
)
def test_letters_of_the_other_script_are_found(language: str, stem: str, rules: list[str]) -> None:
    assert broken(**{language: stem}) == rules


@pytest.mark.parametrize(
    ("stem", "rules"),
    [
        ("Власник је „igra“.", []),
        ("Испред стоји „nagrada.“", []),
        ("Власник је „игра“.", ["script"]),
        ("Испред стоји „награда.“", ["script"]),
        ("То је игра, а „Игра“ је њено име.", []),
        ("Власник је igra.", ["script"]),
    ],
)
@pytest.mark.parametrize("language", ["sr", "sr_BA"])
def test_a_text_quotes_the_addresses_of_its_scene_as_they_stand_there(
    language: str, stem: str, rules: list[str]
) -> None:
    parts = [{"id": "1", "as": "link", "address": "nagrada.igra.example"}]
    scene = {"kind": "page", "parts": parts}
    item = replace(asked({language: stem}), scene=scene)
    assert rules_of(protected.findings(item, EXCEPTIONS)) == rules


def test_both_scripts_quote_an_address_alike() -> None:
    parts = [{"id": "1", "as": "link", "address": "igra.example"}]
    stems = {"sr_latn": "Vlasnik je „igra“.", "sr": "Власник је „igra“."}
    item = replace(asked(stems), scene={"kind": "page", "parts": parts})
    assert rules_of(protected.findings(item, EXCEPTIONS)) == []
    turned = replace(asked({**stems, "sr": "Власник је „игра“."}), scene=item.scene)
    assert rules_of(protected.findings(turned, EXCEPTIONS)) == ["kept", "script"]


def test_an_address_that_a_text_writes_out_is_quoted_as_it_stands_there() -> None:
    stems = {
        "sr_latn": "U igra.example „igra“ je vlasnik.",
        "sr": "У igra.example „igra“ је власник.",
    }
    assert rules_of(protected.findings(asked(stems), EXCEPTIONS)) == []
    turned = asked({**stems, "sr": "У igra.example „игра“ је власник."})
    assert rules_of(protected.findings(turned, EXCEPTIONS)) == ["kept", "script"]


@pytest.mark.parametrize(
    ("stem", "rules"),
    [
        ("A video on TikTok", ["brand"]),
        ("Marko writes on WhatsApp.", ["brand"]),
        ("A short video", []),
        ("Google it", ["brand"]),
        ("They zoom in on an apple", []),
        ("A QR code and Wi-Fi", []),
    ],
)
def test_products_are_not_named(stem: str, rules: list[str]) -> None:
    assert broken(en=stem) == rules


@pytest.mark.parametrize(
    ("draft", "text", "unlike"),
    [
        ("а б", "а в", "б / в"),
        ("а б", "а", "б / –"),
        ("а", "а б", "– / б"),
        ("а б", "а  б", "а б / а  б"),
    ],
)
def test_the_first_unlike_word_is_found(draft: str, text: str, unlike: str) -> None:
    assert protected.first_unlike(draft, text) == unlike


def test_a_choice_that_only_one_script_has_is_not_compared() -> None:
    item = made_item(sr_latn=made_text("Da", "abcd", "e"), sr=made_text("Да", "абц", "е"))
    assert "drift" not in rules_of(protected.findings(item, exceptions_of_scripts()))
