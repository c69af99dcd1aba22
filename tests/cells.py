"""The cells of a test in one world: it is made once, and each cell takes its changes back."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation

from competition.public.views import practice, public
from competition.pupil_api import served_papers
from competition.sittings.queries import attempts as late_answers
from schools.registering.queries import finding

# What the process remembers of rows that are taken back; conftest forgets it after each test.
REMEMBERED = (served_papers, practice, public, late_answers, finding.registers)
Param = type(pytest.param())

type Test = Callable[..., None]


def in_one_world(
    names: str | Sequence[str], cells: Iterable[Any], ids: Iterable[object] | None = None
) -> Callable[[Test], Test]:
    """``parametrize`` without a new world for each cell; a failure says in which it was.

    For tests of rows: an object that a fixture holds in memory stays as the cell before left it.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    table = [_row(cell, single=isinstance(names, str)) for cell in cells]
    told = list(map(str, ids)) if ids is not None else [name or repr(row) for name, row in table]
    assert table

    def decorate(test: Test) -> Test:
        signature = inspect.signature(test)
        others = [one for name, one in signature.parameters.items() if name not in wanted]

        @wraps(test)
        def run(**fixtures: object) -> None:
            for cell, (_name, row) in zip(told, table, strict=True):
                with _apart(cell):
                    test(**fixtures, **dict(zip(wanted, row, strict=True)))

        run.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return run

    return decorate


def _row(cell: Any, *, single: bool) -> tuple[str, Sequence[object]]:  # noqa: ANN401 - of any test
    """Its name, if it has one, and its values."""
    if isinstance(cell, Param):
        return str(cell.id or ""), cell.values
    return "", [cell] if single else cell


@contextmanager
def _apart(cell: str) -> Iterator[None]:
    mail.outbox.clear()
    for one in REMEMBERED:
        one.forget()
    try:
        with translation.override("en"), transaction.atomic():
            yield
            transaction.set_rollback(True)
    except Exception as failure:
        failure.add_note(f"in the cell {cell}")
        raise
