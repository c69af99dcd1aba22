"""Pictures of scenes in each format: their bytes, beside the questions that show them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from intake import sheets
from intake.file_refusal import RefusedFile
from quizbank.formats import gift_writing, moodle_writing, picture_sheet, qti_writing, xliff
from quizbank.formats.carried import arrived
from quizbank.formats.catalogue import FORMATS, unheld
from quizbank.formats.item import FileQuestion, FileText, Reading
from quizbank.formats.picture_sheet import TITLE, pictures_in, with_pictures
from quizbank.formats.read_file import questions, sheet_pictures
from quizbank.papers.compiling import compiled
from quizbank.rules.question_faults import Asked, words_from
from tests.quizbank.formats.odd_files import moodle
from tests.quizbank.pictured import drawing, pictured_file, scene_with

NAME, BYTES = drawing().name, drawing().content
NOT_READ = "only scenes of our own have pictures"


def item(name: str = NAME) -> FileQuestion:
    data = pictured_file(name)
    return FileQuestion(
        *("pictured", "12-13", "PRIV", "easy", False, data["right"], "single"),
        scene=data["scene"],
        texts={code: FileText(words_from(text)) for code, text in data["texts"].items()},
    )


def bare() -> FileQuestion:
    scene = scene_with(NAME)
    del scene["parts"][1]["image"]
    return replace(item(), id="bare", scene=scene)


def reading_of(name: str, content: bytes) -> Reading:
    return arrived(questions(content, format_name=name, language=""))


def written(name: str, pictures: dict[str, bytes] | None) -> bytes:
    items = [item(), bare()]
    if name == "moodle":
        return moodle_writing.write(items, ["en", "sr"], pictures)
    version = qti_writing.V21 if name == "qti21" else qti_writing.V30
    return qti_writing.write(items, ["en", "sr"], version, pictures)


@pytest.mark.parametrize("name", ["moodle", "qti21", "qti30"])
@pytest.mark.parametrize("pictures", [{NAME: BYTES}, None], ids=["with", "without"])
def test_a_scene_and_its_picture_come_back(name: str, pictures: dict[str, bytes] | None) -> None:
    found = reading_of(name, written(name, pictures))
    assert {one.id: one.scene for one in found.items} == {
        "pictured": item().scene,
        "bare": bare().scene,
    }
    assert found.pictures == (pictures or {})
    assert (found.faults, found.notes) == ([], [])


def test_other_pictures_of_moodle_are_left_out_and_named() -> None:
    files = (
        f'<file name="photo.png" encoding="base64">{b64encode(b"x").decode()}</file>'
        f'<file name="{NAME}" encoding="hex">00</file>'
        f'<file name="{NAME.replace("640", "641")}" encoding="base64">A</file>'
    )
    text = f'<questiontext format="html"><text>What?</text>{files}</questiontext>'
    content = moodle().replace(b"</question>", text.encode() + b"</question>", 1)
    found = reading_of("moodle", content)
    assert found.pictures == {}
    assert [NOT_READ in note.text for note in found.notes] == [True]


def test_other_pictures_of_qti_are_left_out_and_named() -> None:
    content = qti_writing.write([bare()], ["en"], qti_writing.V21)
    assert reading_of("qti21", content).notes == []
    item_xml = (
        b'<assessmentItem identifier="q" xml:lang="en"><itemBody><p><img src="a.png"/>What?</p>'
        b'<choiceInteraction maxChoices="1"><simpleChoice identifier="a">1</simpleChoice>'
        b'<simpleChoice identifier="b">2</simpleChoice></choiceInteraction></itemBody>'
        b"<responseDeclaration><correctResponse><value>a</value></correctResponse>"
        b"</responseDeclaration></assessmentItem>"
    )
    assert NOT_READ in reading_of("qti21", item_xml).notes[0].text


def test_gift_leaves_a_question_with_a_picture_out_and_takes_one_without() -> None:
    reason = unheld(item(), FORMATS["gift"])
    assert str(reason) == "GIFT cannot carry the picture of its scene."
    assert unheld(bare(), FORMATS["gift"]) is None
    assert "<img" not in gift_writing.write([bare()], "en")


def test_a_translator_reads_which_picture_the_words_describe() -> None:
    content = xliff.write([item()], "en", "sr").decode()
    assert content.count(f"Describes the picture {NAME}") == 1


# ---------------------------------------------------------------- our sheet


def workbook(*rows: tuple[str | None, ...]) -> bytes:
    book = load_workbook(BytesIO(with_pictures(empty(), {NAME: BYTES})))
    for row in rows:
        book[TITLE].append(list(row))
    return saved(book)


def empty() -> bytes:
    return saved(Workbook())


def saved(book: object) -> bytes:
    stream = BytesIO()
    book.save(stream)  # type: ignore[attr-defined] # openpyxl's types know no book
    return stream.getvalue()


def test_a_workbook_carries_pictures_behind_the_questions() -> None:
    content = workbook()
    book = load_workbook(BytesIO(content))
    assert book.active == book["Sheet"]
    assert sheet_pictures(content) == {NAME: BYTES}


def test_a_workbook_without_pictures_stays_as_it_is() -> None:
    assert with_pictures(b"anything", {}) == b"anything"
    assert pictures_in(empty()) == {}


def test_what_is_no_picture_of_ours_is_passed_over() -> None:
    other = NAME.replace("640", "641")
    assert pictures_in(workbook(("photo.png", "AA=="), (None, None), (other, "A"))) == {NAME: BYTES}


def test_a_damaged_workbook_is_refused() -> None:
    content = workbook()
    damaged = content.replace(b"xl/workbook.xml", b"xl/workbooq.xml")
    with pytest.raises(RefusedFile, match="cannot be read"):
        sheet_pictures(damaged)
    with pytest.raises(RefusedFile, match="damaged"):
        sheet_pictures(content[:400])


def test_a_workbook_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 100)
    with pytest.raises(RefusedFile, match="too large once unpacked"):
        sheet_pictures(workbook())


# ---------------------------------------------------------------- what browsers get


def test_a_paper_says_where_a_picture_is_and_nothing_of_what_names_none() -> None:
    words = item().texts["en"].words
    parts = [
        compiled(Asked("b", scene=scene_with(name)), words, "abcd")["scene"]["parts"][1]
        for name in (NAME, "typed by somebody")
    ]
    assert parts == [
        {
            "as": "picture",
            "image": f"/pictures/{NAME}",
            "width": 640,
            "height": 400,
            "text": "An owl rides a bicycle",
        },
        {"as": "picture", "text": "An owl rides a bicycle"},
    ]


def test_a_computer_that_is_full_is_no_fault_of_a_workbook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_content: bytes) -> dict[str, bytes]:
        raise MemoryError

    monkeypatch.setattr(picture_sheet, "pictures_in", full)
    with pytest.raises(MemoryError):
        sheet_pictures(workbook())
