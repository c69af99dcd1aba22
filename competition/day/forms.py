"""How the list of an area's classes is narrowed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models import Edition

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
