"""What a pupil types to see the own result later, and what the desk sends to seal a list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.rules import normalised


class ReceiptForm(forms.Form):
    """A receipt, with or without spaces, in either case."""

    receipt = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code from your thank-you page.")},
    )

    def clean_receipt(self) -> str:
        """The receipt as it is stored; one of another shape is unknown, not an error of its own."""
        return normalised(self.cleaned_data["receipt"])


class SealForm(forms.Form):
    """Laying the final list before, or confirming the one whose SHA-256 was on the page."""

    act = forms.ChoiceField(choices=[("propose", "propose"), ("confirm", "confirm")])
    sha256 = forms.CharField(max_length=64, required=False)
    note = forms.CharField(label=_("Note for the record"), max_length=300, required=False)
    seen = forms.BooleanField(label=_("I have seen what is still open"), required=False)
