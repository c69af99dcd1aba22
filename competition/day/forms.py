"""How the list of an area's classes is narrowed, and the number a country's teachers may call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from schools.rules.phones import is_phone

STATES = [
    ("entered", _("entered")),
    ("open", _("with an open class quiz")),
    ("waiting", _("entered, have not played")),
    ("played", _("that have played")),
    ("outside", _("not entered")),
    ("all", _("all classes")),
]


class ClassFilter(forms.Form):
    """Search words and a state; whatever is wrong counts as empty."""

    q = forms.CharField(
        label=_("Class, school or place"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    edition = forms.CharField(required=False, max_length=50, widget=forms.HiddenInput)

    def __init__(self, data: object, *, edition: Edition | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own signature
        if edition is None:
            del self.fields["state"]
        self.is_valid()
        self.words: str = self.cleaned_data.get("q", "")
        self.status: str = self.cleaned_data.get("state", "") or STATES[0][0]
        if edition is None:
            self.status = ""


class HelpLineForm(forms.Form):
    """A number with its hours."""

    phone = forms.CharField(
        label=_("Number for teachers"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "class": "input"}),
        help_text=_(
            "On every monitor and every printed pack of the country. Empty: no number is shown."
        ),
    )
    opens = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )
    closes = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )

    def clean_phone(self) -> str:
        """Something that can be dialled."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not is_phone(phone):
            raise forms.ValidationError(gettext("This is no telephone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Both hours or none, in this order."""
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if bool(opens) != bool(closes) or (opens and closes and closes <= opens):
            self.add_error("closes", gettext("Give both hours, the end after the beginning."))
        return data
