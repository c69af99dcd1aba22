"""What a sheet's row raises and is no fault of the row: the database is away, memory is short."""

from __future__ import annotations

from typing import Any

from django.db import InterfaceError, OperationalError
from import_export.resources import Resource
from import_export.results import Result, RowResult

OF_THE_MACHINE = (OperationalError, InterfaceError, MemoryError)


class RaisesMachineFaults(Resource):
    """Raises them at once, where the library would note them and go on.

    Going on in a transaction that is broken ends in an ``InternalError``, which says nothing of the
    lock or the database that was waited for in vain.
    """

    def handle_import_error(
        self, result: Result, error: Exception, raise_errors: bool = False
    ) -> None:
        """What befalls the whole sheet, or many rows at once."""
        if isinstance(error, OF_THE_MACHINE):
            raise error
        super().handle_import_error(result, error, raise_errors)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:  # noqa: ANN401 - the library's signature
        """What befalls one row."""
        found = super().import_row(row, instance_loader, **kwargs)
        for one in found.errors:
            if isinstance(one.error, OF_THE_MACHINE):
                raise one.error
        return found
