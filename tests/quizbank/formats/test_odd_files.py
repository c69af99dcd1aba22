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

from quizbank.exchange.files import MOST_BYTES, translations
from quizbank.exchange.taking_over import preview
from quizbank.formats import markup, packed
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import BadFile
from quizbank.formats.packed import MEBIBYTE, MOST_UNPACKED
from quizbank.formats.read_file import sheet
from quizbank.models import QuestionText
from tests import cast
from tests.quizbank.formats.odd_files import ODD, named, xliff


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def stored(db: None) -> int:
    """How many texts the bank has: those of one question."""
    return cast.make_question("old-one").texts.count()


def said(name: str, content: bytes) -> str:
    """Everything that is said about a file, whether it can be read or not."""
    try:
        found = preview(FORMATS[name], content, store=True)
    except BadFile as error:
        return str(error)
    assert found.faults
    return "\n".join(map(str, found.faults))


def test_an_odd_file_is_answered_and_nothing_is_stored(stored: int) -> None:
    for odd, (name, content, text) in ODD.items():
        assert text in said(name, content), odd
        assert QuestionText.objects.count() == stored, odd


@pytest.mark.parametrize("name", FORMATS)
def test_a_huge_file_is_not_even_looked_at(name: str) -> None:
    with pytest.raises(BadFile, match="larger than 15 megabytes"):
        preview(FORMATS[name], bytes(MOST_BYTES + 1))


def test_a_file_of_very_many_questions_is_refused(db: None) -> None:
    one = xliff().decode()
    begin, end = one.index("<file"), one.index("</xliff>")
    with pytest.raises(BadFile, match="more than 3000 texts"):
        preview(FORMATS["xliff"], (one[:begin] + one[begin:end] * 3_001 + one[end:]).encode())


def test_a_huge_attribute_is_not_even_looked_at() -> None:
    with pytest.raises(BadFile, match="larger than 20 megabytes"):
        markup.parse(b'<xliff a="%s"/>' % (b"x" * 100 * markup.MEBIBYTE))


def test_a_package_of_very_many_files_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        for number in range(packed.MOST_FILES + 1):
            pack.writestr(f"{number}.xml", b"")
    with pytest.raises(BadFile, match="more than 3100 files"):
        packed.files(stream.getvalue())


def test_a_package_that_is_too_large_unpacked_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        for number in range(61):
            pack.writestr(f"{number}.xml", bytes(MEBIBYTE))
    with pytest.raises(BadFile, match=f"larger than {MOST_UNPACKED // MEBIBYTE} megabytes once"):
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


def test_our_own_sheet_is_read_as_text() -> None:
    assert sheet(b"id,right\none,a").rows == [["one", "a"]]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(xliff()) - 1), st.binary(max_size=3), st.booleans())
def test_a_file_with_any_byte_changed_is_read_or_refused(at: int, new: bytes, cut: bool) -> None:
    whole = xliff()
    with suppress(BadFile):
        translations(whole[:at] + new + (b"" if cut else whole[at + 1 :]))
