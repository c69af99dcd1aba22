"""Who looks at PINs, names and needs is on record before they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from base.models import User
from base.record.actions.reads import ONCE_IN, note_read
from schools.classes.actions.cards import open_cards
from schools.classes.actions.covering import take_over
from schools.models import Card, School, SchoolClass
from tests import cast

pytestmark = pytest.mark.django_db
WAYS = {
    "cards": ("print", "looked at the cards for the printer"),
    "cards_screen": ("screen", "looked at cards on the screen"),
    "needs": ("needs", "looked at names and needs"),
}
EACH = pytest.mark.parametrize(("page", "way", "said"), [(k, *v) for k, v in WAYS.items()])


@pytest.fixture(autouse=True)
def _in_english(school_class: SchoolClass) -> Iterator[None]:
    """Addresses, and so pages, in the language of these tests; one card has a name."""
    Card.objects.filter(school_class=school_class, number=1).update(name="Lejla")
    with override("en"):
        yield


def at(name: str, school_class: SchoolClass) -> str:
    return reverse(f"schools:{name}", args=[school_class.pk])


def reads(school_class: SchoolClass) -> list[LogEntry]:
    entries = LogEntry.objects.get_for_object(school_class)
    return list(entries.filter(additional_data__read__isnull=False).order_by("pk"))


@EACH
def test_a_look_is_on_record_once_in_ten_minutes(
    page: str, way: str, said: str, client: Client, teacher: User, school_class: SchoolClass,
    superuser: User,
) -> None:  # fmt: skip
    client.force_login(teacher)
    for _ in range(3):
        client.get(at(page, school_class))
    [entry] = reads(school_class)
    assert (entry.actor, entry.additional_data) == (teacher, {"read": way})
    # No personal data of a pupil.
    assert entry.object_repr == school_class.label
    assert entry.changes is None
    LogEntry.objects.filter(pk=entry.pk).update(timestamp=timezone.now() - ONCE_IN)
    client.get(at(page, school_class))
    assert len(reads(school_class)) == 2
    client.force_login(superuser)
    assert said in client.get("/en/staff/record/").text


def test_people_classes_and_ways_are_counted_apart(
    teacher: User, school: School, superuser: User, school_class: SchoolClass
) -> None:
    other, now = cast.make_class(school, teacher, label="V-1"), timezone.now()
    note_read(school_class, way="print", by=teacher, at=now)
    note_read(school_class, way="screen", by=teacher, at=now)
    note_read(school_class, way="print", by=superuser, at=now)
    note_read(other, way="print", by=teacher, at=now)
    note_read(other, way="print", by=teacher, at=now + ONCE_IN - timedelta(seconds=1))
    assert (len(reads(school_class)), len(reads(other))) == (3, 1)


@EACH
def test_what_cannot_be_put_on_record_is_not_shown(
    page: str, way: str, said: str, client: Client, teacher: User, school_class: SchoolClass,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fails(*_args: object, **_more: object) -> None:
        raise DatabaseError

    client.force_login(teacher)
    client.raise_request_exception = False
    monkeypatch.setattr("auditlog.models.LogEntryManager.log_create", fails)
    answer = client.get(at(page, school_class))
    assert answer.status_code == 500
    assert not any(one in answer.text for one in ("1001", "Lejla"))


def test_nobody_looks_by_being_asked_for_a_reason(
    client: Client, superuser: User, school_class: SchoolClass
) -> None:
    client.force_login(superuser)
    client.get(at("cards", school_class))
    assert reads(school_class) == []


def test_the_teacher_reads_who_else_has_looked(
    client: Client, teacher: User, school: School, superuser: User, school_class: SchoolClass
) -> None:
    now = timezone.now()
    colleague = cast.make_teacher(school, "mirza@example.org")
    take_over(school_class, reason="ill", by=colleague, at=now)
    open_cards(school_class, reason="card_lost", words="", by=superuser, at=now)
    for user, page in ((colleague, "cards_screen"), (superuser, "needs"), (teacher, "needs")):
        client.force_login(user)
        client.get(at(page, school_class))
    client.force_login(teacher)
    shown = client.get(at("cards", school_class)).context["others"].reads
    assert [(line.who, line.did) for line in shown] == [
        (str(superuser), "looked at names and needs"),
        (str(colleague), "looked at cards on the screen"),
    ]
