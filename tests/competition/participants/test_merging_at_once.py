"""Merges and other work on the same schools at the same moment, on real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import CompetitionError, SealedSchool
from competition.models import Edition, Entry
from competition.participants.actions import merge_schools
from schools.exceptions import NotWaiting
from schools.models import Role, School, SchoolMerge, TeacherDecision
from schools.register.actions.teacher_approvals import approve
from tests import cast
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[Exception]:
    """Do all at once; returns what was refused."""
    refused: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except (CompetitionError, NotWaiting) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_two_schools_merged_into_each_other_at_once_leave_one(
    entry: Entry, school: School, superuser: User
) -> None:
    twin = cast.make_school(school.country, name="OŠ Весна")

    def merge(keep: School, gone: School) -> Callable[[], object]:
        return lambda: merge_schools(keep, gone=gone, labels={}, by=superuser, at=clock.now())

    refused = together(merge(school, twin), merge(twin, school))
    assert (len(refused), School.objects.count(), SchoolMerge.objects.count()) == (1, 1, 1)
    assert Entry.objects.get().school_class.school == School.objects.get()


def test_a_teacher_is_approved_once_by_two_at_once(school: School, superuser: User) -> None:
    role = cast.make_teacher(school, "nova@example.org", approved=False).roles.get()
    refused = together(*[lambda: approve(role, by=superuser, at=clock.now())] * 2)
    assert (len(refused), TeacherDecision.objects.count()) == (1, 1)


@pytest.fixture
def impatient() -> Iterator[None]:
    """This connection waits for nobody's lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
        yield
        cursor.execute("RESET lock_timeout")


@contextmanager
def held(edition: Edition) -> Iterator[None]:
    """By somebody who is sealing it: for minutes, if its list is long."""
    begun, ended = threading.Event(), threading.Event()

    def seal() -> None:
        with transaction.atomic():
            Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
            begun.set()
            ended.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=seal)
    thread.start()
    assert begun.wait(PATIENCE)
    try:
        yield
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize("whose", ["theirs", "of nobody yet", "of another country"])
def test_a_merge_is_refused_in_words_while_an_edition_of_its_country_is_being_sealed(
    client: Client, school: School, superuser: User, impatient: None, whose: str
) -> None:
    edition = cast.make_edition(school.country)
    if whose != "theirs":
        edition.windows.all().delete()
    if whose == "of another country":
        edition.countries.add(cast.make_country("HR"))
    twin = cast.make_school(school.country, name="OŠ Весна")
    client.force_login(superuser)
    path = f"/en/staff/schools/{school.pk}/merge/"
    with held(edition):
        page = client.post(path, {"other": twin.pk}, follow=True)
    is_theirs = whose != "of another country"
    assert (
        "Nothing was merged: a list with these schools is being sealed" in page.text
    ) == is_theirs
    assert School.objects.count() == (2 if is_theirs else 1)


def test_a_seal_that_comes_first_is_heeded(entry: Entry, school: School, superuser: User) -> None:
    """The edition is held by somebody who seals it; the merge waits, and then is refused."""
    twin = cast.make_school(school.country, name="OŠ Весна")
    assert Role.objects.filter(school=school).exists()
    held = threading.Event()

    def seal() -> None:
        with transaction.atomic():
            edition = Edition.objects.select_for_update(no_key=True).get()
            held.set()
            edition.state = Edition.State.SEALED
            edition.save()

    def merge() -> None:
        held.wait(PATIENCE)
        merge_schools(twin, gone=school, labels={}, by=superuser, at=clock.now())

    assert [type(one) for one in together(seal, merge)] == [SealedSchool]
    assert School.objects.count() == 2
