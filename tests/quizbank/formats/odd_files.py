"""Files in the likeness of real ones with which something is wrong, and what has to be said."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

type Odd = tuple[str, bytes, str]

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><xliff><file>&j;</file></xliff>"
)
BLOW_UP = b'<!DOCTYPE q [<!ENTITY a "%s">]><xliff>%s</xliff>' % (b"x" * 50_000, b"&a;" * 5_000)
OUTSIDE = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><xliff>&x;</xliff>'
OUTSIDE_TYPE = b'<!DOCTYPE xliff SYSTEM "http://127.0.0.1:1/xliff.dtd"><xliff/>'
PARAMETER = b'<!DOCTYPE q [<!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]><xliff/>'


def workbook(*rows: Sequence[object]) -> bytes:
    """An XLSX file of these rows."""
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(stream)
    return stream.getvalue()


def packed(**files: bytes | str) -> bytes:
    """A zip file; two underscores in a name stand for a dot."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def named(name: str, content: bytes = b"<x/>") -> bytes:
    """A zip file with one file of any name."""
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        pack.writestr(name, content)
    return stream.getvalue()


def xliff(*, original: str = "old-one", version: str = "1.2", **units: str) -> bytes:
    """Translations into Croatian of a question of the cast."""
    said = {"question": "What about old-one?", "explanation": "Because of old-one."}
    said |= {letter: f"old-one {letter}" for letter in "abcd"}
    body = "".join(
        f'<trans-unit id="{name}"><source>{text}</source><target>{units.get(name, "prijevod")}'
        "</target></trans-unit>"
        for name, text in said.items()
        if units.get(name) != "-"
    )
    return (
        f'<xliff version="{version}"><file original="{original}" source-language="en" '
        f'target-language="hr"><body>{body}</body></file></xliff>'
    ).encode()


ODD: dict[str, Odd] = {
    "a photo for a workbook": ("sheet", b"\x89PNG\r\n\x1a\n\x00\x00", "not stored as UTF-8"),
    "an old Excel file": ("sheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "not stored as UTF-8"),
    "half a workbook": ("sheet", workbook(("id",), ("x",))[:900], "The zip file is damaged"),
    "a sheet that declares": (
        "sheet",
        packed(xl_workbook__xml=OUTSIDE),
        "declares a document type",
    ),
    "a workbook that declares in an odd place": (
        "sheet",
        packed(xl_workbook__bin=BOMB),
        "declares a document type",
    ),
    "a workbook packed as a bomb": (
        "sheet",
        packed(q__xml=bytes(30_000_000)),
        "would grow too much",
    ),
    "a workbook that climbs out": ("sheet", named("../../etc/q.xml"), "names a place outside"),
    "a workbook of a drive": ("sheet", named("C:/q.xml"), "names a place outside"),
    "a workbook of the root": ("sheet", named("/q.xml"), "names a place outside"),
    "our sheet without columns": ("sheet", b"id;lang\n1;2\n", "These columns are missing"),
    "a sheet with a column twice": ("sheet", b"id;id\n1;2\n", "names a column twice"),
    "a billion laughs": ("xliff", BOMB, "declares a document type"),
    "a quadratic blow-up": ("xliff", BLOW_UP, "declares a document type"),
    "an entity from outside": ("xliff", OUTSIDE, "declares a document type"),
    "a document type from outside": ("xliff", OUTSIDE_TYPE, "declares a document type"),
    "a parameter entity": ("xliff", PARAMETER, "declares a document type"),
    "laughs in UTF-16": ("xliff", BOMB.decode().encode("utf-16"), "declares a document type"),
    "a very long attribute": ("xliff", b'<xliff a="%s"/>' % (b"x" * 30_000), "<xliff> is too long"),
    "very deep": ("xliff", b"<xliff>" + b"<a>" * 90_000, "too many elements or too deep"),
    "very many": ("xliff", b"<xliff>" + b"<a/>" * 250_000, "too many elements or too deep"),
    "no end": ("xliff", b"<xliff><file>", "Line 1, column"),
    "an entity of HTML": ("xliff", b"<xliff>&nbsp;</xliff>", "undefined entity"),
    "no such encoding": ("xliff", b'<?xml version="1.0" encoding="klingon"?><xliff/>', "encoding"),
    "a web page": ("xliff", b"<html><body/></html>", "This is no XLIFF 1.2, but <html>"),
    "an empty file": ("xliff", b'<xliff version="1.2"/>', "There is no question in this file"),
    "XLIFF 2.0": ("xliff", xliff(version="2.0"), "Save it as XLIFF 1.2"),
    "XLIFF of an unknown question": ("xliff", xliff(original="new"), "no question “new”"),
    "XLIFF with half a translation": ("xliff", xliff(b=""), "The translation of “b” is missing"),
    "XLIFF without a unit": ("xliff", xliff(explanation="-"), "a unit is missing: explanation"),
    "XLIFF with a long translation": ("xliff", xliff(a="x" * 76), "75 characters"),
}
