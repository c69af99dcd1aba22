"""PINs, names and needs are the teacher's: others open them with a reason, or by consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from base.models import User
from schools.models import Card, CardOpening, Role, School, SchoolClass
from tests import cast
from tests.outbox import empty_outbox

pytestmark = pytest.mark.django_db
ASKED = "With a reason you may open them for one hour"


@pytest.fixture
def organizer(client: Client, school: School) -> User:
    """Looks after the class and does not teach it; has logged in."""
    user = cast.make_staff("organizer", country=school.country)
    client.force_login(user)
    return user


@pytest.fixture
def colleague(school: School) -> User:
    """Another teacher of the school."""
    return cast.make_teacher(school, "mirza@example.org")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Addresses, and so pages, in the language of these tests."""
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _named(school_class: SchoolClass) -> None:
    """One card has a name and a need."""
    Card.objects.filter(school_class=school_class, number=1).update(name="Lejla", extra_time=50)


def at(name: str, school_class: SchoolClass) -> str:
    return reverse(f"schools:{name}", args=[school_class.pk])


def open_them(client: Client, school_class: SchoolClass, **typed: str) -> str:
    """The page after asking for the cards."""
    data = {"reason": "teacher_away", **typed}
    return client.post(at("open_cards", school_class), data, follow=True).text


SAID = {"cards": "1001", "cards_screen": "1001", "needs": "Lejla"}


def test_a_reason_opens_this_class_to_this_person_for_an_hour(
    client: Client, organizer: User, school: School, teacher: User, school_class: SchoolClass
) -> None:
    other = cast.make_class(school, teacher, label="V-1")
    people = (organizer, cast.make_staff("coordinator"), cast.make_superuser())
    for user in people:
        client.force_login(user)
        asked = (user.email, "before a reason and without the one of another")
        assert all_ask(client, school_class) == list(SAID), asked
        assert "1001" in open_them(client, school_class)
        assert all_ask(client, other) == list(SAID), (user.email, "of another class")
        for name, said in SAID.items():
            assert said in client.get(at(name, school_class)).text, (user.email, name)
        openings = CardOpening.objects.filter(by=user)
        openings.update(until=timezone.now())
        assert all_ask(client, school_class) == list(SAID), (user.email, "after the hour")
        openings.update(until=timezone.now() + timedelta(hours=1))


def all_ask(client: Client, school_class: SchoolClass) -> list[str]:
    """The pages that ask for a reason and tell nothing."""
    pages = {name: client.get(at(name, school_class)).text for name in SAID}
    secrets = ("1001", "1003", "Lejla", "+50")
    return [
        name
        for name, page in pages.items()
        if ASKED in page and not any(secret in page for secret in secrets)
    ]


def test_an_opening_is_on_record_and_the_teacher_is_told(
    client: Client, organizer: User, teacher: User, school_class: SchoolClass
) -> None:
    teacher.language = "hr"
    teacher.save()
    open_them(client, school_class, reason="other", words="The school called.")
    opening = CardOpening.objects.get()
    assert (opening.by, opening.until - opening.opened_at) == (organizer, timedelta(hours=1))
    entries = LogEntry.objects.get_for_object(school_class)
    entry = entries.get(additional_data__deed="cards_opened")
    assert entry.actor == organizer
    assert entry.additional_data == {"deed": "cards_opened", "reason": "other"}
    assert (
        "opened the cards for one hour; reason: another reason"
        in client.get("/en/staff/record/").text
    )
    empty_outbox()
    [sent] = mail.outbox
    assert (sent.to, "The school called." in sent.body) == ([teacher.email], True)
    assert "Razlog:" in sent.body
    assert not any(said in sent.body for said in ("1001", "Lejla"))
    client.force_login(teacher)
    page = client.get(at("cards", school_class)).text
    assert "another reason: The school called." in page
    assert str(organizer) in page


def test_who_has_left_the_school_hears_nothing_of_its_cards(
    client: Client, organizer: User, teacher: User, colleague: User, school_class: SchoolClass
) -> None:
    school_class.teachers.add(colleague)
    Role.objects.filter(user=teacher).delete()
    open_them(client, school_class, reason="other", words="A parent of this class has called.")
    empty_outbox()
    assert [one.to for one in mail.outbox] == [[colleague.email]]


def test_without_a_reason_nothing_is_opened(
    client: Client, organizer: User, school_class: SchoolClass
) -> None:
    assert "Choose a reason." in open_them(client, school_class, reason="")
    assert "Write the reason here." in open_them(client, school_class, reason="other")
    assert not CardOpening.objects.exists()


def test_a_stranger_opens_nothing(
    client: Client, other_teacher: User, school_class: SchoolClass
) -> None:
    client.force_login(other_teacher)
    assert client.post(at("open_cards", school_class), {"reason": "other"}).status_code == 404


def test_needs_are_not_changed_by_who_does_not_see_them(
    client: Client, organizer: User, school_class: SchoolClass
) -> None:
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
    rows |= {"form-0-number": "1", "form-0-extra_time": "0"}
    assert client.post(at("needs", school_class), rows).status_code == 404
    assert Card.objects.get(school_class=school_class, number=1).extra_time == 50


# ---------------------------------------------------------------- the admin


def test_the_admin_shows_and_finds_no_pin_name_or_need(
    client: Client, school_class: SchoolClass
) -> None:
    client.force_login(cast.make_superuser())
    card = school_class.cards.get(number=1)
    for path in (
        f"schoolclass/{school_class.pk}/change/", "card/", f"card/{card.pk}/change/",
    ):  # fmt: skip
        page = client.get(f"/en/admin/schools/{path}").text
        assert not any(said in page for said in ("1001", "Lejla", "+50")), path
    for lookup in ("pin=1001", "name__startswith=L", "extra_time=50", "untimed=1"):
        assert client.get(f"/en/admin/schools/card/?{lookup}").status_code == 400, lookup
