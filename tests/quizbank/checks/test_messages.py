"""What formats and checks found is said in the reader's language, whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext

from base.intake.phrases import Phrase
from quizbank.checks import bank, finding_messages, inspection
from quizbank.checks.check_rules import RULES
from quizbank.checks.items import Finding
from quizbank.exchange import fault_messages
from quizbank.exchange.files import translations
from quizbank.exchange.sheet import EVERY, UNITS
from quizbank.formats import markup
from quizbank.formats.item import BadFile, FileFault
from quizbank.formats.places import ROW
from quizbank.rules.question_faults import Asked, faults
from tests.quizbank.checks.made import made_item, made_text
from tests.quizbank.formats.odd_files import ODD

LANGUAGES = ["bs", "hr", "sr", "sr-latn", "en"]
OTHERS = pytest.mark.parametrize("language", LANGUAGES[:-1])
# What is already said in the reader's language by whoever found it.
TOLD = ("%(said)s", "“%(value)s”: %(said)s")


def odd_things() -> Iterator[FileFault | BadFile]:
    """All that is found in the odd files by their formats, without the bank."""
    for name, content, _text in ODD.values():
        if name == "sheet":
            continue
        try:
            reading = translations(content)
        except BadFile as error:
            yield error
        else:
            yield from (*reading.faults, *reading.notes)


def said(found: FileFault | BadFile) -> str:
    """A fault or a bad file in the active language."""
    return (
        fault_messages.bad_file(found)
        if isinstance(found, BadFile)
        else str(fault_messages.fault(found))
    )


def patterns(found: FileFault | BadFile) -> Iterator[str]:
    """Every sentence and word of ours in what was found."""
    yield found.text
    place = [] if isinstance(found, BadFile) else [found.place, found.where]
    yield from (one.text for one in [*place, *found.values.values()] if isinstance(one, Phrase))


def test_all_that_is_said_of_odd_files_is_translated() -> None:
    texts = {text for found in odd_things() for text in patterns(found)} - {*TOLD}
    assert len(texts) > 8
    with translation.override("sr"):
        assert [text for text in texts if gettext(text) == text] == []


def test_all_places_in_odd_files_have_names() -> None:
    named = {found.where for found in odd_things() if isinstance(found, FileFault)}
    assert {where for where in named if not isinstance(where, Phrase)} <= set(fault_messages.WHERE)


def test_in_english_nothing_is_lost() -> None:
    with translation.override("en"):
        unlike = [found for found in odd_things() if isinstance(found, BadFile)]
        assert [fault_messages.bad_file(one) for one in unlike] == [str(one) for one in unlike]


def test_a_place_is_known_by_its_english_and_told_in_any_language() -> None:
    place = Phrase(ROW, number=7)
    assert (place, {"row 7": 1}[place]) == ("row 7", 1)
    with translation.override("hr"):
        told = fault_messages.fault(FileFault(place, "right", "Nothing is translated yet."))
    assert str(told) == "redak 7, točan odgovor: Još ništa nije prevedeno."
    assert told.column == "right"


def test_words_in_words_are_translated_too() -> None:
    [fault, *_others] = faults(Asked("a"), {"hr": {"choices": {one: one for one in "abc"}}}, ())
    assert fault == "hr: the question is empty"
    with translation.override("sr"):
        assert finding_messages.say(fault) == "Hrvatski: питање: нема текста"


def test_what_is_no_sentence_of_ours_stays_as_it_is() -> None:
    with translation.override("sr"):
        assert finding_messages.say("items/q-1.xml") == "items/q-1.xml"
        assert (
            fault_messages.fault(FileFault("items/q-1.xml", "xyz", "%(said)s", {"said": "x"})).where
            == "xyz"
        )


def test_every_column_and_every_part_has_a_name() -> None:
    assert [name for name in EVERY if name not in {*fault_messages.WHERE, *UNITS}] == []


def test_a_column_of_a_unit_is_named_after_it() -> None:
    with translation.override("en"):
        assert fault_messages.column_name("answer_e") == "choice e"
        assert fault_messages.column_name("note_12") == "note 12"
        assert fault_messages.column_name("right") == "right choice"


@pytest.mark.parametrize("reason", [*markup.REASONS, markup.UNUSUAL])
def test_what_a_parser_says_is_said_in_croatian(reason: str) -> None:
    with translation.override("hr"):
        assert finding_messages.say(Phrase(reason)) != reason


BAD = made_text(
    "Which is NOT so?" + " word" * 30 + "?", ["All of the above" * 6, "b", "", "{x} 5"], ""
)


def findings() -> Iterable[Finding]:
    """Much that the checks can say."""
    young = made_item(
        "one", division="9-11", en=BAD, hr=made_text("Šta 7 да?"), sr=made_text("Ask")
    )
    lacking = made_item("two", right="d", en=made_text(), sr_latn=made_text(choices="ab"))
    stories = [made_item(f"q-{n}", en=made_text("Ana asks Zora what to do.")) for n in range(30)]
    bank_of_all = [young, lacking, *stories]
    yield from bank.of_bank(bank_of_all, inspection.guide(), LANGUAGES)


def test_findings_are_words_and_many_rules_are_among_them() -> None:
    found = list(findings())
    assert {type(one.message) for one in found} == {Phrase}
    assert len({one.rule for one in found}) >= 15


@OTHERS
def test_findings_are_said_in_every_language(language: str) -> None:
    with translation.override(language):
        same = {one.rule for one in findings() if finding_messages.finding(one).text == one.message}
        assert same == set()
        assert [
            rule.asks
            for rule in RULES.values()
            if finding_messages.say(Phrase(rule.asks)) == rule.asks
        ] == []


def test_a_finding_names_its_language_and_what_the_rule_asks() -> None:
    found = next(one for one in findings() if one.rule == "missing")
    with translation.override("hr"):
        told = finding_messages.finding(found)
    assert (told.severity, told.asks) == ("mora se ispraviti", "svaki jezik natjecanja ima tekst")
    assert (told.language, told.question) == ("Bosanski", "one")
