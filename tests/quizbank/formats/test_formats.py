"""What a format claims to hold comes back equal, whatever the texts try to be."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from quizbank.exchange.files import read, written
from quizbank.formats import (
    aiken,
    gift_writing,
    kahoot,
    languages,
    moodle_writing,
    qti_reading,
    quizizz,
    xliff,
)
from quizbank.formats.catalogue import FORMATS, left_out
from quizbank.formats.item import FileQuestion, clean, make_text
from tests.quizbank.formats import cast as formats_cast
from tests.quizbank.formats.cast import bank, hostile_items, in_language, there_and_back

OTHERS = [name for name in FORMATS if name != "sheet"]
PLAIN = FileQuestion(right="b", texts={"en": make_text("What now?", ["Run", "Ask", "Hide"])})
FULL = replace(
    PLAIN,
    id="q-1",
    division="12-13",
    topic="PRIV",
    difficulty="easy",
    sensitive=False,
    texts={"en": make_text("What now?", ["Run", "Ask", "Hide"], "They help.")},
)


@pytest.mark.parametrize("name", OTHERS)
def test_the_whole_bank_comes_back_from_every_format(name: str) -> None:
    back, claimed = there_and_back(name, bank())
    assert back == claimed
    assert len(back) >= sum(item.kind == "single" and not item.scene for item in bank())


@pytest.mark.parametrize("name", OTHERS)
def test_texts_that_look_like_something_else_come_back(name: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(hostile_items())
    def comes_back(items: list[FileQuestion]) -> None:
        back, claimed = there_and_back(name, items)
        assert back == claimed

    comes_back()


@pytest.mark.parametrize("name", OTHERS)
def test_every_trap_comes_back(name: str) -> None:
    lost = {}
    for trap in formats_cast.TRAPS:
        text = make_text(trap, [trap, f"{trap} 2", f"{trap} 3"], trap)
        back, claimed = there_and_back(name, [replace(FULL, texts={"en": text})])
        if back != claimed:
            lost[trap] = (back, claimed)
    assert lost == {}


ABOUT = ["identifier", "language", "division", "topic", "difficulty", "sensitive"]
ONLY_ASKED = ["sorting and order", "scenes", "notes", "pictures"]
LACKS = {
    **{name: [] for name in ("sheet", "moodle", "qti21", "qti30")},
    "gift": ["pictures"],
    "kahoot": [*ABOUT, "explanation", *ONLY_ASKED],
    "quizizz": [*ABOUT, *ONLY_ASKED],
    "aiken": [*ABOUT, "explanation", "line breaks", "several right choices", *ONLY_ASKED],
    "xliff": ["division", "topic", "difficulty", "sensitive"],
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_cannot_hold_is_named(name: str) -> None:
    assert FORMATS[name].lacks == LACKS[name]


def test_texts_that_are_asked_for_and_not_there_are_named() -> None:
    assert left_out([FULL], ["en", "hr"]) == [("q-1", "hr")]


def rows(content: bytes) -> list[list[object]]:
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_kahoot_finds_its_own_header_in_row_8() -> None:
    found = rows(kahoot.write([PLAIN], "en"))
    assert found[1][1] == "Quiz template"
    assert found[7][1:] == [
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters",
        "Answer 3 - max 75 characters",
        "Answer 4 - max 75 characters",
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ]
    assert found[8] == [1, "What now?", "Run", "Ask", "Hide", None, 60, 2]


def test_quizizz_finds_its_header_above_the_instructions() -> None:
    found = rows(quizizz.write([PLAIN], "en"))
    assert found[0][:4] == ["Question Text", "Question Type", "Option 1", "Option 2"]
    assert found[0][7:] == ["Correct Answer", "Time in seconds", "Image Link", "Answer explanation"]
    assert found[1][0] == "Text of the question (required)"
    assert found[2][:5] == ["What now?", "Multiple Choice", "Run", "Ask", "Hide"]


@pytest.mark.parametrize("name", ["kahoot", "quizizz"])
def test_no_text_becomes_a_formula(name: str) -> None:
    text = make_text("=1+1", ["=cmd|' /C calc'!A0", "#N/A", "+1"], "@x")
    content = written(FORMATS[name], [replace(PLAIN, texts={"en": text})], ["en"])
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(
    ("code", "tag", "pack"),
    [
        ("sr", "sr-Cyrl", "sr_cr"),
        ("sr-latn", "sr-Latn", "sr_lt"),
        ("sr-BA", "sr-Cyrl-BA", "sr_cr_ba"),
        ("hr", "hr", "hr"),
        ("hr-BA", "hr-BA", "hr-BA"),
    ],
)
def test_a_language_keeps_its_script_under_other_names(code: str, tag: str, pack: str) -> None:
    assert (languages.tag(code), languages.moodle(code)) == (tag, pack)
    assert [languages.own(one) for one in (code, tag, pack)] == [code] * 3


@pytest.mark.parametrize(
    ("tag", "code"),
    [("hr-HR", "hr"), ("en-GB", "en"), ("sr-Latn-RS", "sr-latn"), ("sr_Cyrl_RS", "sr"), ("", "")],
)
def test_the_region_of_a_language_at_home_says_nothing_new(tag: str, code: str) -> None:
    assert languages.own(tag) == code


def test_moodle_shows_its_readers_one_language() -> None:
    both = replace(FULL, texts={**FULL.texts, "sr": make_text("Шта сад?", "абв", "Јер.")})
    content = moodle_writing.write([both], ["en", "sr"]).decode()
    assert '&lt;span lang="sr_cr" class="multilang"&gt;Шта сад?&lt;/span&gt;' in content
    assert "<idnumber>q-1</idnumber>" in content
    assert content.count('fraction="100"') == 1


def test_gift_says_identifier_and_tags_as_moodle_does() -> None:
    first, second, *_rest = gift_writing.write([FULL], "en").splitlines()
    assert first.startswith("// [id:q-1] [tag:division:12-13] [tag:topic:PRIV]")
    assert second == "::q-1::[plain]What now? {"


def test_gift_escapes_every_sign_that_moodle_takes_for_its_own() -> None:
    item = replace(FULL, texts={"en": make_text("~=#{}:\\\nx", "abc")})
    assert "[plain]\\~\\=\\#\\{\\}\\:\\\\\\nx {" in gift_writing.write([item], "en")


def test_aiken_is_what_a_teacher_would_type() -> None:
    assert aiken.write([FULL], "en") == "What now?\nA. Run\nB. Ask\nC. Hide\nANSWER: B\n"


CYRILLIC = {
    "Serbian order": ("А) Да\nБ) Не\nВ) Можда\nОДГОВОР: В", "c"),
    "looks like Latin": ("А. Да\nВ. Не\nС. Можда\nANSWER: В", "b"),
    "Latin letters, Cyrillic answer": ("A. Da\nB. Ne\nC. Možda\nODGOVOR: С", "c"),
    "small letters": ("a) Da\nb) Ne\nc) Možda\nanswer: b", "b"),
}


@pytest.mark.parametrize(("choices", "right"), CYRILLIC.values(), ids=CYRILLIC)
def test_aiken_takes_letters_of_either_script(choices: str, right: str) -> None:
    [item] = aiken.read(f"Шта сад?\n{choices}\n", "sr").items
    assert item.right == right


def test_xliff_says_what_waits_for_a_translator() -> None:
    approved = replace(FULL.texts["en"], approved=True)
    items = [replace(FULL, texts={"en": approved, "hr": approved}), FULL]
    content = xliff.write(items, "en", "hr").decode()
    assert content.count('state="final"') == 5
    assert content.count('state="needs-translation"') == 5
    assert content.count('approved="yes"') == 5


def test_xliff_brings_its_source_along() -> None:
    text = make_text("Što sada?", ["Bježi", "Pitaj", "Sakrij se"], "Pomažu.")
    both = replace(FULL, texts={**FULL.texts, "hr": text})
    [item] = xliff.read(xliff.write([both], "en", "hr"), "").items
    assert (item.texts, item.source) == ({"hr": text}, ("en", FULL.texts["en"]))


def test_a_single_file_of_qti_is_read_without_its_package() -> None:
    content = (
        b'<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q1">'
        b'<qti-response-declaration identifier="RESPONSE"><qti-correct-response><qti-value>Y'
        b"</qti-value></qti-correct-response></qti-response-declaration><qti-item-body>"
        b"<p>It is late.</p><div><qti-choice-interaction><qti-prompt>What\n   now?</qti-prompt>"
        b'<qti-simple-choice identifier="X">A<br/>B</qti-simple-choice>'
        b'<qti-simple-choice identifier="Y"><p>Sleep</p></qti-simple-choice>'
        b'<qti-simple-choice identifier="Z">Read</qti-simple-choice>'
        b"</qti-choice-interaction></div></qti-item-body></qti-assessment-item>"
    )
    [item] = qti_reading.read(content, "en").items
    text = make_text("It is late.\nWhat now?", ["A\nB", "Sleep", "Read"])
    assert (item.id, item.right, item.texts) == ("q1", "b", {"en": text})


def test_a_package_reads_the_same_in_both_versions() -> None:
    contents = [written(FORMATS[name], bank(), ["en", "sr"]) for name in ("qti21", "qti30")]
    first, second = (read(FORMATS["qti21"], content).items for content in contents)
    assert first == second


@pytest.mark.parametrize("name", OTHERS[:-1])
def test_the_same_questions_give_the_same_file(name: str) -> None:
    if FORMATS[name].suffix != "xlsx":
        first, second = (written(FORMATS[name], bank(), ["en"]) for _ in "12")
        assert first == second


def test_a_text_is_cleaned_once_and_for_all() -> None:
    dirty = " a\tb\r\nc\x00\x07\u2028d\ufeff "
    assert clean(dirty) == "a b\nc\nd"
    assert clean(clean(dirty)) == clean(dirty)


def test_one_language_is_one_language() -> None:
    assert formats_cast.languages(in_language(bank(), "hr")) == ["hr"]
