"""Odd files at their readers alone, without a bank: what is refused, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from quizbank.exchange.files import read, written
from quizbank.formats import gift_reading, hypertext, packed, table, xliff
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.hypertext import MOST_CHARACTERS
from quizbank.formats.item import BadFile, FileQuestion, Reading, make_text
from quizbank.formats.packed import MEBIBYTE, MOST_UNPACKED
from quizbank.formats.read_file import sheet
from tests.quizbank.formats.odd_files import ODD, moodle, qti
from tests.quizbank.formats.odd_files import xliff as translated

# Their readers take them; only whoever knows the bank can say what is wrong.
TAKEN = {
    odd
    for odd, (name, _content, _text) in ODD.items()
    if name == "sheet"
    or odd
    in {
        "GIFT in no language",
        "GIFT that is empty",
        "GIFT with a long choice",
        "a long question",
        "an empty quiz",
        "only the template",
        "two answers",
        "XLIFF of an unknown question",
        "XLIFF with a long translation",
    }
}


def reading_of(name: str, content: bytes | str) -> Reading:
    """What its reader makes of a file."""
    content = content.encode() if isinstance(content, str) else content
    return read(FORMATS[name], content, language="en")


@pytest.mark.parametrize("odd", sorted(ODD.keys() - TAKEN))
def test_an_odd_file_is_refused_by_its_reader(odd: str) -> None:
    name, content, text = ODD[odd]
    with translation.override("en"):
        try:
            said = "\n".join(map(str, reading_of(name, content).faults))
        except BadFile as error:
            said = str(error)
    assert text in said


def quiz(answers: str) -> str:
    """A quiz of Moodle with one question that has these answers."""
    return moodle(answers=[answers]).decode()


RIGHT = '<answer fraction="100"><text>A</text>{}</answer>'
WRONG = '<answer fraction="0"><text>B</text></answer><answer fraction="0"><text>C</text></answer>'
CATEGORY = '<question type="category"><category><text>x</text></category></question>'
INLINE = '<qti-feedback-inline outcome-identifier="F" identifier="a">No.</qti-feedback-inline>'
NOTES = {
    "a category of Moodle": (
        "moodle",
        moodle().decode().replace("<quiz>", f"<quiz>{CATEGORY}"),
        "The category is not read",
    ),
    "a picture in a text of Moodle": (
        "moodle",
        quiz(RIGHT.format("") + WRONG.replace("<text>B", "<text>B&lt;img src='x'&gt;")),
        "The picture",
    ),
    "feedback of an answer in Moodle": (
        "moodle",
        quiz(RIGHT.format("<feedback><text>Well done</text></feedback>") + WRONG),
        "feedback",
    ),
    "feedback of a choice in QTI": (
        "qti30",
        qti().decode().replace(">b</qti-simple", f">b{INLINE}</qti-simple"),
        "Of several feedbacks",
    ),
}


@pytest.mark.parametrize(("name", "content", "text"), NOTES.values(), ids=NOTES)
def test_what_a_reader_leaves_out_is_said(name: str, content: str, text: str) -> None:
    found = reading_of(name, content)
    assert (len(found.items), found.faults) == (1, [])
    assert text in str(found.notes[0])


def test_a_plain_text_of_moodle_is_no_html() -> None:
    plain = RIGHT.format("").replace("<answer ", '<answer format="plain_text" ')
    plain = plain.replace("<text>A", "<text>A &lt;b&gt;")
    (item,) = reading_of("moodle", quiz(plain + WRONG)).items
    assert item.texts["en"].words.choices["a"] == "A <b>"


def packed_up(*files: tuple[str, str]) -> bytes:
    """A zip file; names may repeat."""
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        for name, content in files:
            pack.writestr(name, content)
    return stream.getvalue()


QUESTION = qti().decode()
OTHER = QUESTION.replace('xml:lang="en"', 'xml:lang="hr"')


@pytest.mark.parametrize(
    ("second", "languages", "fault"),
    [
        (OTHER, {"en", "hr"}, ""),
        (QUESTION, {"en"}, "has the same question in this language"),
        (qti(key="b").decode().replace('lang="en"', 'lang="hr"'), {"en"}, "something else"),
    ],
    ids=["another language", "twice", "another right choice"],
)
def test_files_of_a_package_with_one_identifier_are_one_question(
    second: str, languages: set[str], fault: str
) -> None:
    found = reading_of("qti30", packed_up(("a.xml", QUESTION), ("b.xml", second)))
    assert [set(item.texts) for item in found.items] == [languages]
    assert [fault in str(one) for one in found.faults] == [True] * bool(fault)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_with_one_name_twice_is_refused() -> None:
    with pytest.raises(BadFile, match="two files of the same name"):
        packed.files(packed_up(("a", "x"), ("a", "y")))


def test_a_package_that_is_too_large_unpacked_is_refused() -> None:
    part = "".join(chr(97 + n % 7) for n in range(MEBIBYTE))
    names = range(MOST_UNPACKED // MEBIBYTE + 1)
    with pytest.raises(BadFile, match="once unpacked"):
        packed.files(packed_up(*((str(name), part) for name in names)))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a</span> b", "a b"),
        ("<script>x</script>a", "a"),
        ("a<!-- b -->c", "ac"),
        ("<span>a</span>", "a"),
    ],
)
def test_html_is_read_as_it_shows(source: str, text: str) -> None:
    assert hypertext.plain(source) == text


def test_a_text_of_very_many_signs_is_refused() -> None:
    with pytest.raises(BadFile, match="longer than"):
        hypertext.plain("x" * (MOST_CHARACTERS + 1))


def test_a_table_of_very_many_rows_is_refused() -> None:
    with pytest.raises(BadFile, match="Split it"):
        list(table.numbered([["a"]] * (table.MOST_ROWS + 1), {}))


def test_our_own_sheet_is_read_as_text() -> None:
    assert sheet(b"id,right\none,a").rows == [["one", "a"]]


def test_a_translation_without_a_part_is_refused() -> None:
    found = reading_of("xliff", translated(question="-"))
    assert found.items == []
    assert "question" in str(found.faults[0])


@pytest.mark.parametrize(
    ("units", "told"),
    [(dict.fromkeys(("question", "explanation", *"abcd"), ""), "Nothing is translated yet.")],
)
def test_a_file_without_translations_is_only_remarked_on(units: dict[str, str], told: str) -> None:
    found = reading_of("xliff", translated(**units))
    assert (found.items, found.faults) == ([], [])
    assert told in str(found.notes[0])


BARE = FileQuestion(right="a", texts={"en": make_text("What now?", ["Ask", "Run", "Hide"], "")})


@pytest.mark.parametrize("name", ["qti21", "qti30", "moodle", "gift"])
def test_a_question_that_says_nothing_of_itself_comes_back(name: str) -> None:
    content = written(FORMATS[name], [replace(BARE, id="q-1")], ["en"])
    (item,) = read(FORMATS[name], content, language="en").items
    assert (item.right, item.texts, item.sensitive) == ("a", BARE.texts, None)


def test_a_package_names_no_identifier_that_is_not_there() -> None:
    with ZipFile(BytesIO(written(FORMATS["qti30"], [BARE], ["en"]))) as pack:
        manifest = pack.read("imsmanifest.xml")
    assert b"language" in manifest
    assert b">id:" not in manifest


def test_what_has_no_text_in_the_source_is_not_translated() -> None:
    assert b"<file" not in xliff.write([BARE], "hr", "bs")


def test_a_right_choice_that_is_said_twice_is_none() -> None:
    values = "<qti-value>a</qti-value><qti-value>b</qti-value>"
    found = reading_of("qti30", QUESTION.replace("<qti-value>a</qti-value>", values))
    assert (found.items, len(found.faults)) == ([], 1)


def test_a_question_outside_of_the_body_has_its_prompt_alone() -> None:
    content = QUESTION.replace("<qti-item-body>", "").replace("</qti-item-body>", "")
    (item,) = reading_of("qti30", content).items
    assert item.texts["en"].words.stem == "What?"


def test_what_no_reader_sees_is_no_text() -> None:
    content = QUESTION.replace("<qti-item-body>", "<qti-item-body><p>So.<script>x</script></p>")
    (item,) = reading_of("qti30", content).items
    assert item.texts["en"].words.stem == "So.\nWhat?"


def test_a_blank_row_of_a_table_is_left_out() -> None:
    columns = {"question": "q", "choice 1": "a", "choice 2": "b", "right": "r"}
    rows = [["Q", "A", "B", "R"], ["", "", "", ""], ["What?", "x", "y"]]
    ((number, cells),) = table.numbered(rows, columns)
    assert (number, cells["question"], cells["right"]) == (3, "What?", "")


@pytest.mark.parametrize("choices", ["=all ~%50%half ~no", "~%100%all ~%50%half ~no ~nope"])
def test_a_choice_of_gift_that_gives_some_of_the_points_is_wrong_and_told(choices: str) -> None:
    reading = gift_reading.read(f"What? {{{choices}}}", "en")
    assert [(item.kind, item.right) for item in reading.items] == [("single", "a")]
    assert ["only some of the points" in note.text for note in reading.notes] == [True]
    assert reading.faults == []


def test_choices_of_gift_that_give_unlike_points_are_refused() -> None:
    reading = gift_reading.read("What? {~%60%a ~%40%b ~c ~d}", "en")
    assert ["same points" in fault.text for fault in reading.faults] == [True]
    even = gift_reading.read("What? {~%50%a ~%50%b ~%-50%c ~d}", "en")
    assert ([item.right for item in even.items], even.notes) == (["ab"], [])
