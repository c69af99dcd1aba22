"""Writing changed attempts back, many in one statement."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Field

from competition.models import Attempt

# Statements beyond this size gain nothing and hold the server for long.
AT_ONCE = 2000


def store_attempts(attempts: Sequence[Attempt], fields: Sequence[str]) -> None:
    """Update these fields of locked attempts.

    Says what ``bulk_update`` says. On PostgreSQL the values travel as one array for each field,
    for a tenth of the processor time of a ``CASE`` with a branch for each row.
    """
    if connection.vendor != "postgresql":
        Attempt.objects.bulk_update(attempts, fields)
        return
    for start in range(0, len(attempts), AT_ONCE):
        _update_from_arrays(attempts[start : start + AT_ONCE], fields)


def _update_from_arrays(attempts: Sequence[Attempt], names: Sequence[str]) -> None:
    fields = [Attempt._meta.get_field(name) for name in names]
    columns = [field for field in fields if isinstance(field, Field)]
    assigned = ", ".join(f"{field.column} = new.{field.column}" for field in columns)
    given = ", ".join(["%s::bigint[]", *(f"%s::{_type(field)}[]" for field in columns)])
    named = ", ".join(["id", *(str(field.column) for field in columns)])
    values: list[list[object]] = [[attempt.pk for attempt in attempts]]
    values += [[_prepared(field, attempt) for attempt in attempts] for field in columns]
    with connection.cursor() as cursor:
        # Only names of the model's own columns get into the text.
        cursor.execute(
            f"UPDATE competition_attempt SET {assigned}"  # noqa: S608
            f" FROM unnest({given}) AS new ({named}) WHERE competition_attempt.id = new.id",
            values,
        )


def _type(field: Field[object, object]) -> str:
    return str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))


def _prepared(field: Field[object, object], attempt: Attempt) -> object:
    return field.get_db_prep_save(getattr(attempt, str(field.attname)), connection)
