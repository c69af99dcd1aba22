"""Documents as the process that sets them makes them: text that stays text, tags, letter forms."""

from __future__ import annotations

import io
import json
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from base.printing.typesetting import typeset

TEMPLATE = "competition/packs/pack.typ"
HOSTILE = '#read("/etc/passwd") *x* _y_ `z` $a$ @b <c> // d \\ "e"'


def page(title: str, lang: str, *lead: str) -> bytes:
    """The data of a document of one page of text."""
    empty: dict[str, list[str]] = {"steps": [], "cases": [], "items": [], "sign": [], "foot": []}
    part = {"kind": "text", "title": title, "lead": lead, **empty}
    return json.dumps({"title": title, "lang": lang, "parts": [part]}).encode()


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(one.extract_text().split()) for one in read(content).pages)


def test_a_name_that_looks_like_typst_is_printed_as_it_stands() -> None:
    assert HOSTILE in words(typeset(page("Names", "hr", HOSTILE), template=TEMPLATE))


@pytest.mark.parametrize(
    "name",
    ["Ђурђица Љубомировић-Њежић Џакула", "Đurđica Ljubomirović-Njegić Žuža Đžabić", "Łękawa Őry"],
)
def test_letters_of_all_our_scripts_can_be_selected_and_copied(name: str) -> None:
    assert name in words(typeset(page("Names", "sr", name), template=TEMPLATE))


def test_a_document_says_its_language_and_title_and_is_tagged_for_screen_readers() -> None:
    content = typeset(page("Наслов", "sr", "Текст"), template=TEMPLATE)
    root = cast("DictionaryObject", read(content).trailer["/Root"])
    assert str(root["/Lang"]) == "sr"
    assert str(cast("DictionaryObject", root["/MarkInfo"])["/Marked"]) == "True"
    assert "/StructTreeRoot" in root
    assert read(content).metadata.title == "Наслов"  # type: ignore[union-attr]
    assert b"pdfuaid:part>1<" in content


def test_letters_that_the_typeface_lacks_keep_nobody_from_the_card() -> None:
    content = typeset(page("Names", "en", "Ana 中 😀"), template=TEMPLATE)
    assert "Ana" in words(content)
    assert b"pdfuaid" not in content


def test_serbian_has_its_own_letter_forms() -> None:
    serbian, other = (
        typeset(page("б", lang, "б"), template=TEMPLATE, form="svg") for lang in ("sr", "ru")
    )
    assert serbian != other
