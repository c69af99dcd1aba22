"""Negations in what is asked, and choices that stand for others, in every language."""

from __future__ import annotations

import pytest

from base.languages.scripts import to_latin
from quizbank.checks import wording
from tests.quizbank.checks.made import made_item, made_text, rules_of


@pytest.mark.parametrize(
    ("language", "stem", "word"),
    [
        ("en", "Which message is NOT a warning sign?", "not"),
        ("en", "What should Ana never do?", "never"),
        ("en", "Which of these isn’t safe?", "isn't"),
        ("en", "Which picture says least about Emir?", ""),
        ("en", "Who may know it except Ana?", "except"),
        ("en", "Ana does not know him. What should she do?", ""),
        ("en", "What should Ana do if she does not know him?", ""),
        ("en", "What helps a friend who does not sleep?", ""),
        ("hr", "Što Ana ne bi trebala učiniti?", "ne"),
        ("hr", "Koja poruka nije znak za oprez?", "nije"),
        ("hr", "U kojoj poruci nema opasnosti?", "nema"),
        ("hr", "Što učiniti s porukom osobe koju Ana ne zna?", ""),
        ("hr", "Što učiniti ako Ana ne zna lozinku?", ""),
        ("hr", "Ana ne zna lozinku. Što treba učiniti?", ""),
        ("bs", "Šta Amar ne treba uraditi?", "ne"),
        ("sr-latn", "Šta Vuk nikad ne treba da uradi?", "nikad"),
        ("sr", "Шта Вук не треба да уради?", "ne"),
        ("sr", "Неко пише: „Нико не зна!“ Шта Вук треба да уради?", ""),
        ("sr-BA", "Која порука није знак опасности?", "nije"),
        ("sr-BA", "Шта да уради, ако дијете не спава?", ""),
        ("hr", "Nejra je umorna. Neka poruka stiže. Što sad?", ""),
    ],
)
def test_only_a_negation_of_what_is_asked_counts(language: str, stem: str, word: str) -> None:
    assert wording.negative(language, to_latin(stem)) == word


@pytest.mark.parametrize(
    ("division", "broken"),
    [("9-11", ["negative-young"]), ("12-13", ["negative"]), ("14-15", ["negative"])],
)
def test_only_for_the_youngest_a_negation_is_forbidden(division: str, broken: list[str]) -> None:
    item = made_item(division=division, en=made_text("What is not safe?"))
    assert rules_of(wording.findings(item)) == broken


@pytest.mark.parametrize(
    ("language", "choice", "caught"),
    [
        ("en", "All of the above", True),
        ("en", "None of these.", True),
        ("en", "Both answers", True),
        ("en", "A and C", True),
        ("en", "Both", True),
        ("en", "Show all of her messages to an adult", False),
        ("en", "Tell both a teacher and her mum", False),
        ("hr", "Sve navedeno", True),
        ("hr", "Ništa od navedenoga", True),
        ("hr", "Nijedan odgovor", True),
        ("hr", "Sve zajedno spremiti i pokazati", False),
        ("bs", "Ništa od toga", True),
        ("bs", "Ništa od toga ne govoriti nikome", False),
        ("bs", "a i b", True),
        ("sr-latn", "Svi ponuđeni odgovori", True),
        ("sr-latn", "Da sve to pokaže odraslima", False),
        ("sr", "Све од наведеног", True),
        ("sr", "Све наведено", True),
        ("sr", "Да избрише све", False),
        ("sr-BA", "Ниједно од наведеног", True),
        ("sr-BA", "Мама и баба", False),
    ],
)
def test_a_choice_stands_by_itself(language: str, choice: str, caught: bool) -> None:
    assert wording.catches_all(language, to_latin(choice)) is caught


def test_a_choice_for_all_others_is_an_error_with_its_letter() -> None:
    item = made_item(en=made_text(choices=["One", "Two", "All of the above"]))
    (finding,) = wording.findings(item)
    assert (finding.rule, "choice c" in finding.message) == ("catch-all", True)
