"""Uploaded sheets as rows, whatever kind of file they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from tablib import Dataset

PACKED = b"PK\x03\x04"


def dataset_of(content: bytes) -> Dataset:
    """The rows of a file of either kind, whatever its name says.

    Raises ``ValidationError`` with the remedy for its reader.
    """
    formats = {one.title: one for one in map(_format, settings.IMPORT_EXPORT_FORMATS)}
    return formats["xlsx" if content.startswith(PACKED) else "csv"].create_dataset(content)


def _format(kind: Any) -> Any:  # noqa: ANN401 - the library has no types
    return kind()
