"""The columns of our sheet by what people call them, in every language of the product."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.languages.search_text import folded
from base.languages.speech import speaking, variants

# The first is the one we write ourselves.
NAMES = {
    "register_code": (gettext_lazy("code in the register"),),
    "name": (gettext_lazy("school"), gettext_lazy("name")),
    "place": (gettext_lazy("place"), gettext_lazy("town")),
    "country": (gettext_lazy("country"),),
    "region": (gettext_lazy("region"),),
    "pupil_count": (gettext_lazy("number of pupils"), gettext_lazy("pupils in the register")),
    "email": (gettext_lazy("e-mail of the school"), gettext_lazy("E-mail")),
}


def named(columns: Sequence[str]) -> list[str]:
    """The columns of a sheet as the reader's language has them."""
    return [str(NAMES[column][0]) for column in columns]


def recognised(headers: Sequence[str]) -> list[str]:
    """Our own names for the headers we know; the others stay as they are.

    Raises ``ValidationError`` when two of them mean the same column.
    """
    known = _known()
    found = [known.get(folded(header), header) for header in headers]
    for column in NAMES:
        same = [header for header, own in zip(headers, found, strict=True) if own == column]
        if len(same) > 1:
            text = _("These columns mean the same: %s. Keep one of them.")
            raise ValidationError(text % ", ".join(same))
    return found


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for code in (*settings.ENDONYMS, *variants()):
        with speaking(code):
            known |= {folded(str(name)): own for own, names in NAMES.items() for name in names}
    return known | {folded(own): own for own in NAMES}
