"""The table: what goes, when, and how. The apps register their lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from base.registry import Registry


def delete(rows: QuerySet[Any]) -> None:
    """The rows go."""
    rows.delete()


def emptied(**nothing: object) -> Callable[[QuerySet[Any]], None]:
    """The rows stay, and these fields of them hold nothing any more."""

    def empty(rows: QuerySet[Any]) -> None:
        rows.update(**nothing)

    return empty


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """One thing that does not stay.

    ``due`` finds the rows whose time is over, and no more of those that ``goes`` has dealt with.
    """

    what: Promise
    kept: Promise
    due: Callable[[datetime], QuerySet[Any]]
    goes: Callable[[QuerySet[Any]], object] = delete


retention_lines = Registry[RetentionLine]()
