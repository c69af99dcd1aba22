"""What is done before a file is read: which letters it holds, and how large it is unpacked."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.intake.file_refusal import RefusedFile
from base.intake.sheets import MEBIBYTE, MOST_UNPACKED, decoded, refuse_bombs

LETTERS = {"cp1250": "OŠ Đurđevac, Čćž „x“ – €", "cp1251": "ОШ „Ђурђевац“, Љњџћ –"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "cp1251"])
def test_letters_are_read_in_every_encoding_of_the_region(encoding: str) -> None:
    text = LETTERS.get(encoding, LETTERS["cp1250"] + LETTERS["cp1251"])
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "content",
    [
        "OŠ".encode("cp852") + "Čakovec".encode() + b"\xff",
        "Zażółć".encode("cp1250"),
        "мышь".encode("cp1251"),
        b"\xff\xfe\x00",
        b"\x8a\x00\x8e",
    ],
    ids=["two encodings", "Polish", "Russian", "half a letter", "no text"],
)
def test_nothing_is_guessed(content: bytes) -> None:
    with pytest.raises(RefusedFile, match="not stored as UTF-8"):
        decoded(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    with suppress(RefusedFile):
        assert isinstance(decoded(content), str)


@pytest.mark.parametrize(("above", "refused"), [(0, False), (1, True)])
def test_a_workbook_is_refused_from_a_size_on(above: int, refused: bool) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for part in range(MOST_UNPACKED // MEBIBYTE):
            packed.writestr(f"{part}.xml", bytes(MEBIBYTE))
        packed.writestr("rest.xml", bytes(above))
    if refused:
        with pytest.raises(RefusedFile, match="too large"):
            refuse_bombs(stream.getvalue())
    else:
        refuse_bombs(stream.getvalue())


def test_what_is_not_packed_is_left_to_the_reader() -> None:
    refuse_bombs(b"PK\x03\x04 and no more")
