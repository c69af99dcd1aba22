"""Odd and hostile files, as organizers and attackers upload them: content, and what is said."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEAD = "register_code,name,place,country,region,pupil_count"
ROW = "A1,OŠ Prva,Tuzla,BA,BA-1,420"
GOOD = f"{HEAD}\n{ROW}\n"


def book(*rows: list[Any], merge: str = "", formulas: bool = False) -> bytes:
    """A workbook with these rows below the head; what looks like a formula is a text or one."""
    made, stream = Workbook(), BytesIO()
    page = made.worksheets[0]
    for row in (HEAD.split(","), *rows):
        page.append(row)
    for cell in (one for row in page.iter_rows() for one in row):
        if cell.data_type == "f" and not formulas:
            cell.data_type = "s"
    if merge:
        page.merge_cells(merge)
    made.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A workbook whose strings unpack to 200 MB."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        with packed.open("xl/sharedStrings.xml", "w") as entry:
            for _ in range(200):
                entry.write(b" " * 1024 * 1024)
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return stream.getvalue()


LINE = ["A1", "OŠ Prva", "Tuzla", "BA", "BA-1", 420]

# Refused at the upload.
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "This file is empty."),
    "a zip bomb": (bomb(), "too large once unpacked"),
    "other columns": (b"a;b;c\n1;2;3", "These columns are missing"),
    "two names of one column": (f"{HEAD},škola\n{ROW},x".encode(), "mean the same: name, škola"),
    "a formula": (
        book(LINE, ["A2", "OŠ", "", "BA", "BA-1", "=1+1"], formulas=True),
        "without a value stands in: F3.",
    ),
    "too many bytes": (GOOD.encode() + b" " * 6_000_000, "larger than 5 megabytes"),
}

# Read, and told row by row: the file, the row, and what is said.
FAULTY: dict[str, tuple[bytes, int, str]] = {
    "merged cells": (book(LINE, ["A2", None, "", "BA", "BA-1"], merge="B2:B3"), 3, "is empty"),
    "an unknown region": (f"{GOOD}A2,OŠ,,BA,nowhere,".encode(), 3, "no region “nowhere”"),
    "an unknown country": (f"{GOOD}A2,OŠ,,ZZ,BA-1,".encode(), 3, "no country “ZZ”"),
    "a region of another country": (f"{GOOD}A2,OŠ,,BA,HR-1,".encode(), 3, "no region “HR-1”"),
    "another country": (f"{GOOD}A2,OŠ,,HR,HR-1,".encode(), 3, "does not lie in your area"),
    "a code twice": (f"{GOOD}A1,OŠ Druga,,BA,BA-1,".encode(), 3, "Row 2 has the same code"),
    "words for a number": (f"{GOOD}A2,OŠ,,BA,BA-1,many".encode(), 3, "is not a number of pupils"),
    "a number of millions": (f"{GOOD}A2,OŠ,,BA,BA-1,9999999".encode(), 3, "is not a number"),
    "a long name": (f"{GOOD}A2,{'š' * 200},,BA,BA-1,".encode(), 3, "at most 160 characters"),
    "a long code": (f"{GOOD}{'9' * 50},OŠ,,BA,BA-1,".encode(), 3, "at most 40 characters"),
    "what looks like a formula for a number": (
        book(LINE, ["A2", "OŠ", "", "BA", "BA-1", "=1+1"]),
        3,
        "“=1+1”",
    ),
    "control characters only": (f"{GOOD}A2,\x01\x02,,BA,BA-1,".encode(), 3, "is empty"),
}

# Read, however strange: the file, and the name of the school A1.
READ: dict[str, tuple[bytes, str]] = {
    "plain": (GOOD.encode(), "OŠ Prva"),
    "old Windows, Latin": (f"{HEAD}\nA1,OŠ Žđčć,,BA,BA-1,".encode("cp1250"), "OŠ Žđčć"),
    "old Windows, Cyrillic": (f"{HEAD}\nA1,ОШ Ђурђево,,BA,BA-1,".encode("cp1251"), "ОШ Ђурђево"),
    "UTF-16": (GOOD.encode("utf-16"), "OŠ Prva"),
    "Cyrillic": (f"{HEAD}\nA1,ОШ „Његош“,,BA,BA-1,".encode(), "ОШ „Његош“"),
    "Croatian columns": (
        "šifra u registru;škola;mjesto;država;regija;broj učenika\nA1;OŠ Prva;;BA;BA-1;5".encode(),
        "OŠ Prva",
    ),
    "what looks like a formula": (
        book(["A1", '=cmd|"/c calc"!A1', "", "BA", "BA-1", 5]),
        '=cmd|"/c calc"!A1',
    ),
    "a formula in CSV": (f"{HEAD}\nA1,=1+1,,BA,BA-1,".encode(), "=1+1"),
    "a script": (f"{HEAD}\nA1,<script>alert(1)</script>,,BA,BA-1,".encode(), "<script>alert(1)"),
    "blank rows": (f"{HEAD}\n\n,,,,,\n{ROW}\n\n".encode(), "OŠ Prva"),
    "columns in another order": (b"region,country,name,register_code\nBA-1,BA,X,A1", "X"),
    "further columns": (f"{HEAD},director\n{ROW},Somebody".encode(), "OŠ Prva"),
    "a number for a code": (book([17, "OŠ Prva", "", "BA", "BA-1", 5.0]), "OŠ Prva"),
}
