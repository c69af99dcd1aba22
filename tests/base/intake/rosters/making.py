"""Makes the class lists of ``files/``, to look as teachers' own do; all names are made up.

``python -m tests.base.intake.rosters.making`` writes them anew. The old workbooks (``.xls``) need
xlwt, which only this script knows:
``uv run --with xlwt python -m tests.base.intake.rosters.making``.
"""

from __future__ import annotations

import importlib
import sys
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

FILES = Path(__file__).parent / "files"
type Rows = Sequence[Sequence[object]]

SURNAMES = ["Hadžić", "Kovačević", "Begić", "Ljubić", "Njegoš", "Đurić", "Čolić", "Šarić"]
GIVEN = ["Amra", "Ivan", "Selma", "Ljubica", "Dženana", "Luka", "Ena", "Njegoš"]
PAIRS = list(zip(SURNAMES, GIVEN, strict=True))
CYRILLIC = [("Петровић", "Ана"), ("Јовановић", "Марко"), ("Љубић", "Џејна"), ("Његош", "Ђорђе")]
NAMES = [f"{surname} {given}" for surname, given in PAIRS]
# Of nobody: dates that pass the check digit of a JMBG.
JMBG = ["0101010170003", "0202010175026", "0303010175041"]
OIB = ["69435151530", "12345678903"]


