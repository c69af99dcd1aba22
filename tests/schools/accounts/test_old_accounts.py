"""Accounts of teachers go two years after the last log-in, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.models import Entry
from schools.models import Country, Role, School
from tests import cast
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db
AWAY = timedelta(days=731)


def young(teacher: User, entry: Entry) -> None:
    User.objects.update(last_login=clock.now() - AWAY + timedelta(days=2))


def organizes(teacher: User, entry: Entry) -> None:
    country = Country.objects.get()
    Role.objects.create(user=teacher, kind="organizer", country=country, approved_at=clock.now())


def opened_a_quiz(teacher: User, entry: Entry) -> None:
    cast.make_sitting(entry, by=teacher)


@pytest.mark.parametrize(
    ("why", "stays"), [(None, False), (young, True), (organizes, True), (opened_a_quiz, True)]
)
def test_an_account_goes_unless(
    why: Callable[[User, Entry], None] | None, stays: bool, entry: Entry, school: School
) -> None:
    teacher = cast.make_teacher(school, "old@example.org")
    User.objects.update(last_login=clock.now() - AWAY)
    if why is not None:
        why(teacher, entry)
    forget_due()
    assert User.objects.filter(pk=teacher.pk).exists() is stays
