"""The register of schools as a sheet, through the real admin: preview, confirm, export."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from base.models import User
from schools.models import Country, School
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


def test_a_sheet_is_looked_at_first_and_then_read(admin: Client) -> None:
    page = upload(admin, f"{HEAD}\nA1,OŠ Prva,Tuzla,BA,BA-1,420")
    assert ("OŠ Prva" in page, names()) == (True, [])
    assert "1 new, 0 updated" in confirm(admin)
    school = School.objects.get()
    assert (school.name, school.place, school.region.code, school.pupil_count) == (
        *("OŠ Prva", "Tuzla"),
        *("BA-1", 420),
    )


def test_a_fault_is_told_with_row_and_column_and_nothing_is_read(admin: Client) -> None:
    page = upload(admin, f"{HEAD}\nA0,OŠ Dobra,,BA,BA-1,\n\nA1,OŠ Prva,,BA,BA-77,")
    [cells] = admin.preview.context["result"].invalid_rows  # type: ignore[attr-defined]
    assert (list(cells.error_dict), cells.number) == (["region"], 3)
    assert "There is no region “BA-77”" in page
    assert "confirm_form" not in admin.preview.context  # type: ignore[attr-defined]
    assert names() == []


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


def test_no_school_is_deleted_in_the_admin(admin: Client, school: School) -> None:
    assert "delete_selected" not in admin.get(ADDRESS).text
    asked = {"action": "delete_selected", "_selected_action": [school.pk], "post": "yes"}
    admin.post(ADDRESS, asked)
    assert admin.post(f"{ADDRESS}{school.pk}/delete/", {"post": "yes"}).status_code == 403
    assert School.objects.filter(pk=school.pk).exists()
