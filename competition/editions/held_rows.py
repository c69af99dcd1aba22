"""Who presses a button and finds rows held by long work is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from competition.exceptions import CompetitionError


@contextmanager
def refused_while_held(refusal: type[CompetitionError]) -> Iterator[None]:
    """A transaction, undone and refused where it cannot have a lock at once or within the patience
    of its connection (``lock_timeout``)."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as trouble:
        if isinstance(trouble.__cause__, LockNotAvailable):
            raise refusal from None
        raise
