"""A list is sealed and two schools are merged in the same second: both end, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from base import clock
from base.models import User
from competition.exceptions import CompetitionError, SealedSchool, SealedTogether
from competition.models import Edition
from competition.participants.actions import merge_schools
from leaderboard.models import CountedSchool
from leaderboard.results.actions import keep_register
from leaderboard.seals import actions as sealing
from leaderboard.seals.actions import confirm, propose
from schools.models import Country, School
from tests import cast
from tests.leaderboard import crowd

WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def wait_until_somebody_waits() -> None:
    """For a lock of this database; after ten seconds nobody does."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("nobody waits")


def closing[**P](act: Callable[P, object]) -> Callable[P, None]:
    """In a thread of its own, which leaves no connection behind."""

    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        finally:
            connection.close()

    return run


@pytest.fixture
def has_edition(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set once a list is being sealed; its schools are written down when the merge has come."""
    held = Event()

    def keep_it_late(edition: Edition) -> None:
        held.set()
        wait_until_somebody_waits()
        keep_register(edition)

    monkeypatch.setattr(sealing, "keep_register", keep_it_late)
    return held


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("keep", "gone", "refusal"),
    [("BA 0", "BA 1", SealedTogether), ("Idle", "BA 0", SealedSchool), ("Idle", "Other", None)],
)
def test_a_merge_that_comes_while_a_list_is_sealed_waits_for_it(
    keep: str,
    gone: str,
    refusal: type[CompetitionError] | None,
    reviewed: Edition,
    country: Country,
    first: User,
    superuser: User,
    has_edition: Event,
) -> None:
    for code in ("Idle", "Other"):
        crowd.make_school(country.regions.get(), code)
    laid = propose(reviewed, by=first, at=clock.now())

    def merge() -> None:
        stays, goes = (School.objects.get(register_code=code) for code in (keep, gone))
        assert has_edition.wait(20)
        merge_schools(stays, gone=goes, labels={}, by=first, at=clock.now())

    with ThreadPoolExecutor(2) as pool:
        sealed = pool.submit(closing(confirm), laid, by=superuser, at=clock.now(), seen=True)
        merged = pool.submit(closing(merge))
        assert sealed.exception() is None
        assert type(merged.exception()) is (refusal or type(None))
    assert Edition.objects.get().state == "sealed"
    # Seven have played, two have not; of two that became one the one that stays stands for both.
    counted = CountedSchool.objects.values("school")
    assert (counted.count(), counted.distinct().count()) == (9, 9 if refusal else 8)


@pytest.mark.django_db(transaction=True)
def test_a_merge_that_holds_no_edition_is_over_before_its_schools_are_written_down(
    reviewed: Edition, superuser: User
) -> None:
    """The country takes no part in the edition: so the merge did not wait for the seal."""
    region = cast.make_country("RS").regions.get()
    stays, goes = (crowd.make_school(region, code)[0] for code in ("Stays", "Goes"))
    merged = Event()

    def merge() -> None:
        with transaction.atomic():
            merge_schools(stays, gone=goes, labels={}, by=superuser, at=clock.now())
            merged.set()
            wait_until_somebody_waits()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(closing(merge))
        assert merged.wait(20)
        with transaction.atomic():
            keep_register(reviewed)
        assert done.exception() is None
    codes = CountedSchool.objects.filter(school__country="RS").values_list("school__register_code")
    assert list(codes) == [("Stays",)]
