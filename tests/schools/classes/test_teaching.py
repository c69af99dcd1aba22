"""A class changes its teachers by their own word, or by an organizer's where nobody is left."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from base.models import User
from schools.models import Role, School, SchoolClass
from schools.rules.pins import school_year
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_year(school_class: SchoolClass) -> None:
    translation.activate("en")
    SchoolClass.objects.update(school_year=school_year(timezone.localdate()))


@pytest.fixture
def colleague(school: School) -> User:
    return cast.make_teacher(school, "mirza@example.org")


def send(client: Client, name: str, school_class: SchoolClass, **typed: object) -> str:
    url = reverse(f"schools:{name}", args=[school_class.pk])
    return client.post(url, typed, follow=True).text


def told_on_record(school_class: SchoolClass) -> list[tuple[User | None, str, list[str]]]:
    """Who did what to the teachers of a class, and to whom."""
    entries = LogEntry.objects.get_for_object(school_class).order_by("pk")
    changes = [(one.actor, (one.changes or {}).get("teachers")) for one in entries]
    return [(actor, told["operation"], told["objects"]) for actor, told in changes if told][1:]


def test_a_class_is_handed_over_by_adding_a_colleague_and_leaving(
    client: Client, teacher: User, colleague: User, school_class: SchoolClass
) -> None:
    client.force_login(teacher)
    assert "You are the only teacher of this class." in send(client, "leave_class", school_class)
    assert "Mirza teaches VII-2 too." in send(
        client, "add_teacher", school_class, colleague=colleague.pk
    )
    assert "VII-2 is no longer yours." in send(client, "leave_class", school_class)
    assert list(school_class.teachers.all()) == [colleague]
    assert told_on_record(school_class) == [
        (teacher, "add", ["Mirza"]),
        (teacher, "delete", ["Vesna"]),
    ]
    client.force_login(colleague)
    assert client.get(reverse("schools:needs", args=[school_class.pk])).status_code == 200


def test_only_an_approved_colleague_of_the_school_is_added_and_by_its_teacher(
    client: Client, teacher: User, colleague: User, other_teacher: User, school: School,
    school_class: SchoolClass,
) -> None:  # fmt: skip
    waiting = cast.make_teacher(school, "nova@example.org", approved=False)
    client.force_login(teacher)
    for stranger in (waiting, other_teacher):
        page = send(client, "add_teacher", school_class, colleague=stranger.pk)
        assert "Choose a colleague of your school." in page
    client.force_login(colleague)
    for name in ("add_teacher", "leave_class"):
        url = reverse(f"schools:{name}", args=[school_class.pk])
        assert client.post(url, {"colleague": colleague.pk}).status_code == 404
    assert list(school_class.teachers.all()) == [teacher]


def test_a_role_that_ends_says_who_is_left_and_the_organizer_puts_somebody_in_charge(
    client: Client, teacher: User, colleague: User, school: School, school_class: SchoolClass
) -> None:
    organizer = cast.make_staff("organizer", country=school.country)
    client.force_login(organizer)
    page = reverse("competition:school", args=[school.pk])
    assert "Classes without a teacher" not in client.get(page).text
    role = Role.objects.get(user=teacher)
    told = client.post(reverse("schools:take_role", args=[role.pk]), follow=True).text
    assert f"Without a teacher now, at {school.name}: VII-2." in told
    assert "Classes without a teacher" in client.get(page).text
    assert "Choose an approved teacher of this school." in send(
        client, "put_in_charge", school_class, colleague=teacher.pk
    )
    assert "Mirza now teaches VII-2." in send(
        client, "put_in_charge", school_class, colleague=colleague.pk
    )
    assert "Somebody teaches this class already." in send(
        client, "put_in_charge", school_class, colleague=colleague.pk
    )
    assert told_on_record(school_class) == [(organizer, "add", ["Mirza"])]
    assert "Classes without a teacher" not in client.get(page).text


def test_a_closed_account_leaves_a_class_and_an_earlier_year_needs_nobody(
    client: Client, teacher: User, school: School, school_class: SchoolClass
) -> None:
    cast.make_class(school, teacher, label="VI-1")
    SchoolClass.objects.filter(label="VI-1").update(school_year="2001/2002")
    client.force_login(cast.make_staff("organizer", country=school.country))
    url = reverse("schools:close_account", args=[teacher.pk])
    assert f"at {school.name}: VII-2. Put" in client.post(url, follow=True).text
    page = client.get(reverse("competition:school", args=[school.pk]))
    assert [one.label for one in page.context["untaught"]] == ["VII-2"]
    assert "This school has no approved teacher." in page.text
