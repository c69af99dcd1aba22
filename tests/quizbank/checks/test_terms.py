"""Each language has its own words: terms of the glossary and forms of the dialects."""

from __future__ import annotations

import pytest

from quizbank.checks import terms
from quizbank.checks.inspection import guide
from quizbank.checks.items import Finding
from tests.quizbank.checks.made import asked, made_text, rules_of

GLOSSARY = guide().glossary


def found(**stems: str) -> list[Finding]:
    """What these questions break, by language."""
    return list(terms.findings(asked(stems), GLOSSARY))


@pytest.mark.parametrize(
    ("language", "stem", "rules"),
    [
        ("hr", "Ana ima računalo.", []),
        ("hr", "Ana ima računar.", ["term"]),
        ("hr", "Ana ima korisnički račun.", []),
        ("sr_latn", "Ana ima računar.", []),
        ("sr_latn", "Ana ima računalo.", ["term"]),
        ("sr", "Ана има рачунар.", []),
        ("sr", "Ана има рачунало.", ["term"]),
        ("sr_BA", "Ана има рачунало.", ["term"]),
        ("bs", "Ko to radi?", []),
        ("bs", "Tko to radi?", ["term"]),
        ("hr", "Tko to radi?", []),
        ("hr", "Ko to radi?", ["term"]),
        ("hr", "Šta sada?", ["term"]),
        ("hr", "U veljači i rujnu", []),
        ("hr", "U februaru", ["term"]),
        ("hr", "Marta i Maja pišu.", []),  # names, though months elsewhere
        ("hr", "Do kraja, u martu", ["term"]),
        ("bs", "U siječnju", ["term"]),
        ("sr", "У фебруару", []),
        ("sr", "У тјеdну".replace("d", "д"), ["term"]),
        ("hr", "Zaslon i poveznica", []),
        ("sr_latn", "Zaslon", ["term"]),
        ("hr", "Nova zaporka", ["term-rather"]),
        ("hr", "Neko vrijeme", ["term-rather"]),
        ("bs", "Neko piše", []),
    ],
)
def test_a_language_has_its_own_words(language: str, stem: str, rules: list[str]) -> None:
    assert rules_of(found(**{language: stem})) == rules


@pytest.mark.parametrize(
    ("hr", "rules"),
    [("Lozinke su tajne.", []), ("To je tajna.", ["term-lost"]), ("LOZINKA!", [])],
)
def test_a_term_of_the_english_text_is_translated(hr: str, rules: list[str]) -> None:
    assert rules_of(found(en="Passwords are secret.", hr=hr)) == rules
    assert rules_of(found(en="It is secret.", hr="To je tajna.")) == []


@pytest.mark.parametrize(
    ("language", "stem", "rules"),
    [
        ("bs", "Lijepo dijete uvijek ima vremena.", []),
        ("bs", "Lepo vrijeme", ["dialect"]),
        ("hr", "Gdje je mjesto?", []),
        ("hr", "Gde je mjesto?", ["dialect"]),
        ("sr_BA", "Вријеме и мјесто", []),
        ("sr_BA", "Време и мјесто", ["dialect"]),
        ("sr", "Време и место", []),
        ("sr", "Вријеме и место", ["dialect"]),
        ("sr_latn", "Lepo dete piše poruku.", []),
        ("sr_latn", "Djeca i deca", ["dialect"]),
        ("en", "Pre time", []),
    ],
)
def test_each_dialect_keeps_its_forms(language: str, stem: str, rules: list[str]) -> None:
    assert rules_of(found(**{language: stem})) == rules


def test_the_glossary_holds_forty_terms_and_contradicts_itself_nowhere() -> None:
    assert len(GLOSSARY.terms) >= 40
    for term in GLOSSARY.terms:
        for language, forms in term.says.items():
            said = " ".join(form.replace("*", "") for form in forms)
            assert not (ban := term.bans.get(language)) or not ban.search(said), term.name
    assert not set(GLOSSARY.ekavian) & set(GLOSSARY.ijekavian)


@pytest.mark.parametrize(
    ("english", "rules"),
    [
        ("A code can link the account to another device.", []),
        ("Open the link in the message.", ["term-lost"]),
        ("A link can link two accounts.", ["term-lost"]),
    ],
)
def test_a_verb_is_not_taken_for_the_term(english: str, rules: list[str]) -> None:
    assert sorted(set(rules_of(found(en=english, hr="Kod spaja dva profila.")))) == rules


@pytest.mark.parametrize(
    ("croatian", "terms_said"),
    [
        ("Igrač želi prijaviti igrača i prodaje skin.", []),
        ("Prijavi se i skini datoteku.", ["Prijavi", "skini", "datoteku"]),
    ],
)
def test_hints_follow_the_meaning(croatian: str, terms_said: list[str]) -> None:
    said = [term for term, _says in terms.saying(GLOSSARY, "hr", made_text(croatian), "en")]
    assert sorted(said) == sorted(terms_said)
