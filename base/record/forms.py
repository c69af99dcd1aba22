"""What the record is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.record.queries import kinds

DAY = {"type": "date"}


class RecordFilter(forms.Form):
    """Person, kind of object, days; all of it may stay empty."""

    person = forms.CharField(label=_("Name or e-mail of the person"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("all")), *kinds()]
        for name in ("since", "until"):
            # The browser's own field sends and wants this, whatever is written in the language.
            fields[name].widget.format = "%Y-%m-%d"
            fields[name].input_formats = ["%Y-%m-%d"]
            fields[name].localize = False
