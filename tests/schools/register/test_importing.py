"""The register of schools as a sheet, through the real admin: preview, confirm, export."""

from __future__ import annotations

import csv
import unicodedata
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from base.models import User
from schools.models import Country, School
from tests import cast
from tests.cells import in_one_world
from tests.schools.register.files import HEAD, book

ADDRESS = "/en/admin/schools/school/"
XLSX, CSV = "0", "1"


@pytest.fixture
def admin(client: Client, superuser: User, country: Country) -> Client:
    client.force_login(superuser)
    return client


def upload(admin: Client, content: str | bytes, *, kind: str = CSV, path: str = ADDRESS) -> str:
    """The preview page."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("register", data)
    page = admin.post(f"{path}import/", {"import_file": file, "format": kind, "resource": "0"})
    admin.preview = page  # type: ignore[attr-defined] # for confirm
    return page.text


def confirm(admin: Client) -> str:
    """The page after the import."""
    form = admin.preview.context["confirm_form"]  # type: ignore[attr-defined]
    return admin.post(f"{ADDRESS}process_import/", form.initial, follow=True).text


def read(admin: Client, content: str | bytes, *, kind: str = CSV) -> str:
    upload(admin, content, kind=kind)
    return confirm(admin)


def names() -> list[str]:
    return list(School.objects.order_by("register_code").values_list("name", flat=True))


SHEETS = {
    "commas": (f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420\n".encode(), CSV),
    "semicolons with a mark": (
        f"{HEAD}\r\nA1,OŠ Prva,Tuzla,BA,BA-1,420\r\n".replace(",", ";").encode("utf-8-sig"),
        CSV,
    ),
    "tabs in UTF-16": (
        f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420".replace(",", "\t").encode("utf-16"),
        CSV,
    ),
    "what Excel calls sep": (
        f"sep=;\n{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420".replace(",", ";").encode(),
        CSV,
    ),
    "a workbook": (book(["A1", "OŠ Prva", "Tuzla", "BA", "BA-1", 420]), XLSX),
    "other letter case": (f"{HEAD.upper()}\nA1,OŠ Prva,Tuzla,ba,ba-1,420".encode(), CSV),
    "letters apart from their signs": (
        unicodedata.normalize("NFD", f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420").encode(),
        CSV,
    ),
}


@in_one_world("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_read_whatever_program_saved_it(admin: Client, sheet: tuple[bytes, str]) -> None:
    said = read(admin, sheet[0], kind=sheet[1])
    school = School.objects.get()
    assert (school.name, school.place, school.region.code, school.pupil_count) == (
        "OŠ Prva",
        "Tuzla",
        "BA-1",
        420,
    )
    assert "1 new, 0 updated" in said


def test_a_preview_stores_nothing(admin: Client) -> None:
    page = upload(admin, f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420")
    assert ("OŠ Prva" in page, names()) == (True, [])


def test_reading_the_same_sheet_again_changes_nothing(admin: Client) -> None:
    content = f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420\nA2,OŠ Druga,Tuzla,BA,BA-1,"
    read(admin, content)
    assert "0 new, 0 updated, 0 deleted and 2 skipped" in read(admin, content)
    assert names() == ["OŠ Prva", "OŠ Druga"]


def test_a_changed_row_is_shown_and_leaves_the_verification_alone(
    admin: Client, school: School
) -> None:
    before = school.verified_at
    page = upload(admin, f"{HEAD}\nOŠ Vesna,OŠ Vesna Nova,Sarajevo,BA,BA-1,401")
    assert "<del>OŠ Vesna</del> <ins>OŠ Vesna Nova</ins>" in page
    assert "style=" not in page.split("Preview")[1]
    confirm(admin)
    school.refresh_from_db()
    assert (school.name, school.pupil_count, school.verified_at) == ("OŠ Vesna Nova", 401, before)


def test_the_same_code_in_two_countries_means_two_schools(admin: Client) -> None:
    cast.make_country("HR")
    read(admin, f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,\nA1,OŠ Druga,Zagreb,HR,HR-1,")
    assert sorted(names()) == ["OŠ Druga", "OŠ Prva"]


FAULTS = {
    "unknown country": ("A1,OŠ Prva,,XX,BA-1,", "country", "There is no country “XX”."),
    "unknown region": ("A1,OŠ Prva,,BA,BA-77,", "region", "There is no region “BA-77”"),
    "no region": ("A1,OŠ Prva,,BA,,", "region", "There is no region “”"),
    "no name": ("A1,,,BA,BA-1,", "name", "This cell is empty."),
    "no code": (",OŠ Prva,,BA,BA-1,", "register_code", "This cell is empty."),
    "words for pupils": ("A1,OŠ Prva,,BA,BA-1,many", "pupil_count", "“many” is not a number"),
    "fewer than no pupils": ("A1,OŠ Prva,,BA,BA-1,-5", "pupil_count", "“-5” is not a number"),
    "half a pupil": ("A1,OŠ Prva,,BA,BA-1,4.5", "pupil_count", "“4.5” is not a number"),
    "a thousands sign": ("A1,OŠ Prva,,BA,BA-1,1.200", "pupil_count", "“1.200” is not a number"),
    "too long a name": (f"A1,{'x' * 161},,BA,BA-1,", "name", "at most 160 characters"),
}


@in_one_world(("row", "column", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_row_column_and_remedy_and_nothing_is_read(
    row: str, column: str, text: str, admin: Client
) -> None:
    page = upload(admin, f"{HEAD}\nA0,OŠ Dobra,,BA,BA-1,\n\n{row}")
    [cells] = admin.preview.context["result"].invalid_rows  # type: ignore[attr-defined]
    assert list(cells.error_dict) == [column]
    assert text in page
    assert f"<td>{cells.number + 1}</td>" in page
    assert "confirm_form" not in admin.preview.context  # type: ignore[attr-defined]
    assert names() == []


def test_rows_keep_the_number_they_have_in_the_spreadsheet(admin: Client) -> None:
    page = upload(
        admin,
        book(["A0", "OŠ Prva", "", "BA", "BA-1"], [], ["A1", "", "", "BA", "BA-1"]),
        kind=XLSX,
    )
    assert "<td>4</td>" in page


def test_all_faults_of_a_row_are_told_at_once(admin: Client) -> None:
    page = upload(admin, f"{HEAD}\nA1,,,BA,BA-9,many")
    assert page.count("<td>2</td>") == 3


def test_a_code_that_comes_twice_names_the_other_row(admin: Client, school: School) -> None:
    same = "OŠ Vesna,OŠ Vesna,Sarajevo,BA,BA-1,400"
    page = upload(admin, f"{HEAD}\n{same}\n{same}")
    assert "Row 2 has the same code. Keep one of the two rows." in page


def test_faults_are_told_in_the_language_of_the_reader(admin: Client) -> None:
    page = upload(admin, f"{HEAD}\nA1,{'x' * 161},,BA,BA-1,", path="/hr/admin/schools/school/")
    assert "160 znakova" in page


UNREADABLE = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, XLSX, "This file cannot be read."),
    "a workbook called CSV": (book(), CSV, "not stored as UTF-8"),
    "an encoding of elsewhere": (f"{HEAD}\nA1,ы".encode("cp1251"), CSV, "not stored as UTF-8"),
    "nothing": (b"\n", CSV, "The first row is empty."),
    "a column twice": (f"{HEAD},name\n".encode(), CSV, "names a column twice: name."),
    "more cells than columns": (
        f"{HEAD}\nA1,a,b,BA,BA-1,4,x".encode(),
        CSV,
        "Row 2 has more cells",
    ),
    "no columns": (
        b"code;school\n1;2",
        CSV,
        "These columns are missing: code in the register, country",
    ),
    "a million columns": (b"a;" * 1_000_000, CSV, "names a column twice: a."),
    "too many rows": ((HEAD + "\nA" * 20_001).encode(), CSV, "more than 20000 rows"),
}


@in_one_world(("content", "kind", "text"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_register_is_refused_with_a_remedy(
    content: bytes, kind: str, text: str, admin: Client
) -> None:
    page = upload(admin, content, kind=kind)
    assert text in page
    assert "Traceback" not in page


def test_a_formula_is_text_on_the_way_in_and_out(admin: Client) -> None:
    evil = '=HYPERLINK("http://x.invalid","a")'
    read(
        admin,
        book(["A1", evil, "+1", "BA", "BA-1", 5], ["A2", "OŠ", "@x", "BA", "BA-1"]),
        kind=XLSX,
    )
    assert names() == [evil, "OŠ"]
    cell = load_workbook(BytesIO(export(admin, XLSX))).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == (evil, "s")
    [_head, first, second] = csv.reader(
        StringIO(export(admin, CSV).decode("utf-8-sig")), delimiter=";"
    )
    assert (first[1], first[2], second[2]) == (f"'{evil}", "'+1", "'@x")
    assert "2 skipped" in read(admin, export(admin, CSV))


def export(admin: Client, kind: str) -> bytes:
    """The file, with every column."""
    return admin.post(f"{ADDRESS}export/", {"format": kind, "resource": "0"}).content


@in_one_world("kind", [XLSX, CSV], ids=["xlsx", "csv"])
def test_an_exported_register_can_be_read_again(admin: Client, school: School, kind: str) -> None:
    assert "0 new, 0 updated, 0 deleted and 1 skipped" in read(
        admin, export(admin, kind), kind=kind
    )


def test_what_changed_since_the_preview_is_told(admin: Client, country: Country) -> None:
    upload(admin, f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420")
    country.regions.all().delete()
    assert "Nothing was imported" in confirm(admin)
    assert names() == []


@in_one_world("who", ["nobody", "teacher", "staff who only look"])
def test_others_get_nothing(who: str, client: Client, teacher: User) -> None:
    if who == "teacher":
        client.force_login(teacher)
    if who == "staff who only look":
        client.force_login(cast.make_admin("s@example.org"))
    for path in (f"{ADDRESS}import/", f"{ADDRESS}export/", ADDRESS):
        assert client.get(path).status_code in (302, 403)
    file = SimpleUploadedFile("register", f"{HEAD}\nA1,OŠ Prva,,BA,BA-1,".encode())
    client.post(f"{ADDRESS}import/", {"import_file": file, "format": CSV, "resource": "0"})
    assert not School.objects.filter(register_code="A1").exists()


def test_the_list_costs_the_same_for_many_schools(
    admin: Client, country: Country, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        cast.make_school(country, name=f"OŠ {n}")
    admin.get(ADDRESS)
    with django_assert_num_queries(4):
        page = admin.get(ADDRESS, {"q": "OŠ 1"})
    assert page.text.count("field-register_code") == 1 + 11


def test_no_school_is_deleted_in_the_admin(admin: Client, school: School) -> None:
    assert "delete_selected" not in admin.get(ADDRESS).text
    asked = {"action": "delete_selected", "_selected_action": [school.pk], "post": "yes"}
    admin.post(ADDRESS, asked)
    assert admin.post(f"{ADDRESS}{school.pk}/delete/", {"post": "yes"}).status_code == 403
    assert School.objects.filter(pk=school.pk).exists()
