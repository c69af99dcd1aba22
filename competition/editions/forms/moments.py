"""A day and a time by the clock on the wall, in the browser's own field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

# Nobody plans beyond them; far outside no clock can be read in another zone.
FIRST_YEAR, LAST_YEAR = 2014, 2100


class Moment(forms.DateTimeField):
    """In the time zone that is active."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M:%S")
    default_error_messages = {
        "year": gettext_lazy("Check the year."),
        "ambiguous_timezone": gettext_lazy(
            "The clocks are changed that night: this time does not exist or comes twice. "
            "Choose one an hour earlier or later."
        ),
    }

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """The moment; what the change of clocks leaves out or has twice is told apart."""
        try:
            moment = super().clean(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise ValidationError(self.error_messages["ambiguous_timezone"]) from error
            raise
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        return moment
