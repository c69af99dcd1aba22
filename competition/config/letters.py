"""The letters of a CSV file: which of the encodings in use here it was saved with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quizbank.formats import letters


def decoded(content: bytes) -> str:
    """The text; raises ``ValidationError`` with the remedy when no encoding fits."""
    text = letters.decoded(content)
    if text is None:
        raise ValidationError(
            _("The letters of this file are not stored as UTF-8. Save it as “CSV UTF-8” or XLSX.")
        )
    return text
