"""The table: what goes, when, and how. The apps register their lines."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from base.registry import Registry

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

# In one step: it takes a second at most.
ROWS = 500
# How far ahead somebody looks.
AHEAD = (timedelta(0), timedelta(days=7), timedelta(days=30))


def delete(rows: QuerySet[Any]) -> None:
    """The rows go."""
    rows.delete()


def emptied(**nothing: object) -> Callable[[QuerySet[Any]], None]:
    """The rows stay, and these fields of them hold nothing any more."""

    def empty(rows: QuerySet[Any]) -> None:
        rows.update(**nothing)

    return empty


class Page(Enum):
    """The pages about privacy."""

    CHILDREN = auto()
    ADULTS = auto()


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """One thing that does not stay.

    ``due`` finds the rows whose time is over, and no more of those that ``goes`` has dealt with.
    ``setting``: its name in ``settings.RETENTION``, where a country may keep it for other days,
    which ``kept_days`` then says, a lazy plural of ``%(days)d``. ``pages``: which tell it.
    """

    what: Promise
    kept: Promise
    due: Callable[[datetime], QuerySet[Any]]
    goes: Callable[[QuerySet[Any]], object] = delete
    rows: int = ROWS
    setting: str = ""
    kept_days: StrOrPromise = ""
    pages: Collection[Page] = ()

    @property
    def elsewhere(self) -> dict[str, str]:
        """``{country: how long}`` of those that keep it for days of their own."""
        return {code: self._for(days) for code, days in own_days(self.setting).items()}

    def kept_in(self, country: str) -> str:
        """How long, in words."""
        return self.elsewhere.get(country) or str(self.kept)

    def _for(self, days: int) -> str:
        return self.kept_days % {"days": days}

    def counts(self, at: datetime) -> list[int]:
        """How many rows are due now, and will be due within a week and a month."""
        return [self.due(at + ahead).count() for ahead in AHEAD]


retention_lines = Registry[RetentionLine]()
# What stands on the page below the table: a template, and what it is told.
retention_parts = Registry[tuple[str, Callable[[datetime], dict[str, object]]]]()


def told_on(page: Page, country: str) -> list[tuple[str, str]]:
    """What does not stay and how long it is kept, as a page about privacy says it."""
    lines = (line for line in retention_lines if page in line.pages)
    return [(str(line.what), line.kept_in(country)) for line in lines]


def own_days(setting: str) -> dict[str, int]:
    """``{country: days}`` of those that have their own."""
    told = settings.RETENTION
    return {code: days[setting] for code, days in told.items() if setting in days}


def in_each_country(
    setting: str, kept: timedelta, due: Callable[[timedelta], Q], *, country: str
) -> Q:
    """What is due where it is kept for so long, and where a country has its own days.

    ``country``: the way to it from a row.
    """
    own = own_days(setting)
    found = due(kept) & ~Q(**{f"{country}__in": list(own)})
    for code, days in own.items():
        found |= due(timedelta(days=days)) & Q(**{country: code})
    return found
