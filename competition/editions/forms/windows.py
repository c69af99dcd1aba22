"""When a window closes, and why it is moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.editions.forms.moments import Moment
from competition.models import WindowChange
from schools.models import Country

# A slip of the finger must not keep the key secret for a year.
FARTHEST = timedelta(days=60)


def not_too_far(moment: datetime | None) -> datetime | None:
    """The moment; refused if it lies more than 60 days ahead."""
    if moment is not None and moment > timezone.now() + FARTHEST:
        raise forms.ValidationError(_("At most 60 days from today."))
    return moment


class ExtendForm(forms.Form):
    """The new end of one window, in the time of its country."""

    closes_at = Moment(label=gettext_lazy("Closes"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=WindowChange.Reason)

    def clean_closes_at(self) -> datetime | None:
        """Not too far ahead."""
        return not_too_far(self.cleaned_data["closes_at"])


class SpareDayForm(ExtendForm):
    """One more window for a country, in the country's time."""

    country = forms.ModelChoiceField(
        Country.objects.none(), label=gettext_lazy("Country"), empty_label=None
    )
    opens_at = Moment(label=gettext_lazy("Opens"))
    field_order = ("country", "opens_at", "closes_at", "reason")

    def __init__(self, *args: Any, countries: QuerySet[Country], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]

    def clean_opens_at(self) -> datetime | None:
        """Not too far ahead."""
        return not_too_far(self.cleaned_data["opens_at"])
