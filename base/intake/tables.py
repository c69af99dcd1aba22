"""Uploaded sheets as the library of imports wants them."""

from __future__ import annotations

from tablib import Dataset

from base.intake.door import door
from base.intake.sheets import ReadTable


def dataset_of(content: bytes, *, kind: str = "", by: str = "base.intake.sheets:table") -> Dataset:
    """The rows of a sheet of either kind, whatever its name says.

    ``by`` is who reads it. Raises ``Refused`` with the remedy for its reader.
    """
    table = door.read(by, content, ReadTable, kind=kind)
    dataset = Dataset(headers=table.headers)
    dataset.extend(table.rows)
    return dataset
