"""Rows that the product has made once in this process, inserted again for every later test.

Forty queries make one question, and nearly every test wants ten of them. Rows that are inserted
again are not on the record of staff actions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import copy
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import DateTimeField, ForeignKey, ManyToOneRel, Model

from base import clock

_plates: dict[Hashable, Sequence[Model]] = {}


def again[Row: Model](name: Hashable, make: Callable[[], Sequence[Row]]) -> list[Row]:
    """What ``make`` makes, with all that hangs on it; the product makes it the first time.

    None of it may be in the database already.
    """
    made = list(make()) if name not in _plates else []
    if made:
        _plates[name] = _with_all_that_hangs_on(made)
        return made
    return _printed(_plates[name])


def _with_all_that_hangs_on(made: Sequence[Model]) -> list[Model]:
    """The rows as they are stored, parents first."""
    level = [type(row)._base_manager.get(pk=row.pk) for row in made]
    rows: dict[Model, None] = {}
    while level:
        for row in level:  # once more found, further behind
            rows.pop(row, None)
        rows |= dict.fromkeys(level)
        level = list(_children(level))
    return list(rows)


def _table(row: Model) -> type[Model]:
    return type(row)


def _children(rows: Sequence[Model]) -> Iterator[Model]:
    for model, parents in groupby(rows, _table):
        known = list(parents)
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel):
                pointing = {f"{relation.field.name}__in": known}
                yield from relation.related_model._base_manager.filter(**pointing).order_by("pk")


def _printed(plate: Sequence[Model]) -> list[Any]:
    """New rows like these, as if made now."""
    now, fresh = clock.now(), dict[Model, Model]()
    for model, rows in groupby(plate, _table):
        pairs = {row: _like(row, fresh, now) for row in rows}
        model._base_manager.bulk_create(pairs.values())
        fresh |= pairs
    return list(fresh.values())


def _like(row: Model, fresh: dict[Model, Model], now: datetime) -> Model:
    """A copy that is not stored yet and hangs on the fresh parents."""
    new = copy(row)
    new.pk, new._state.adding = None, True
    for field in row._meta.concrete_fields:
        held = getattr(row, field.attname)
        if held is None:
            continue
        if isinstance(field, DateTimeField):
            setattr(new, field.attname, now)
        elif isinstance(field, ForeignKey) and (parent := field.related_model(pk=held)) in fresh:
            setattr(new, field.name, fresh[parent])
    return new
