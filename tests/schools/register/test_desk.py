"""The organizer imports a register: upload, preview, confirmation."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from base.models import Upload, User
from schools.models import Country, Region, School
from tests import cast
from tests.cells import in_one_world
from tests.jobs import do_jobs
from tests.schools.register.files import FAULTY, GOOD, HEAD, READ, REFUSED

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/schools/import/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Of Bosnia and Herzegovina, logged in; there is Croatia as well."""
    cast.make_country("HR")
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def upload(client: Client, content: str | bytes, name: str = "register.csv") -> Any:  # noqa: ANN401 - Django's test response
    """The page that follows: the preview, or the form with what is wrong."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)}, follow=True)


def confirm(client: Client, page: Any, **more: object) -> str:  # noqa: ANN401
    """The page after the import of what a preview showed."""
    path = page.request["PATH_INFO"]
    client.post(f"{path}confirm/", {"seen": page.context["preview"].seen, **more})
    do_jobs()
    return client.get(path, follow=True).text


def stored() -> list[tuple[str, str, int | None]]:
    return list(School.objects.order_by("pk").values_list("register_code", "name", "pupil_count"))


# ---------------------------------------------------------------- odd files


@in_one_world(("content", "text"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_register_is_refused_with_a_remedy(
    content: bytes, text: str, client: Client, organizer: User
) -> None:
    page = upload(client, content)
    assert text in page.text
    assert (page.status_code, stored(), Upload.objects.count()) == (200, [], 0)


@in_one_world(("content", "row", "text"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_with_its_row_and_nothing_can_be_imported(
    content: bytes, row: int, text: str, client: Client, organizer: User
) -> None:
    page = upload(client, content)
    [fault] = page.context["preview"].faults
    assert (fault.row, text in fault.text) == (row, True)
    assert 'id="confirming"' not in page.text
    said = confirm(client, page)
    assert "Nothing was imported" in said
    assert stored() == []


@in_one_world(("content", "name"), READ.values(), ids=READ)
def test_a_register_is_read_whatever_saved_it_and_whatever_it_is_called(
    content: bytes, name: str, client: Client, organizer: User
) -> None:
    page = upload(client, content, "register.exe")
    assert "<script>alert(1)" not in page.text
    assert "Imported. New: 1" in confirm(client, page)
    assert School.objects.get().name.startswith(name)


# ---------------------------------------------------------------- preview and import


def test_a_preview_stores_nothing_and_an_import_keeps_no_bytes(
    client: Client, organizer: User
) -> None:
    page = upload(client, GOOD)
    assert ("OŠ Prva" in page.text, stored()) == (True, [])
    confirm(client, page)
    kept = Upload.objects.get()
    assert stored() == [("A1", "OŠ Prva", 420)]
    assert (bytes(kept.content), kept.counts) == (b"", {"new": 1, "changed": 0, "closed": 0})


def test_the_same_register_again_changes_nothing(client: Client, organizer: User) -> None:
    confirm(client, upload(client, GOOD))
    before = list(School.objects.values())
    page = upload(client, GOOD)
    assert (page.context["preview"].unchanged, page.context["preview"].changed) == (1, [])
    assert "There is nothing to import" in page.text
    confirm(client, page)
    assert list(School.objects.values()) == before


def test_a_change_is_shown_field_by_field(client: Client, organizer: User, school: School) -> None:
    page = upload(client, f"{HEAD}\nOŠ Vesna,OŠ Nova,Sarajevo,BA,BA-1,401")
    [line] = page.context["preview"].changed
    assert [(one.column, one.old, one.new) for one in line.changes] == [
        ("name", "OŠ Vesna", "OŠ Nova"),
        ("pupil_count", 400, 401),
    ]
    assert "<del>400</del>" in page.text
    confirm(client, page)
    assert stored() == [("OŠ Vesna", "OŠ Nova", 401)]


def test_zero_pupils_and_an_unknown_number_are_two_things(
    client: Client, organizer: User, school: School
) -> None:
    School.objects.update(pupil_count=0)
    page = upload(client, f"{HEAD}\nOŠ Vesna,OŠ Vesna,Sarajevo,BA,BA-1,")
    [line] = page.context["preview"].changed
    assert [(one.column, one.old, one.new) for one in line.changes] == [("pupil_count", 0, "")]
    assert "<del>0</del>" in page.text


def test_what_changed_since_the_preview_has_to_be_looked_at_again(
    client: Client, organizer: User, school: School
) -> None:
    page = upload(client, f"{HEAD}\nOŠ Vesna,OŠ Nova,Sarajevo,BA,BA-1,400")
    School.objects.update(name="OŠ Sasvim druga")
    assert "Something changed since you looked." in confirm(client, page)
    assert stored() == [("OŠ Vesna", "OŠ Sasvim druga", 400)]


def test_a_school_of_another_area_cannot_be_taken_over(
    client: Client, organizer: User, country: Country
) -> None:
    region = Region.objects.create(country=country, code="BA-2", level="canton", names={})
    region.path = f"/{region.pk}/"
    region.save()
    organizer.roles.update(region=country.regions.get(code="BA-1"))
    School.objects.create(country=country, region=region, register_code="A1", name="OŠ Tuđa")
    [fault] = upload(client, GOOD).context["preview"].faults
    assert (fault.row, "your area" in fault.text) == (2, True)


def test_a_likely_double_is_named(client: Client, organizer: User, school: School) -> None:
    page = upload(client, f"{HEAD}\nB7,ОШ Весна,Сарајево,BA,BA-1,400")
    [twin] = page.context["preview"].twins
    assert (twin.row, twin.other) == (2, school)


def test_a_missing_school_is_named_and_closed_only_when_ticked(
    client: Client, organizer: User, school: School, country: Country
) -> None:
    kept = cast.make_school(country, name="OŠ Druga")
    far = cast.make_school(Country.objects.get(pk="HR"), name="OŠ Daleka")
    page = upload(client, GOOD)
    assert page.context["preview"].missing == [kept, school]
    confirm(client, page, take=[school.pk, far.pk])
    closed = School.objects.filter(closed_at__isnull=False)
    assert list(closed) == [school]


def test_a_closed_school_that_is_back_is_opened_again(
    client: Client, organizer: User, school: School
) -> None:
    School.objects.update(closed_at=timezone.now())
    page = upload(client, f"{HEAD}\nOŠ Vesna,OŠ Vesna,Sarajevo,BA,BA-1,400")
    assert [one.column for one in page.context["preview"].changed[0].changes] == ["closed_at"]
    confirm(client, page)
    assert School.objects.get().closed_at is None


def test_the_empty_sheet_is_filled_in_and_read(client: Client, organizer: User) -> None:
    book = load_workbook(BytesIO(client.get("/hr/staff/schools/import/blank/").content))
    page, regions = book.worksheets
    assert [cell.value for cell in page[1]][:7] == [
        *(
            "šifra u registru",
            "škola",
            "mjesto",
            "država",
            "regija",
            "broj učenika",
            "e-pošta škole",
        ),
    ]
    assert [[cell.value for cell in row] for row in regions.iter_rows(min_row=2)] == [
        ["BA-1", "Kanton Sarajevo", None, "BA"]
    ]
    page.append(["A1", "OŠ Prva", "Tuzla", "BA", regions["A2"].value, 420])
    stream = BytesIO()
    book.save(stream)
    assert "Imported. New: 1" in confirm(client, upload(client, stream.getvalue(), "r.xlsx"))


@in_one_world("rows", [3, 40])
def test_a_preview_costs_the_same_for_many_rows(
    rows: int, client: Client, organizer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    content = f"{HEAD}\n" + "".join(f"A{n},OŠ {n},,BA,BA-1,\n" for n in range(rows))
    path = upload(client, content).request["PATH_INFO"]
    with django_assert_num_queries(23):
        client.get(path)
