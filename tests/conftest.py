"""The cast as fixtures; who they are and how they are made stands in ``tests.cast``."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from asgiref.sync import SyncToAsync
from django import conf
from django.db import connection, connections
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from base import clock
from base.models import User
from competition.models import Attempt, Division, Edition, Entry, Sitting
from competition.public.views import practice, public
from competition.pupil_api import served_papers
from competition.pupil_api.connection import throw_away
from competition.sittings.queries import attempts as late_answers
from schools.models import Card, Country, School, SchoolClass
from schools.registering.queries import finding
from tests import cast, migrated

# Who is still connected to the test database at its end.
CUT_OFF = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# A journey that waited in vain is made once more, and told with its first failure: a slow machine
# may have no second for it. What is wrong is never tried again: only a wait that ran out.
ONCE_MORE = pytest.mark.flaky(
    reruns=1, only_rerun=[r"Timeout \d+ms exceeded", r"(Locator|Page) expected"]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come first: they take longest. A file stays in one process (Makefile)."""
    items.sort(key=is_journey, reverse=True)
    for item in filter(is_journey, items):
        item.add_marker(ONCE_MORE)


def pytest_collection_finish() -> None:
    """What is loaded stays: to look through it for rubbish again and again is a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def is_journey(item: pytest.Item) -> bool:
    """Whether somebody sits at a browser in it."""
    return "browser" in getattr(item, "fixturenames", ())


# How fast an example comes says something of the machine only; other work slows all of them.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(scope="session", autouse=True)
def _light_passwords() -> Iterator[None]:
    """Passwords are hashed as the product does it, with few rounds: most tests make somebody."""
    with override_settings(PASSWORD_HASHERS=cast.HASHERS):
        yield


@pytest.fixture(scope="session", autouse=True)
def _mail_leaves() -> Iterator[None]:
    """Pages take it that there is a mail server; tests look at what reached it."""
    with override_settings(EMAIL_IS_SET=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_address() -> Iterator[None]:
    """Links lead to where the test is served, as in the demo: flows have a port of their own."""
    with override_settings(PUBLIC_ADDRESS=""):
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_once() -> Iterator[None]:
    """WhiteNoise looks at each of our files whenever a new `Client` loads the middleware."""
    ours, found = conf.settings.STATICFILES_DIRS, dict[str, object]()
    look = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(self: WhiteNoiseMiddleware) -> None:
        if ours != conf.settings.STATICFILES_DIRS:
            look(self)
            return
        if not found:
            collected, self.files = self.files, found
            look(self)
            self.files = collected
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """What is kept in memory goes: each test's database begins at 1 again."""
    kept = (served_papers, practice, public, late_answers, finding.registers)
    for one in kept:
        one.forget()
    yield
    for one in kept:
        one.forget()


@pytest.fixture(autouse=True)
def _no_hurry_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A connection of the write queue goes with its test: its locks have little patience."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark is not None and mark.kwargs.get("transaction"):
        throw_away()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What is said outside a request is said in the language the tests are written in."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool
) -> None:
    """On a server of this run the test database begins as a copy of the one that is migrated."""
    ours = connection.vendor == "postgresql" and not django_db_keepdb
    if ours and migrated.is_there(os.environ["DATABASE_URL"]):
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, made when the first test asks for it: pure tests run without one.

    A test with real transactions deletes its few rows; truncating makes every table anew. The
    thread in which asynchronous tests use the ORM gives its connection back at the end. A thread
    that a test left behind is cut off: the database could not be dropped.
    """

    def deletes(_style: object, tables: list[str], **_options: object) -> list[str]:
        # Keys are checked at the commit, when all rows are gone.
        return ["; ".join(f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)]

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", staticmethod(deletes))
        yield
    SyncToAsync.single_thread_executor.submit(connections.close_all).result()
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(CUT_OFF)


@pytest.fixture
def country(db: None) -> Country:
    return cast.make_country()


@pytest.fixture
def school(country: Country) -> School:
    return cast.make_school(country)


@pytest.fixture
def teacher(school: School) -> User:
    return cast.make_teacher(school, "vesna@example.org")


@pytest.fixture
def other_teacher(country: Country) -> User:
    """A teacher of another school, with nothing in common with ``teacher``."""
    return cast.make_teacher(cast.make_school(country, name="OŠ Druga"), "drago@example.org")


@pytest.fixture
def superuser(db: None) -> User:
    return cast.make_superuser()


@pytest.fixture
def edition(country: Country) -> Edition:
    return cast.make_edition(country)


@pytest.fixture
def division(edition: Edition) -> Division:
    return edition.divisions.get()


@pytest.fixture
def school_class(school: School, teacher: User) -> SchoolClass:
    return cast.make_class(school, teacher)


@pytest.fixture
def card(school_class: SchoolClass) -> Card:
    return school_class.cards.get(number=1)


@pytest.fixture
def entry(school_class: SchoolClass, edition: Edition) -> Entry:
    return cast.make_entry(school_class, edition)


@pytest.fixture
def sitting(entry: Entry) -> Sitting:
    """Open, official, not started."""
    return cast.make_sitting(entry)


@pytest.fixture
def finished_attempt(sitting: Sitting) -> Callable[..., Attempt]:
    """Makes a finished attempt: ``finished_attempt(card=…, choices="1230")``."""

    def make(*, card: Card, choices: str, sitting: Sitting = sitting) -> Attempt:
        return cast.finish(cast.make_attempt(card, sitting), choices)

    return make


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences are read as they stand in the code."""
    with translation.override("en"):
        yield
