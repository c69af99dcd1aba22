"""One batch of the lane in one transaction: lock, decide, write."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from psycopg import errors as postgres

from competition import clock
from competition.hall import answering, finishing, joining, starting
from competition.hall.items import Again, DatabaseAway, Item, Outcome
from competition.hall.runs import Batch, existing, leases_of, lock_runs
from competition.hall.wire import (
    AnswersBody,
    Error,
    FinishBody,
    HeartbeatBody,
    JoinBody,
    Refused,
    StartBody,
)

# Troubles of one row, not of the database: worth a second look item by item.
ROW_TROUBLE = (postgres.LockNotAvailable, postgres.QueryCanceled, postgres.DeadlockDetected)


def commit(items: Sequence[Item], load: float) -> list[Outcome]:
    """Store a batch; see ``Lane``. Raises ``DatabaseAway`` or a ``DatabaseError``."""
    try:
        _keep_connection()
        with transaction.atomic():
            _hurry()
            return _decide(items, Batch(clock.now(), load))
    except (OperationalError, InterfaceError) as error:
        if isinstance(error.__cause__, ROW_TROUBLE):
            raise
        connection.close()
        raise DatabaseAway(str(error)) from error


def _keep_connection() -> None:
    """The lane's own connection: never given back to the pool, where staff pages might take it.

    It is opened anew only after an error; on SQLite, closing the last one would checkpoint the
    whole journal after each batch.
    """
    connection.close_at = None
    connection.health_check_enabled = False  # type: ignore[attr-defined]  # missing in the stubs
    close_old_connections()


def _hurry() -> None:
    """A pupil waits: no lock longer than half a second, no statement longer than three."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', '500', true),"
                " set_config('statement_timeout', '3000', true)"
            )


def _decide(items: Sequence[Item], batch: Batch) -> list[Outcome]:
    """Outcomes in the order of the items.

    Joins come last: they belong to other browsers than what is under way for the same attempt.
    """
    outcomes: dict[int, Outcome] = {}
    joins = joining.resolve([item for item in items if isinstance(item.body, JoinBody)])
    others = [item for item in items if not isinstance(item.body, JoinBody)]
    batch.runs = lock_runs([item.attempt for item in others] + joins.attempt_ids)
    batch.leases = leases_of((item.attempt, item.lease) for item in others)
    outcomes.update(_refuse_strangers(others, batch))
    for kind, decide in DECIDERS:
        mine = [i for i in others if isinstance(i.body, kind) and id(i) not in outcomes]
        if mine:
            outcomes.update(decide(mine, batch))
    outcomes.update(joining.decide(joins, batch))
    return [outcomes[id(item)] for item in items]


def _refuse_strangers(items: Sequence[Item], batch: Batch) -> dict[int, Outcome]:
    """Items whose row somebody else holds come again; those of no attempt must join again."""
    absent = [item for item in items if (item.attempt, item.lease) not in batch.leases]
    stuck = [item for item in items if item.attempt not in batch.runs]
    if not absent and not stuck:
        return {}
    known = existing(item.attempt for item in stuck)
    refused: dict[int, Outcome] = {
        id(item): Again() if item.attempt in known else Refused(Error.BAD_CREDENTIAL)
        for item in stuck
    }
    for item in absent:
        refused.setdefault(id(item), Refused(Error.BAD_CREDENTIAL))
    return refused


DECIDERS = (
    ((AnswersBody, HeartbeatBody), answering.decide),
    ((StartBody,), starting.decide),
    ((FinishBody,), finishing.decide),
)
