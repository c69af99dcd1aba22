"""An approved colleague of the school has a class for today: its lesson and PINs, nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base import clock
from base.models import User
from competition.models import Entry, Sitting
from schools.classes.actions.covering import take_over
from schools.models import Card, ClassCover, Role, School, SchoolClass
from schools.rules.pins import school_year
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(school: School) -> User:
    return cast.make_teacher(school, "mirza@example.org")


@pytest.fixture
def browser(client: Client, colleague: User) -> Client:
    client.force_login(colleague)
    return client


@pytest.fixture
def lent(school_class: SchoolClass, colleague: User) -> ClassCover:
    Card.objects.filter(school_class=school_class, number=1).update(name="Lejla")
    return take_over(school_class, reason="ill", by=colleague, at=clock.now())


def page(client: Client, name: str, *args: int) -> int:
    return client.get(reverse(name, args=args)).status_code


def test_a_class_is_taken_over_with_a_reason_and_its_teacher_sees_it(
    browser: Client, school_class: SchoolClass, entry: Entry, teacher: User
) -> None:
    SchoolClass.objects.update(school_year=school_year(timezone.localdate(clock.now())))
    url = reverse("schools:cover_class")
    browser.post(url, {"school_class": school_class.pk, "reason": "because"})
    assert not ClassCover.objects.exists()
    browser.post(url, {"school_class": school_class.pk, "reason": "ill"})
    assert ClassCover.objects.get().until > clock.now()
    entry_of_record = LogEntry.objects.get_for_object(school_class).latest("pk")
    assert (entry_of_record.additional_data or {})["reason"] == "ill"
    browser.force_login(teacher)
    assert (
        "Mirza has taken over VII-2 until midnight: the teacher is ill."
        in browser.get("/en/staff/").text
    )


def test_the_lesson_and_the_pins_are_the_colleagues_and_no_name(
    browser: Client, lent: ClassCover, sitting: Sitting, card: Card
) -> None:
    school_class = lent.school_class
    assert page(browser, "competition:sitting", sitting.pk) == 200
    cards = browser.get(reverse("schools:cards", args=[school_class.pk]))
    assert "You have taken this class over for today" in cards.text
    assert "Lejla" not in browser.get(reverse("competition:seat", args=[sitting.pk, card.pk])).text
    assert page(browser, "schools:needs", school_class.pk) == 404
    act = reverse("competition:act", args=[sitting.pk])
    assert browser.post(act, {"action": "start"}).status_code == 302
    sitting.refresh_from_db()
    assert sitting.starts_at is not None


def test_what_stays_stays_the_teachers(
    browser: Client, lent: ClassCover, teacher: User, card: Card
) -> None:
    school_class = lent.school_class
    correct = reverse("competition:correct_card", args=[school_class.pk, card.pk])
    assert browser.post(correct, {"do": "remove"}).status_code == 404
    assert browser.post(correct, {"do": "pin"}).status_code == 302
    delete = reverse("competition:delete_class", args=[school_class.pk])
    assert browser.post(delete).status_code == 404


@pytest.mark.parametrize("end", ["midnight", "given back", "role gone", "not approved"])
def test_it_ends(end: str, browser: Client, lent: ClassCover, sitting: Sitting) -> None:
    if end == "midnight":
        ClassCover.objects.update(until=clock.now() - timedelta(seconds=1))
    elif end == "given back":
        browser.post(reverse("schools:give_back", args=[lent.pk]))
    elif end == "role gone":
        Role.objects.filter(user=lent.colleague).delete()
    else:
        Role.objects.filter(user=lent.colleague).update(approved_at=None)
    assert page(browser, "competition:sitting", sitting.pk) == 404


def test_nobody_takes_a_class_of_another_school_or_without_an_approval(
    client: Client, school_class: SchoolClass, school: School
) -> None:
    SchoolClass.objects.update(school_year=school_year(timezone.localdate(clock.now())))
    other = cast.make_school(school.country, name="OŠ Druga")
    strangers = [
        cast.make_teacher(other, "ivo@example.org"),
        cast.make_teacher(school, "new@example.org", approved=False),
    ]
    for stranger in strangers:
        client.force_login(stranger)
        url = reverse("schools:cover_class")
        client.post(url, {"school_class": school_class.pk, "reason": "ill"})
    assert not ClassCover.objects.exists()
