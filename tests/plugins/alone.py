"""Runs only the tests that ask for no database, and reads files in this process.

For ``tests.branches``, which measures: what the reading process does is seen only here.
"""

from __future__ import annotations

from importlib import import_module

import pytest

from intake.door import Door, door
from intake.file_refusal import RefusedFile, TooMuch
from intake.limits import LIMITS, ReaderLimits
from intake.wire import decode, encode


class Here(Door):
    """Reads a file in this process, where it is measured, as the reading process would."""

    def read[T](
        self,
        function: str,
        content: bytes,
        gives: type[T],
        *,
        limits: ReaderLimits = LIMITS,
        **options: str,
    ) -> T:
        """What the function makes of it. Raises ``RefusedFile``."""
        module, _, name = function.partition(":")
        try:
            made = getattr(import_module(module), name)(content, **options)
        except RefusedFile:
            raise
        except Exception as error:
            raise TooMuch from error
        return decode(encode(made), gives)


def pytest_configure() -> None:
    """Every module has the one door."""
    door.__class__ = Here


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out by marks and fixtures."""
    items[:] = [item for item in items if not asks_for_a_database(item)]


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test is marked so, or takes a fixture that leads to one."""
    names: list[str] = getattr(item, "fixturenames", [])
    marked = item.get_closest_marker("django_db") is not None
    return marked or not {"db", "transactional_db", "django_db_setup"}.isdisjoint(names)
