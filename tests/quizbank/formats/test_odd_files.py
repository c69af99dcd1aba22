"""Odd and hostile files: each gives a sentence that says what to do, and stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbank.exchange.completing import Missing
from quizbank.exchange.files import MOST_BYTES, read, written
from quizbank.exchange.taking_over import preview
from quizbank.formats import markup, packed
from quizbank.formats.catalogue import FORMATS, unheld
from quizbank.formats.item import BadFile, FileQuestion
from quizbank.models import QuestionText
from tests import cast
from tests.quizbank.formats.cast import bank
from tests.quizbank.formats.odd_files import ODD, moodle, named, qti, quizizz

NO_LANGUAGE = "GIFT in no language"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def stored(db: None) -> int:
    """How many texts the bank has: those of one question."""
    return cast.make_question("old-one").texts.count()


def said(name: str, content: bytes, *, language: str = "en") -> str:
    """Everything that is said about a file, whether it can be read or not."""
    missing = Missing(language, "12-13", "PRIV", "easy")
    try:
        found = preview(FORMATS[name], content, missing=missing, store=True)
    except BadFile as error:
        return str(error)
    assert found.faults
    return "\n".join(map(str, found.faults))


def test_an_odd_file_is_answered_and_nothing_is_stored(stored: int) -> None:
    for odd, (name, content, text) in ODD.items():
        assert text in said(name, content, language="" if odd == NO_LANGUAGE else "en"), odd
        assert QuestionText.objects.count() == stored, odd


def test_there_are_odd_files_enough() -> None:
    assert len(ODD) >= 40


@pytest.mark.parametrize("name", FORMATS)
def test_a_huge_file_is_not_even_looked_at(name: str) -> None:
    with pytest.raises(BadFile, match="larger than 15 megabytes"):
        read(FORMATS[name], bytes(MOST_BYTES + 1))


def test_what_is_offered_to_be_read_is_named_by_its_endings() -> None:
    assert {name: one.read_as for name, one in FORMATS.items() if one.also} == {
        "sheet": ["xlsx", "csv"],
        "qti21": ["zip", "xml"],
        "qti30": ["zip", "xml"],
    }


def test_a_file_of_very_many_questions_is_refused(db: None) -> None:
    with pytest.raises(BadFile, match="more than 3000 texts"):
        preview(FORMATS["gift"], b"::q::W?{=a ~b ~c####d}\n\n" * 3_001, missing=Missing("en"))


def test_a_huge_attribute_is_not_even_looked_at() -> None:
    with pytest.raises(BadFile, match="larger than 20 megabytes"):
        markup.parse(b'<quiz a="%s"/>' % (b"x" * 100 * markup.MEBIBYTE))


def test_a_package_of_very_many_files_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        for number in range(packed.MOST_FILES + 1):
            pack.writestr(f"{number}.xml", b"")
    with pytest.raises(BadFile, match="more than 3100 files"):
        packed.files(stream.getvalue())


def test_a_package_with_a_password_is_refused() -> None:
    content = bytearray(named("q.xml"))
    # the flag of encryption, in the entry and in the directory
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        content[content.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(BadFile, match="protected by a password"):
        packed.files(bytes(content))


def test_a_package_may_lie_about_its_size_only_to_be_refused() -> None:
    content = bytearray(named("q.xml", b"x" * 5000))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(BadFile, match="damaged"):
        packed.files(bytes(content))


NOTES = {
    "a picture in Moodle": ("moodle", moodle('<file name="x.png">aGk=</file>'), "The picture"),
    "a picture in Quizizz": (
        "quizizz",
        quizizz(Image_Link="https://x.example/a.png"),
        "The picture",
    ),
    "a picture in QTI": ("qti30", qti(more='<img src="x.png"/>'), "The picture"),
    "feedback of a choice": ("gift", b"::q::W?{=a#well done ~b ~c####Why}", "The feedback"),
    "a category": ("gift", b"$CATEGORY: x\n\n::q::W?{=a ~b ~c}", "The category"),
}


@pytest.mark.parametrize(("name", "content", "text"), NOTES.values(), ids=NOTES)
def test_what_is_left_out_of_a_question_is_said(name: str, content: bytes, text: str) -> None:
    reading = read(FORMATS[name], content, language="en")
    assert (len(reading.items), len(reading.faults)) == (1, 0)
    assert text in str(reading.notes[0])


def test_instructions_are_no_question() -> None:
    assert read(FORMATS["quizizz"], quizizz(), language="en").items[0].place == "row 3"


ENCODINGS = {"cp1250": "Što sad? Čćžšđ", "cp1251": "Шта сад? Ђ", "utf-16": "Шта sad?"}


@pytest.mark.parametrize(("encoding", "stem"), ENCODINGS.items())
@pytest.mark.parametrize("name", ["gift", "aiken"])
def test_texts_are_read_in_the_encodings_of_the_region(name: str, encoding: str, stem: str) -> None:
    asked = {"gift": "{=a ~b ~c}", "aiken": "\nA. a\nB. b\nC. c\nANSWER: A"}[name]
    [item] = read(FORMATS[name], (stem + asked).encode(encoding), language="hr").items
    assert item.texts["hr"].words.stem == stem


def one_of_each_kind(name: str) -> list[FileQuestion]:
    """A question of the fixtures for each kind that a format holds."""
    there = [item for item in bank() if unheld(item, FORMATS[name]) is None]
    return list({item.kind: item for item in there}.values())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("sheet", "xliff")])
def test_a_file_with_any_byte_changed_is_read_or_refused(name: str) -> None:
    whole = written(FORMATS[name], one_of_each_kind(name), ["en"])

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(whole) - 1), st.binary(max_size=3), st.booleans())
    def is_answered(at: int, new: bytes, cut: bool) -> None:
        with suppress(BadFile):
            read(FORMATS[name], whole[:at] + new + (b"" if cut else whole[at + 1 :]), language="en")

    is_answered()
