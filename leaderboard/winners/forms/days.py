"""A day as people here write it: day before month, whatever the browser."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

ENGLISH, OTHERS = "%d/%m/%Y", "%d.%m.%Y"
READ = (OTHERS, "%d.%m.%Y.", ENGLISH, "%Y-%m-%d")


class DayInput(forms.DateInput):
    """A plain line: browsers' own pickers speak the browser's language."""

    def format_value(self, value: object) -> str | None:
        """What was typed as it was typed, a day in the reader's shape."""
        if isinstance(value, date):
            return value.strftime(ENGLISH if get_language() == "en" else OTHERS)
        return super().format_value(value)


class DayField(forms.DateField):
    """A day on the calendar."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(
            widget=DayInput(attrs={"autocomplete": "off"}), input_formats=READ, **kwargs
        )
        self.error_messages["invalid"] = gettext_lazy("Write day, month and year: 09.02.2027")

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - Django's signature
        """Spaces as each language sets them."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)
