"""What XLIFF holds comes back equal, whatever the texts try to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from quizbank.exchange.files import translations
from quizbank.formats import languages, xliff
from quizbank.formats.item import FileQuestion, FileText, clean
from quizbank.rules.question_faults import words_from
from quizbank.rules.text_units import TextWords
from tests.quizbank.formats import cast as formats_cast
from tests.quizbank.formats.cast import bank, hostile_items, make_text
from tests.quizbank.formats.odd_files import xliff as translated
from tests.quizbank.kind_files import KINDS, file_of
from tests.quizbank.pictured import drawing, pictured_file

FULL = FileQuestion(
    id="q-1",
    division="12-13",
    topic="PRIV",
    difficulty="easy",
    sensitive=False,
    right="b",
    texts={"en": make_text("What now?", ["Run", "Ask", "Hide"], "They help.")},
)


def made(kind: str) -> FileQuestion:
    """A question of a kind in English."""
    data = file_of(kind)
    words = words_from(data["texts"]["en"])
    about = {name: data[name] for name in ("right", "kind", "scene")}
    return FileQuestion(id=f"q-{kind}", texts={"en": FileText(words)}, **about)


def back(items: list[FileQuestion], code: str) -> list[FileQuestion]:
    """What comes back of the texts in a language."""
    reading = translations(xliff.write(items, code, code))
    assert not reading.faults
    return reading.items


def test_the_whole_bank_comes_back() -> None:
    for code in formats_cast.languages(bank()):
        texts = [{code: item.texts[code]} for item in bank()]
        assert [dict(item.texts) for item in back(bank(), code)] == texts, code


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_items())
def test_texts_that_look_like_something_else_come_back(items: list[FileQuestion]) -> None:
    for code in formats_cast.TWO_LANGUAGES:
        texts = [{code: item.texts[code]} for item in items]
        assert [dict(item.texts) for item in back(items, code)] == texts


def test_every_trap_comes_back() -> None:
    for trap in formats_cast.TRAPS:
        texts = {"en": make_text(trap, [trap, f"{trap} 2", f"{trap} 3"], trap)}
        assert back([replace(FULL, texts=texts)], "en")[0].texts == texts, trap


@pytest.mark.parametrize(
    ("code", "tag"),
    [("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn"), ("sr-BA", "sr-Cyrl-BA"), ("hr-BA", "hr-BA")],
)
def test_a_language_keeps_its_script_under_other_names(code: str, tag: str) -> None:
    assert languages.tag(code) == tag
    assert [languages.own(one) for one in (code, tag)] == [code] * 2


@pytest.mark.parametrize(
    ("tag", "code"),
    [("hr-HR", "hr"), ("en-GB", "en"), ("sr-Latn-RS", "sr-latn"), ("sr_Cyrl_RS", "sr"), ("", "")],
)
def test_the_region_of_a_language_at_home_says_nothing_new(tag: str, code: str) -> None:
    assert languages.own(tag) == code


def test_it_says_what_waits_for_a_translator() -> None:
    approved = replace(FULL.texts["en"], approved=True)
    items = [replace(FULL, texts={"en": approved, "hr": approved}), FULL]
    content = xliff.write(items, "en", "hr").decode()
    assert content.count('state="final"') == 5
    assert content.count('state="needs-translation"') == 5
    assert content.count('approved="yes"') == 5


def test_it_brings_its_source_along() -> None:
    text = make_text("Što sada?", ["Bježi", "Pitaj", "Sakrij se"], "Pomažu.")
    both = replace(FULL, texts={**FULL.texts, "hr": text})
    [item] = xliff.read(xliff.write([both], "en", "hr")).items
    assert (item.texts, item.source) == ({"hr": text}, ("en", FULL.texts["en"]))


def test_all_units_come_back() -> None:
    items = [made(kind) for kind in KINDS]
    assert [item.texts for item in back(items, "en")] == [item.texts for item in items]


def test_it_tells_no_key_that_it_is_not_given() -> None:
    content = xliff.write([replace(made(kind), right="") for kind in KINDS], "en", "hr").decode()
    assert "right choice" not in content
    assert "wrong choice" not in content
    assert "The right choice" in xliff.write([made("single")], "en", "hr").decode()


def test_a_translator_reads_which_picture_the_words_describe() -> None:
    data = pictured_file(drawing().name)
    texts = {"en": FileText(words_from(data["texts"]["en"]))}
    item = replace(FULL, scene=data["scene"], texts=texts)
    content = xliff.write([item], "en", "sr").decode()
    assert content.count(f"Describes the picture {drawing().name}") == 1


def test_a_part_that_the_source_left_empty_need_not_be_translated() -> None:
    source = make_text("What?", "abc")
    there = FileText(TextWords("Što?", source.words.choices))
    item = FileQuestion(id="q", texts={"en": source, "hr": there})
    [found] = xliff.read(xliff.write([item], "en", "hr")).items
    assert found.texts == {"hr": there}


def test_what_has_no_text_in_the_source_is_not_translated() -> None:
    assert b"<file" not in xliff.write([FULL], "hr", "bs")


def test_a_file_without_translations_is_only_remarked_on() -> None:
    found = translations(translated(**dict.fromkeys(("question", "explanation", *"abcd"), "")))
    assert (found.items, found.faults) == ([], [])
    assert "Nothing is translated yet." in str(found.notes[0])


def test_a_text_is_cleaned_once_and_for_all() -> None:
    dirty = " a\tb\r\nc\x00\x07\u2028d\ufeff "
    assert clean(dirty) == "a b\nc\nd"
    assert clean(clean(dirty)) == clean(dirty)
