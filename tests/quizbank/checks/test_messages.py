"""What formats and checks found is said in the reader's language, whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from base.intake.phrases import Phrase
from quizbank.checks import bank, finding_messages, inspection
from quizbank.checks.items import Finding
from quizbank.exchange import fault_messages
from quizbank.exchange.sheet import EVERY, UNITS
from quizbank.formats.item import FileFault
from quizbank.formats.places import ROW
from quizbank.rules.question_faults import Asked, faults
from tests.quizbank.checks.made import made_item, made_text

LANGUAGES = ["bs", "hr", "sr", "sr-latn", "en"]


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


def test_every_column_and_every_part_has_a_name() -> None:
    assert [name for name in EVERY if name not in {*fault_messages.WHERE, *UNITS}] == []


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


def test_a_finding_names_its_language_and_what_the_rule_asks() -> None:
    found = next(one for one in findings() if one.rule == "missing")
    with translation.override("hr"):
        told = finding_messages.finding(found)
    assert (told.severity, told.asks) == ("mora se ispraviti", "svaki jezik natjecanja ima tekst")
    assert (told.language, told.question) == ("Bosanski", "one")
