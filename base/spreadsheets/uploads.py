"""Uploaded sheets as rows, whatever kind of file they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from tablib import Dataset

from base.intake import tables
from base.intake.file_refusal import RefusedFile, TooMuch
from base.intake.sheets import MOST_ROWS


def dataset_of(content: bytes, *, kind: str = "") -> Dataset:
    """The rows of a file of either kind, whatever its name says, or of this one.

    Raises ``ValidationError`` with the remedy for its reader.
    """
    try:
        return tables.dataset_of(content, kind=kind)
    except TooMuch as error:
        text = _(
            "This file is too large or damaged. Copy the table into a new sheet of at most "
            "%(most)d rows and save it as XLSX or as “CSV UTF-8”."
        )
        raise ValidationError(text % {"most": MOST_ROWS}) from error
    except RefusedFile as refusal:
        raise ValidationError(_(refusal.text) % refusal.values) from refusal