def text(lines: Sequence[str], encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return (end.join(lines) + end).encode(encoding)


def table(rows: Rows, sign: str = ";", encoding: str = "utf-8") -> bytes:
    return text([sign.join(str(cell) for cell in row) for row in rows], encoding)


def xlsx(
    sheets: dict[str, Rows],
    *,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: str = "",
    hidden_sheets: Sequence[str] = (),
) -> bytes:
    book, stream = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for part in merged:
            page.merge_cells(part)
        for number in hidden_rows:
            page.row_dimensions[number].hidden = True
        for letter in hidden_columns:
            page.column_dimensions[letter].hidden = True
        page.sheet_state = "hidden" if name in hidden_sheets else "visible"
    book.save(stream)
    return stream.getvalue()


def ods(rows: Rows) -> bytes:
    """As LibreOffice writes it, without its styles."""

    def cell(value: object) -> str:
        kind = f'office:value-type="float" office:value="{value}"'
        about = kind if isinstance(value, int) else 'office:value-type="string"'
        said = f"<text:p>{escape(str(value))}</text:p>"
        return f"<table:table-cell {about}>{said}</table:table-cell>" if value != "" else EMPTY

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", CONTENT.format(lines))
    return stream.getvalue()


EMPTY = "<table:table-cell/>"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
    f'"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    f'manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="7.b">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def xls(sheets: dict[str, Rows]) -> bytes:
    writer: Any = importlib.import_module("xlwt")
    book, stream = writer.Workbook(encoding="utf-8"), BytesIO()
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(at, column, value)
    book.save(stream)
    return stream.getvalue()


def numbered(pairs: Sequence[tuple[str, str]] = PAIRS) -> list[list[object]]:
    return [[at, f"{surname} {given}"] for at, (surname, given) in enumerate(pairs, 1)]


HEAD = ["Red. br.", "Prezime i ime"]
FOOT: Rows = [[], ["", "Ukupno: 8"], ["", "Razrednica: Zrinka Zorić"]]
WITH_ALL: Rows = [
    [*HEAD, "JMBG", "Datum rođenja", "Adresa", "Telefon", "E-mail roditelja"],
    *(
        [at, name, jmbg, "01.01.2010.", "Zmaja od Bosne 8", "061/123-456", "mama@example.org"]
        for at, (name, jmbg) in enumerate(zip(NAMES, JMBG, strict=False), 1)
    ),
]

WITH_OIB: Rows = [
    ["Rb", "Ime i prezime", "OIB"],
    [1, "Ana Horvat", int(OIB[0])],
    [2, "Ivo Babić", OIB[1]],
]

MADE: dict[str, Callable[[], bytes]] = {
    # ---------------------------------------------------------------- pasted and plain text
    "pasted.txt": lambda: text([f"{at}. {name}" for at, name in enumerate(NAMES, 1)]),
    "pasted-given-first.txt": lambda: text([f"{given} {surname}" for surname, given in PAIRS]),
    "numbers-by-hand.txt": lambda: text(
        [
            "1. Hadžić Amra",
            "2) Kovačević Ivan",
            "03 Begić Selma",
            "4 - Ljubić Ljubica",
            "5.Đurić Luka",
        ]
    ),
    "blank-lines.txt": lambda: text(["VII-2", "", NAMES[0], "", "", NAMES[1], "", NAMES[2], ""]),
    "capitals.txt": lambda: text([name.upper() for name in NAMES]),
    "capital-surnames.txt": lambda: text(
        [f"{given} {surname.upper()}" for surname, given in PAIRS]
    ),
    "comma-names.txt": lambda: text([f"{surname}, {given}" for surname, given in PAIRS]),
    "two-scripts.txt": lambda: text([*NAMES[:3], *(f"{a} {b}" for a, b in CYRILLIC), "Mаrić Ana"]),
    "stacked.txt": lambda: text(
        ["VII-1", *(f"{n}. {x}" for n, x in enumerate(NAMES[:3], 1)), "", "VII-2"]
        + [f"{n}. {x}" for n, x in enumerate(NAMES[3:6], 1)]
    ),
    "private-inside.txt": lambda: text(
        [
            f"{NAMES[0]} {JMBG[0]}",
            f"{NAMES[1]} (Senad)",
            f"{NAMES[2]} 061 123 456",
            NAMES[3] + " mama@example.org",
        ]
    ),
    "wrong-lines.txt": lambda: text(
        [
            "1. Hadžić Amra",
            "1. Begić Selma",
            "120. Čolić Ena",
            "4. Amra",
            "5. Šarić Ena 7b",
            "6. Đurić Luka",
            "6. Đurić Luka",
        ]
    ),
    # ---------------------------------------------------------------- csv
    "semicolon-1250.csv": lambda: table([HEAD, *numbered()], encoding="cp1250"),
    "cyrillic-1251.csv": lambda: table(
        [["Р.бр.", "Презиме и име"], *numbered(CYRILLIC)], encoding="cp1251"
    ),
    "comma-marked.csv": lambda: table(
        [["Rb", "Prezime", "Ime"], *([n, *pair] for n, pair in enumerate(PAIRS, 1))],
        ",",
        "utf-8-sig",
    ),
    "utf16-marked.csv": lambda: table([HEAD, *numbered()], "\t", "utf-16"),
    "utf16-plain.csv": lambda: table([HEAD, *numbered()], "\t", "utf-16-le"),
    "neighbours-1250.csv": lambda: table(
        [HEAD, [1, "Nagy Géza"], [2, "Szabó Ödön"], [3, "Kovačević Ivan"]], encoding="cp1250"
    ),
    "father-between.csv": lambda: table(
        [
            ["Rb", "Prezime", "Ime oca", "Ime"],
            *([n, a, "Senad", b] for n, (a, b) in enumerate(PAIRS, 1)),
        ]
    ),
    "father-in-parentheses.csv": lambda: table(
        [["Prezime", "Ime (ime oca)"], *([a, f"{b} (Senad)"] for a, b in PAIRS)]
    ),
    "father-in-the-name.csv": lambda: table(
        [
            ["Р. бр.", "Презиме, име једног родитеља и име"],
            *([n, f"{a} (Милан) {b}"] for n, (a, b) in enumerate(CYRILLIC, 1)),
            [5, "Савић Милан Ива"],
        ]
    ),
    "english.csv": lambda: table(
        [["No", "Given name", "Surname"], *([n, b, a] for n, (a, b) in enumerate(PAIRS, 1))]
    ),
    "class-column.csv": lambda: table(
        [
            ["Prezime i ime", "Odjeljenje"],
            *([name, f"VII-{1 + at // 4}"] for at, name in enumerate(NAMES)),
        ]
    ),
    "web-page.xls": lambda: (
        "<html><meta charset='utf-8'><table><tr><td colspan=2>Popis učenika 7.b</td></tr>"
        "<tr><th>R. br.</th><th>Prezime i ime</th></tr>"
        + "".join(f"<tr><td>{n}</td><td>{x}</td></tr>" for n, x in enumerate(NAMES, 1))
        + "</table></html>"
    ).encode(),
    # ---------------------------------------------------------------- workbooks
    "title.xlsx": lambda: xlsx(
        {
            "List1": [
                ["OŠ „Prva“, šk. 2026/27."],
                ["Spisak učenika VII-2"],
                [],
                HEAD,
                *numbered(),
                *FOOT,
            ]
        },
        merged=["A1:D1", "A2:D2"],
    ),
    "two-header-rows.xlsx": lambda: xlsx(
        {
            "7b": [
                ["R. br.", "Učenik", "", "Podaci"],
                ["", "Prezime", "Ime", "JMBG"],
                *([n, a, b, JMBG[n % 3]] for n, (a, b) in enumerate(PAIRS, 1)),
            ]
        },
        merged=["B1:C1", "A1:A2"],
    ),
    "one-heading-two-columns.xlsx": lambda: xlsx(
        {"VII-3": [["Rb", "Prezime i ime", ""], *([n, a, b] for n, (a, b) in enumerate(PAIRS, 1))]},
        merged=["B1:C1"],
    ),
    "everything.xlsx": lambda: xlsx({"VII-2": WITH_ALL}),
    "oib-numbers.xlsx": lambda: xlsx({"7.a": WITH_OIB}),
    "jmbg-lost-zero.xlsx": lambda: xlsx(
        {
            "VII-2": [
                ["Prezime i ime", ""],
                *([x, int(j)] for x, j in zip(NAMES, JMBG, strict=False)),
            ]
        }
    ),
    "side-by-side.xlsx": lambda: xlsx(
        {
            "List1": [
                ["VII-1", "", "", "VII-2", ""],
                [*HEAD, "", *HEAD],
                *([n, NAMES[n - 1], "", n, NAMES[n + 3]] for n in range(1, 5)),
            ]
        }
    ),
    "one-class-two-halves.xlsx": lambda: xlsx(
        {
            "List1": [
                ["Odjeljenje VIII-1"],
                *([n, NAMES[n - 1], "", n + 4, NAMES[n + 3]] for n in range(1, 5)),
            ]
        }
    ),
    "sheets.xlsx": lambda: xlsx(
        {
            "VI-1": [HEAD, *numbered(PAIRS[:3])],
            "VI-2": [HEAD, *numbered(PAIRS[3:6])],
            "Napomene": [["Sastanak u petak"]],
        }
    ),
    "hidden.xlsx": lambda: xlsx(
        {"VII-2": [HEAD, *numbered()], "VII-9": [HEAD, *numbered(PAIRS[:2])]},
        hidden_rows=[4],
        hidden_columns="A",
        hidden_sheets=["VII-9"],
    ),
    "stacked.xlsx": lambda: xlsx(
        {
            "List1": [
                ["VII-1"],
                HEAD,
                *numbered(PAIRS[:3]),
                [],
                ["VII-2"],
                HEAD,
                *numbered(PAIRS[3:6]),
            ]
        }
    ),
    "old.xls": lambda: xls({"VII-2": [["Spisak učenika VII-2", ""], HEAD, *numbered()]}),
    "old-sheets.xls": lambda: xls(
        {"VIIa": [HEAD, *numbered(PAIRS[:2])], "VIIb": [HEAD, *numbered(PAIRS[2:4])]}
    ),
    "libre.ods": lambda: ods(
        [["Popis učenika", ""], HEAD, *numbered(), ["", ""], ["", "Ukupno: 8"]]
    ),
    "empty-template.xlsx": lambda: xlsx(
        {"VII-2": [HEAD, *numbered(PAIRS[:3]), *([n, ""] for n in range(4, 31))]}
    ),
    "sensitive-columns.xlsx": lambda: xlsx(
        {
            "VII-2": [
                ["Rb", "Prezime", "Ime", "Vjeronauka", "Napomena", "Ime majke"],
                *([n, a, b, "da", "astma", "Zora"] for n, (a, b) in enumerate(PAIRS[:3], 1)),
            ]
        }
    ),
}


def main() -> None:
    """Write all of them; those that need what is not here stay as they are."""
    for name, make in MADE.items():
        try:
            (FILES / name).write_bytes(make())
        except ModuleNotFoundError as missing:
            sys.stderr.write(f"{name}: {missing}\n")


if __name__ == "__main__":
    main()
