"""Parts of reading a class list: names of classes, what is private, odd columns and lines."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.intake.file_refusal import RefusedFile
from base.intake.limits import MEBIBYTE
from base.intake.rosters.class_labels import class_label, grade_of
from base.intake.rosters.private_cells import without_private
from base.intake.rosters.pupil_names import guess_order, is_name, split_name, tidy
from base.intake.rosters.roster import read
from base.intake.rosters.roster_lines import checked, lines_of
from base.intake.rosters.roster_shapes import PupilLine
from tests.base.intake.rosters.making import xlsx


@pytest.mark.parametrize(
    ("text", "label", "grade"),
    [
        ("Spisak učenika VII-2", "VII-2", "7"),
        ("Списак ученика VII-2, шк. 2026/27.", "VII-2", "7"),
        ("VII razred, odjeljenje 2", "VII-2", "7"),
        ("Razred: VI razred", "VI", "6"),
        ("Popis učenika 7.A razreda", "7.A", "7"),
        ("7. b razred", "7.b", "7"),
        ("7b", "7b", "7"),
        ("V a", "V-a", "5"),
        ("3 12", "", ""),
        ("VII razred", "VII", "7"),
        ("VII2", "VII2", "7"),
        ("IX/3", "IX/3", "9"),
        ("OŠ Prva, 7.2.2027.", "", ""),
        ("Sheet1", "", ""),
        ("Iva Babić 7", "", ""),
        ("29", "", "2"),
    ],
)
def test_a_title_names_its_class_and_grade(text: str, label: str, grade: str) -> None:
    assert class_label(text) == label
    assert grade_of(label or text) == grade if label else not label


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("0101010170003", ["national"]),
        ("0101010 170003", ["national"]),
        ("9999999999999", ["national"]),
        ("101010170003", ["national"]),
        ("69435151530", ["national"]),
        ("12345678901", ["national"]),
        ("+387 61 123 456", ["phone"]),
        ("00387 61 123 456", ["phone"]),
        ("061/123-456", ["phone"]),
        ("1. 2. 2010.", ["birth"]),
        ("2010-02-01", ["birth"]),
        ("12. maj 2013", ["birth"]),
        ("2013. godište", ["birth"]),
        ("mama.tata@example.org", ["mail"]),
        ("Ul. Zmaja od Bosne 8", ["address"]),
        ("Kralja Tvrtka 12a", ["address"]),
        ("Gornje Selo bb", ["address"]),
        ("Улица мира 3", ["address"]),
        ("Amra Hadžić", []),
        ("7", []),
        ("Ana-Marija Nikolić Ulić", []),
    ],
)
def test_what_is_private_is_found(cell: str, kinds: list[str]) -> None:
    rest, found = without_private(cell)
    assert found == kinds
    assert rest == ("" if kinds else cell)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NJEGOŠ", "Njegoš"),
        ("NJegoš", "Njegoš"),
        ("DŽENANA LJUBIĆ", "Dženana Ljubić"),
        ("ĐURĐEVIĆ-LJUBIĆ", "Đurđević-Ljubić"),
        ("amra hadžić", "Amra Hadžić"),
        ("ǈubica ǋegoš", "Ljubica Njegoš"),
        ("Amra  Hadžić -Begić,", "Amra Hadžić-Begić"),
        ("O'Brien Ana", "O’Brien Ana"),
        ("Ivan de la Cruz", "Ivan de la Cruz"),
        ("ЊЕГОШ ЏЕЈНА", "Његош Џејна"),
    ],
)
def test_a_name_is_written_as_it_is_spoken(typed: str, name: str) -> None:
    assert tidy(typed) == name


def test_the_order_of_a_list_is_guessed() -> None:
    assert guess_order(["Amra Hadžić", "Ivan Kovačević", "Ena Begić"]) == "given"
    assert guess_order(["Hadžić Amra", "Kovačević Ivan"]) == "surname"
    assert guess_order(["Amra HADŽIĆ", "Ivan BABIĆ"]) == "given"
    # Neither capitals nor endings: what is in alphabetical order comes first.
    assert guess_order(["Vera Anzulj", "Ana Bota", "Mila Capar"]) == "given"
    assert guess_order([]) == "surname"
    assert split_name("Babić", "given") == ("", "Babić")
    assert split_name("Ana, Babić", "given") == ("Babić", "Ana")


def lines(text: str) -> list[str]:
    found = [line for one in read(text.encode()).classes for line in lines_of(one)]
    return [f"{line.name}: {' '.join([line.state, *line.doubts])}" for line in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prezime;Ime\nHadžić;\n;Amra\n", ["Hadžić: doubtful one_word", "Amra: doubtful one_word"]),
        ("Rb;Prezime i ime\n1;Babić Ana\nVII-2\nVII-3\n1;Čolić Iva\n", ["Ana Babić: fine"]),
        ("VII-2\n1;Ana Babić;;2;Iva Čolić 061123456;\n", ["Ana Babić: fine", "Iva Čolić: fine"]),
        ("1;Amra Hadžić\n2;Amra Hadžić\n", ["Amra Hadžić: doubtful same_name"] * 2),
        ("1;Hadžić;Amra;Senad\n2;Begić;Selma;Mirza\n", ["Amra Hadžić: fine", "Selma Begić: fine"]),
        ("Hadžić Amra;Begić Selma\nKovač Ivan;Čolić Ena\n", ["Amra Hadžić: fine"]),
        ("1;Hadžić Amra;Senad\n2;Begić Selma;Mirza\n", ["Amra Hadžić: fine", "Selma Begić: fine"]),
        (";Prezime i ime\n1;Hadžić Amra\n2;Begić Selma\n", ["Amra Hadžić: fine"]),
        ("Prezime;;x\nHadžić;Amra;1\nBegić;Selma;2\n", ["Hadžić: doubtful one_word"]),
        ("Ime i prezime;\nAmra;Hadžić\nSelma;Begić\n", ["Amra Hadžić: fine"]),
        # From a web page and a PDF file: a soft hyphen, spaces without width.
        ("\u200bHad\u00adžić Amra\u200b\nBegić Selma\u2060\n", ["Amra Hadžić: fine"]),
        ("Rb;Učenik;Opis\n1;Hadžić Amra;da\n2;Begić Selma;ne\n", ["Amra Hadžić: fine"]),
    ],
)
def test_odd_columns_are_read(text: str, expected: list[str]) -> None:
    assert lines(text)[: len(expected)] == expected


def test_cells_of_a_workbook_are_read_as_they_show() -> None:
    rows: list[list[object]] = [["Prezime i ime", "x", ""]]
    rows += [["Babić Ana", date(2010, 2, 1), 2.0], ["Čolić Iva", date(2010, 3, 1), 7.5]]
    [found] = read(xlsx({"7.b": rows})).classes
    assert found.dropped == {"birth": 2, "other": 2}
    assert grade_of("Sova") == ""


def test_a_line_says_what_is_wrong_with_it() -> None:
    sent = [
        PupilLine(1, 1, "", ""),
        PupilLine(2, 2, "x" * 90, "Ana"),
        PupilLine(3, 100, "Babić", "Ana"),
        PupilLine(4, 4, "Bаbić", "Iva"),
        PupilLine(5, 5, "Баbiж", "Iva"),
    ]
    assert [(line.state, line.doubts[:1]) for line in checked(sent)] == [
        ("wrong", ["no_name"]),
        ("wrong", ["too_long"]),
        ("wrong", ["number_range"]),
        ("doubtful", ["mixed_letters"]),
        ("doubtful", ["mixed_letters"]),
    ]
    assert sent[3].surname == "Babić"


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\0\0\0\0", b"12\n13\n", b"\xd8\xfe\x90\xfa"),
        *(b"x" * 4 * MEBIBYTE, b"a;b\n" * 3000, b"Ana B\n" * 151),
    ],
    ids=["empty", "zeros", "numbers", "letters", "large", "long", "no class"],
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile):
        read(content)


@pytest.mark.parametrize("cell", ["a. ", "1 ", "(", "ul ", "1.1.", "Ana-", "@a.", "I-"])
def test_no_cell_takes_long(cell: str) -> None:
    """Not a bound that a busy machine breaks: a pattern that goes wrong takes hours."""
    began = time.monotonic()
    text = cell * 70
    without_private(text)
    class_label(text)
    is_name(tidy(text))
    assert time.monotonic() - began < 10


@given(st.text(max_size=200), st.sampled_from([";", "\n", "\t", ","]))
def test_any_text_is_read_or_refused(text: str, sign: str) -> None:
    try:
        found = read(f"{text}{sign}{text}".encode(errors="replace")).classes
    except RefusedFile:
        found = []
    assert all(len(column.cells) == len(one.rows) for one in found for column in one.columns)
