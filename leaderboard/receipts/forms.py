"""What a pupil types to see the own result."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.rules.receipts import readings


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

    def clean_receipt(self) -> list[str]:
        """What it may be as stored; one of another shape is unknown, not an error of its own."""
        return readings(self.cleaned_data["receipt"])
