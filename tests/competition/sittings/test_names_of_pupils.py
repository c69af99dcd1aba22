"""Where names, needs and answers of pupils come out: for whom, and that it is on record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import Attempt, Sitting
from competition.sittings.actions.sittings import close
from schools.models import Card, Country, SchoolClass
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def card(card: Card) -> Card:
    """It has a name and a need."""
    Card.objects.filter(pk=card.pk).update(name="Lejla", extra_time=50)
    return card


@pytest.fixture
def closed(
    sitting: Sitting, card: Card, teacher: User, finished_attempt: Callable[..., Attempt]
) -> Sitting:
    """A sitting that one pupil finished."""
    finished_attempt(card=card, choices=cast.right_choices(sitting.paper))
    return close(sitting, by=teacher, at=clock.now())


def url(name: str, *args: object) -> str:
    return reverse(f"competition:{name}", args=args)


def reads(school_class: SchoolClass) -> list[tuple[str, str]]:
    """Who looked in which way, the first first."""
    entries = LogEntry.objects.get_for_object(school_class).order_by("pk")
    found = entries.filter(additional_data__read__isnull=False)
    return [(str(entry.actor), entry.additional_data["read"]) for entry in found]


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Has logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def test_an_organizer_helps_at_a_seat_without_name_and_needs(
    client: Client, organizer: User, sitting: Sitting, card: Card
) -> None:
    page = client.get(url("seat", sitting.pk, card.pk)).text
    assert "Card 1" in page
    assert not any(said in page for said in ("Lejla", "+50 %", card.pin))
    assert reads(card.school_class) == []


def test_an_organizer_reads_results_without_names(
    client: Client, organizer: User, closed: Sitting, card: Card
) -> None:
    assert "Lejla" not in client.get(url("sitting_results", closed.pk), {"names": "1"}).text
    file = client.get(url("results_file", closed.pk, "csv"))
    assert "Lejla" not in b"".join(file).decode()
    assert reads(card.school_class) == []


def test_a_teachers_look_at_names_is_on_record(
    client: Client, teacher: User, closed: Sitting, card: Card
) -> None:
    client.force_login(teacher)
    assert "Lejla" in client.get(url("seat", closed.pk, card.pk)).text
    assert "Lejla" not in client.get(url("sitting_results", closed.pk)).text
    assert reads(card.school_class) == [(str(teacher), "seat")]
    assert "Lejla" in client.get(url("sitting_results", closed.pk), {"names": "1"}).text
    assert "Lejla" in b"".join(client.get(url("results_file", closed.pk, "csv"))).decode()
    assert reads(card.school_class) == [(str(teacher), "seat"), (str(teacher), "names")]
    assert LogEntry.objects.latest("pk").additional_data["file"].endswith(".csv")


def test_names_for_the_tiles_are_told_to_who_may_see_them_and_on_record(
    client: Client, teacher: User, sitting: Sitting, card: Card
) -> None:
    client.force_login(teacher)
    assert "Lejla" not in client.get(url("sitting", sitting.pk)).text
    assert client.get(url("seat_names", sitting.pk)).json() == {str(card.pk): "Lejla"}
    assert reads(card.school_class) == [(str(teacher), "tiles")]
    client.force_login(cast.make_staff("organizer", country=card.school_class.school.country))
    assert client.get(url("seat_names", sitting.pk)).status_code == 404


def test_whoever_looks_at_answers_in_the_admin_is_on_record(
    client: Client, superuser: User, closed: Sitting, card: Card
) -> None:
    client.force_login(superuser)
    attempt = Attempt.objects.get(card=card)
    path = reverse("admin:competition_attempt_change", args=[attempt.pk])
    page, receipt = client.get(path).text, attempt.receipt or ""
    assert receipt
    assert not any(said in page for said in ("Lejla", "+50", card.pin, receipt))
    assert reads(card.school_class) == [(str(superuser), "admin")]
    missing = reverse("admin:competition_attempt_change", args=[10**6])
    assert client.get(missing).status_code == 302
    receipts = f"/en/admin/competition/attempt/?receipt__startswith={receipt[:1]}"
    assert client.get(receipts).status_code == 400
