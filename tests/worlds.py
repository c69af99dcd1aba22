"""Worlds that are made once for the tests of a module that begin from the same one.

``staged`` fixtures are made in a transaction around all tests of a module that ask for the same
ones (pytest runs these one after another); each test takes back what it changed. A folder takes
part by what its conftest imports from here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from pytest_django import DjangoDbBlocker

type Maker = Callable[..., Any]

REAL_TRANSACTIONS = ("transactional_db", "live_server")


def staged[M: Maker](make: M) -> M:
    """A fixture: the world's, or the test's own where it hangs on something that is not staged."""

    @wraps(make)
    def stand(*, _own: dict[Maker, Any], db: None, **needs: object) -> object:
        return _own[make] if make in _own else make(**needs)

    names = dict.fromkeys([*needs_of(make), "_own", "db"])
    parameters = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    vars(stand).update(make=make, __signature__=inspect.Signature(parameters))
    return pytest.fixture(stand)  # type: ignore[return-value]


def needs_of(make: Maker) -> list[str]:
    """The fixtures it hangs on."""
    return list(inspect.signature(make).parameters)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test says which world it begins from: what has to be made, in this order."""
    plan: dict[str, Maker] = {}

    def is_staged(name: str) -> bool:
        if name not in plan:
            # The innermost fixture of this name, as the test will get it.
            found = metafunc._arg2fixturedefs.get(name)
            make = getattr(found[-1].func, "make", None) if found else None
            if make is None or name in needs_of(make) or not all(map(is_staged, needs_of(make))):
                return False
            plan[name] = make
        return True

    mark = metafunc.definition.get_closest_marker("django_db")
    real = mark is not None and mark.kwargs.get("transaction")
    if not real and not any(name in metafunc.fixturenames for name in REAL_TRANSACTIONS):
        for name in sorted(metafunc.fixturenames):
            is_staged(name)
    metafunc.parametrize(
        "_world", [tuple(plan.items())], indirect=True, scope="module", ids=[pytest.HIDDEN_PARAM]
    )


@pytest.fixture(scope="module")
def _world(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[Maker, Any]]:
    """What each maker has made; nothing for a test that asks for nothing staged."""
    if not request.param:
        yield {}
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic():
        made: dict[str, Any] = {}
        with translation.override("en"):
            for name, make in request.param:
                made[name] = make(**{need: made[need] for need in needs_of(make)})
        yield {make: made[name] for name, make in request.param}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _own(_world: dict[Maker, Any]) -> dict[Maker, Any]:
    """Its rows, in objects of the test's own."""
    rows = (Model, list, tuple, dict)
    kept = {id(made): made for made in _world.values() if not isinstance(made, rows)}
    return deepcopy(_world, kept)
