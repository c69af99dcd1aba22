"""A class from a list: looked at, mended, confirmed, brought again, and taken back."""

from __future__ import annotations

import json
import logging
import re
from html import unescape

import msgspec
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from base.intake.rosters.roster import MOST_PUPILS
from base.intake.rosters.roster_shapes import FoundClass, FoundColumn
from base.intake.rosters.roster_tables import MOST_COLUMNS
from base.models import User
from competition.classes.forms import found_in
from competition.models import Edition
from schools.models import Card, School, SchoolClass
from tests.base.intake.rosters.making import FILES
from tests.cells import in_one_world

NEW = "/en/staff/classes/list/"
LIST = "1. Hadžić Amra\n2. Kovačević Ivan 0101010170003\n4. Njegoš Luka 061 123 456\n"
NAMES = ("Amra Hadžić", "Ivan Kovačević", "Luka Njegoš")
PRIVATE = ("0101010170003", "061 123 456", "061123456", "mama@example.org", "Zmaja od Bosne")


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


def held_anywhere(*words: str) -> list[str]:
    """Which of the words stand in any row of the database."""
    rows = [model._default_manager.values() for model in apps.get_models()]
    stored = json.dumps([list(one) for one in rows], default=str, ensure_ascii=False)
    return [word for word in words if word in stored]


def fields_of(page: str) -> dict[str, list[str]]:
    """What the form of the preview would send."""
    form = page[page.index('class="roster-preview"') :]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if told.get("type") != "radio" or "checked" in tag:
            sent.setdefault(told["name"], []).append(told.get("value", ""))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.findall(r'value="([^"]*)"\s+selected', options)
        sent.setdefault(name, []).extend(chosen)
    return sent


def look(staff: Client, address: str = NEW, pasted: str = LIST) -> dict[str, list[str]]:
    return fields_of(staff.post(address, {"pasted": pasted, "do": "read"}).text)


def confirm(
    staff: Client, sent: dict[str, list[str]], address: str = NEW, **changes: str | list[str]
) -> str:
    page = staff.post(address, {**sent, **changes, "do": "confirm"}, follow=True)
    assert page.status_code == 200
    return page.text


def new_class(staff: Client, edition: Edition) -> SchoolClass:
    grade = edition.windows.get().country.grades.get()
    confirm(staff, look(staff), **{"c0-label": "VII-9", "c0-grade": str(grade.pk)})
    return SchoolClass.objects.get(label="VII-9")


