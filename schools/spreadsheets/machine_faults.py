"""What a sheet's row raises and is no fault of the row: the database is away, memory is short."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from import_export.results import Result

OF_THE_MACHINE = (OperationalError, InterfaceError, MemoryError)


def raise_machine_faults(result: Result) -> None:
    """Raise the first of them, which the library has taken for a fault of its row."""
    rows = [error for _number, errors in result.row_errors() for error in errors]
    for found in [*result.base_errors, *rows]:
        if isinstance(found.error, OF_THE_MACHINE):
            raise found.error
