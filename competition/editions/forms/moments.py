"""A day and a time as people here write them: day before month, 24 hours, whatever the browser."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext_lazy

ENGLISH, OTHERS = "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M"
# As typed, once spaces and commas are put in order; the last two are what scripts and browsers say.
READ = (OTHERS, "%d.%m.%Y.%H:%M", ENGLISH, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
EXAMPLE = datetime(2027, 2, 9, 14, 30)  # noqa: DTZ001 - no moment, only its shape
SECONDS = re.compile(r"(?<=\d:\d\d):\d\d$")


def written(moment: datetime) -> str:
    """A moment in the shape the reader types it in."""
    return moment.strftime(ENGLISH if get_language() == "en" else OTHERS)


def _with_example(pattern: str | Promise) -> str:
    return str(pattern) % written(EXAMPLE)


# Translated where they are read, with the example in the reader's shape.
with_example = lazy(_with_example, str)
_HINT = with_example(gettext_lazy("Day, month, year, and the time with 24 hours: %s"))
_SHAPE = with_example(gettext_lazy("Write the day and the time like this: %s"))
_DOUBTFUL = gettext_lazy(
    "The clocks are changed that night: this time does not exist or comes twice. "
    "Choose one an hour earlier or later."
)


class MomentInput(forms.DateTimeInput):
    """A plain line: browsers' own pickers speak the browser's language, often with AM and PM."""

    def format_value(self, value: object) -> str | None:
        """What was typed as it was typed, a moment in the reader's shape."""
        return written(value) if isinstance(value, datetime) else super().format_value(value)


class Moment(forms.DateTimeField):
    """A day and time by the clock on the wall, in the time zone that is active."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        attrs = {"placeholder": with_example("%s"), "autocomplete": "off"}
        kwargs.setdefault("help_text", _HINT)
        super().__init__(widget=MomentInput(attrs=attrs), input_formats=READ, **kwargs)
        self.error_messages["invalid"] = _SHAPE

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401 - Django's signature
        """Dots, spaces and a comma as each language sets them."""
        if isinstance(value, str):
            value = " ".join(value.replace(",", " ").split())
            value = SECONDS.sub("", re.sub(r"\s*([./])\s*", r"\1", value))
        return super().to_python(value)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """The moment; what the change of clocks leaves out or has twice is told apart."""
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise ValidationError(_DOUBTFUL) from error
            raise