def test_a_list_becomes_a_class_and_only_names_and_numbers_are_stored(
    staff: Client, edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = staff.post(NEW, {"pasted": LIST, "do": "read"}).text
    assert "1 national number" in page
    assert "1 telephone number" in page
    assert not any(one in page for one in PRIVATE)
    assert held_anywhere(*NAMES) == []
    made = new_class(staff, edition)
    cards = made.cards.order_by("number").values_list("number", "name")
    assert list(cards) == [(1, NAMES[0]), (2, NAMES[1]), (4, NAMES[2])]
    assert made.entries.get().edition == edition
    assert held_anywhere(*PRIVATE) == []
    assert not any(one in caplog.text for one in (*PRIVATE, *NAMES))


def test_a_file_is_read_and_forgotten(staff: Client, edition: Edition) -> None:
    content = (FILES / "everything.xlsx").read_bytes()
    file = SimpleUploadedFile("imenik.xlsx", content)
    page = staff.post(NEW, {"file": file, "do": "read"}).text
    sent = fields_of(page)
    assert sent["c0-label"] == ["VII-2"]
    assert "3 dates of birth" in page
    confirm(staff, sent, **{"c0-grade": str(edition.windows.get().country.grades.get().pk)})
    assert SchoolClass.objects.get().cards.count() == 3
    assert held_anywhere(*PRIVATE, "imenik") == []


@in_one_world(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("torn.xlsx", b"PK\x03\x04 torn"),
        ("picture.png", bytes(range(256)) * 9),
        ("words.txt", b"12\n13\n14\n"),
        ("large.csv", b"a;b\n" * 900_000),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(
    name: str, content: bytes, staff: Client, edition: Edition
) -> None:
    page = staff.post(NEW, {"file": SimpleUploadedFile(name, content), "do": "read"})
    assert page.status_code == 200
    assert 'class="roster-preview"' not in page.text
    assert f"{name}: " in page.text


def test_a_wrong_line_stops_the_list_until_it_is_mended(staff: Client, edition: Edition) -> None:
    sent = look(staff, pasted="1. Hadžić Amra\n1. Begić Selma\n3. Šarić Ena 7b\n")
    sent |= {
        "c0-label": ["VII-9"],
        "c0-grade": [str(edition.windows.get().country.grades.get().pk)],
    }
    page = confirm(staff, sent)
    assert "Nothing is saved yet" in page
    assert "Row 3, column A:" in page
    assert not SchoolClass.objects.exists()
    mended = {"c0-number": ["1", "2", ""], "c0-name": ["Amra Hadžić", "Selma Begić", ""]}
    confirm(staff, sent | mended)
    assert list(Card.objects.order_by("number").values_list("name", flat=True)) == [
        "Amra Hadžić",
        "Selma Begić",
    ]


def test_columns_and_order_are_read_again_as_they_are_told(staff: Client, edition: Edition) -> None:
    sent = look(staff, pasted="Rb;Prezime;Ime\n1;Amra;Hadžić\n")
    again = {**sent, "c0-role-1": "given", "c0-role-2": "surname", "do": "again"}
    assert fields_of(staff.post(NEW, again).text)["c0-name"] == ["Amra Hadžić"]
    sent = look(staff, pasted="Hadžić Amra\nBegić Selma\n")
    turned = fields_of(staff.post(NEW, {**sent, "c0-order": "given", "do": "again"}).text)
    assert turned["c0-name"] == ["Hadžić Amra", "Begić Selma"]


def test_of_several_classes_those_are_made_that_are_ticked(staff: Client, edition: Edition) -> None:
    pasted = "VII-1\n1. Hadžić Amra\n2. Begić Selma\n\nVII-2\n1. Čolić Ena\n2. Đurić Luka\n"
    sent = look(staff, pasted=pasted)
    del sent["c0-take"], sent["c1-take"]
    grade = str(edition.windows.get().country.grades.get().pk)
    assert "Tick the class" in confirm(staff, sent)
    confirm(staff, sent, **{"c1-take": "on", "c1-grade": grade})
    assert SchoolClass.objects.get().label == "VII-2"


def test_a_list_names_the_cards_of_a_class_and_again_changes_nothing(
    staff: Client, school_class: SchoolClass
) -> None:
    address = f"/en/staff/classes/{school_class.pk}/list/"
    pins = set(school_class.cards.values_list("number", "pin"))
    sent = look(staff, address, "1. Hadžić Amra\n2. Begić Selma\n3. Njegoš Luka\n")
    confirm(staff, sent, address)
    before = list(school_class.cards.order_by("number").values_list("number", "pin", "name"))
    assert {(number, pin) for number, pin, _ in before} == pins
    # In the other script, without signs, in the other order: the same pupils, and one who is new.
    pasted = "1. Амра Хаџић\n2. Čolić Ena\n3. Begic Selma\n4. Luka Njegos\n"
    page = staff.post(address, {"pasted": pasted, "do": "read"}).text
    assert "has card 1" in page
    assert "new: card 4" in page
    confirm(staff, fields_of(page), address)
    after = list(school_class.cards.order_by("number").values_list("number", "pin", "name"))
    assert after[:3] == before
    assert (after[3][0], after[3][2]) == (4, "Ena Čolić")
    confirm(staff, fields_of(page), address)
    assert school_class.cards.count() == 4


def test_a_teacher_of_two_schools_chooses_the_school(
    staff: Client, edition: Edition, teacher: User
) -> None:
    own = School.objects.get()
    other = School.objects.create(
        country=own.country, region=own.region, register_code="Z9", name="OŠ Druga"
    )
    teacher.roles.create(kind="teacher", school=other, approved_at=timezone.now())
    page = staff.post(NEW, {"pasted": LIST, "do": "read", "school": other.pk}).text
    sent = fields_of(page)
    grade = str(edition.windows.get().country.grades.get().pk)
    confirm(staff, sent, **{"c0-label": "VII-9", "c0-grade": grade})
    assert SchoolClass.objects.get().school == other


def test_a_list_is_for_the_edition_that_was_chosen_and_says_so_through_all_its_steps(
    staff: Client, edition: Edition
) -> None:
    assert "edition" not in look(staff)
    country = edition.windows.get().country
    following = Edition.objects.create(slug="2028", year=2028, state="registration")
    following.countries.add(country)
    following.divisions.create(code="12-13")
    sent = look(staff)
    told = {"c0-label": "VII-9", "c0-grade": str(country.grades.get().pk), "edition": "2028"}
    again = staff.post(NEW, {**sent, **told, "do": "again"}).text
    assert fields_of(again)["edition"] == ["2028"]
    confirm(staff, sent, **{**told, "edition": "1999"})
    assert not SchoolClass.objects.exists()
    confirm(staff, sent, **told)
    made = SchoolClass.objects.get()
    assert (made.entries.get().edition, made.school_year) == (following, "2027/2028")


def test_a_list_for_an_edition_that_was_taken_back_meanwhile_goes_into_no_other(
    staff: Client, edition: Edition
) -> None:
    country = edition.windows.get().country
    following = Edition.objects.create(slug="2028", year=2028, state="registration")
    following.countries.add(country)
    sent = look(staff)
    Edition.objects.filter(pk=following.pk).update(state="draft")
    told = {"c0-label": "VII-9", "c0-grade": str(country.grades.get().pk)}
    page = confirm(staff, sent, **told, edition="2028")
    assert "This edition takes no classes any more." in page
    assert fields_of(page)["edition"] == [], "nothing is chosen beforehand of what is left"
    assert "This field is required." in confirm(staff, sent, **told, edition="")
    assert not SchoolClass.objects.exists()
    confirm(staff, sent, **told, edition=edition.slug)
    assert SchoolClass.objects.get().entries.get().edition == edition


@pytest.mark.parametrize(("rows", "columns"), [(MOST_PUPILS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_a_page_that_sends_more_than_is_ever_read_is_not_worked_through(
    rows: int, columns: int
) -> None:
    column = FoundColumn(role="name", letter="A", header="", cells=["Ana Anić"])
    found = FoundClass(label="", sheet="", rows=[*range(rows)], columns=[column] * columns)
    data = QueryDict(mutable=True)
    data["c0-found"] = msgspec.json.encode(found).decode()
    assert found_in(data, "c0") is None
