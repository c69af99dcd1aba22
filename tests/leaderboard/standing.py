"""The edition under review once for all tests of a module, each of which takes its changes back.

For folders in which nearly every test begins from it; none of them has real transactions.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from competition.models import Edition
from schools.models import Country, Region
from tests import cast
from tests.leaderboard.conftest import make_abroad, make_reviewed


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        home = cast.make_country()
        edition = cast.make_edition(home)
        make_reviewed(edition, home, make_abroad(edition))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def country(standing: None, db: None) -> Country:
    return Country.objects.get(pk="BA")


@pytest.fixture
def abroad(standing: None, db: None) -> Region:
    return Region.objects.get(country="HR")


@pytest.fixture
def edition(standing: None, db: None) -> Edition:
    return Edition.objects.get()


@pytest.fixture
def reviewed(edition: Edition) -> Edition:
    return edition
