"""A teacher's own classes: the list, a new class, its entry."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Edition, Entry, Window
from schools.models import Role, School, SchoolClass
from tests import cast
from tests.cells import in_one_world


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


def url(name: str, *args: int) -> str:
    return reverse(f"competition:{name}", args=args)


@in_one_world("size", [1, 10])
def test_the_list_of_classes_costs_the_same_for_one_class_and_for_ten(
    size: int,
    staff: Client,
    teacher: User,
    school: School,
    edition: Edition,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(size):
        school_class = cast.make_class(school, teacher, label=f"V-{number}")
        cast.make_sitting(cast.make_entry(school_class, edition))
    with django_assert_num_queries(20):
        assert staff.get("/en/staff/").text.count('class="panel class-card"') == size


@in_one_world(
    ("change", "reason"),
    [
        pytest.param({"opens_at": timedelta(hours=2)}, "possible from", id="not yet"),
        pytest.param({"opens_at": timedelta(hours=-9)}, "Official quizzes ended", id="over"),
    ],
)
def test_a_closed_window_says_why_there_is_no_official_sitting(
    change: dict[str, timedelta], reason: str, staff: Client, entry: Entry
) -> None:
    opens = clock.now() + change["opens_at"]
    Window.objects.update(opens_at=opens, closes_at=opens + timedelta(hours=1))
    page = staff.get("/en/staff/").text
    assert reason in page
    assert "kind=official" not in page


def test_a_class_is_added_with_cards_and_entered(staff: Client, edition: Edition) -> None:
    grade = edition.windows.get().country.grades.get()
    school = School.objects.get()
    data = {"school": school.pk, "label": "VII-9", "grade": grade.pk, "language": "bs", "size": 20}
    made_at = staff.post("/en/staff/classes/add/", data)
    made = SchoolClass.objects.get(label="VII-9")
    assert made_at["Location"] == reverse("schools:cards", args=[made.pk])
    assert made.cards.count() == 20
    assert made.entries.get().division.code == "12-13"


def test_numbers_are_said_back_before_a_class_is_made_of_them(
    staff: Client, edition: Edition
) -> None:
    grade = edition.windows.get().country.grades.get()
    typed = "1–29 bez 14"
    data = {"school": School.objects.get().pk, "label": "VII-9", "grade": grade.pk, "size": typed}
    data["language"] = "bs"
    page = staff.post("/en/staff/classes/add/", data).text
    assert "28 cards: 1–29 without 14" in page
    assert not SchoolClass.objects.exists()
    told = staff.get("/en/staff/classes/numbers/", {"size": typed}).json()
    assert told["said"] == "28 cards: 1–29 without 14"
    assert f'name="understood" value="{told["key"]}"' in page
    staff.post("/en/staff/classes/add/", {**data, "understood": told["key"]})
    assert 14 not in SchoolClass.objects.get().cards.values_list("number", flat=True)


def test_numbers_that_are_not_understood_are_named(staff: Client) -> None:
    told = staff.get("/en/staff/classes/numbers/", {"size": "sedam"}).json()
    assert told == {
        "said": "“sedam” is not understood. Write for example 28, or 1–29 without 14.",
        "key": "",
    }


def test_a_class_cannot_be_added_to_a_school_of_somebody_else(
    staff: Client, other_teacher: User
) -> None:
    role = other_teacher.roles.get()
    assert role.school is not None
    grade = role.school.country.grades.get()
    data = {"school": role.school.pk, "label": "X", "grade": grade.pk, "language": "bs", "size": 2}
    assert staff.post("/en/staff/classes/add/", data).status_code == 200
    assert not SchoolClass.objects.exists()


def test_a_class_without_an_entry_can_be_entered_later(
    staff: Client, school_class: SchoolClass, edition: Edition
) -> None:
    staff.post(url("enter", school_class.pk))
    staff.post(url("enter", school_class.pk))
    assert school_class.entries.get().edition == edition


def test_a_teacher_of_two_schools_reads_which_of_them_has_not_approved_them(
    staff: Client, teacher: User, school: School
) -> None:
    assert "Nobody has approved you" not in staff.get("/en/staff/").text
    other = cast.make_school(school.country, name="OŠ Druga")
    Role.objects.create(user=teacher, kind="teacher", school=other)
    before, _told = staff.get("/en/staff/").text.split("Nobody has approved you")
    assert before.rstrip().endswith("<strong>OŠ Druga, Sarajevo:</strong>")


def test_grades_of_two_countries_are_told_apart(
    staff: Client, teacher: User, school: School, edition: Edition
) -> None:
    def grades() -> list[str]:
        choices = staff.get("/en/staff/classes/add/").context["form"].fields["grade"].choices
        return [str(label) for value, label in choices if value]

    assert grades() == ["7"]
    abroad = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    Role.objects.create(user=teacher, kind="teacher", school=abroad, approved_at=clock.now())
    assert grades() == ["7 (Bosnia and Herzegovina)", "7 (Croatia)"]
