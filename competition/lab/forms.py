"""How the list of schools with checked PCs is narrowed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.lab.pc_words import line_names
from competition.lab.queries import CHECKED, NOT_YET, READY, TROUBLE


class LabFilter(forms.Form):
    """Search words and a state, or a line that gives trouble; what is wrong counts as empty."""

    q = forms.CharField(
        label=_("Name or place"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own signature
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("all schools")),
            (CHECKED, _("that have checked")),
            (READY, _("with all PCs ready")),
            (TROUBLE, _("with PCs that are not ready")),
            (NOT_YET, _("that have not checked")),
            (_("Trouble with"), list(line_names().items())),
        ]
        self.is_valid()
        self.words: str = self.cleaned_data.get("q", "")
        self.status: str = self.cleaned_data.get("state", "")
