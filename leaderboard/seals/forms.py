"""What staff sends to lay a list before or to seal it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SealForm(forms.Form):
    """Laying the final list before, or confirming the one whose SHA-256 was on the page."""

    act = forms.ChoiceField(choices=[("propose", "propose"), ("confirm", "confirm")])
    sha256 = forms.CharField(max_length=64, required=False)
    note = forms.CharField(label=_("Note for the record"), max_length=300, required=False)
    seen = forms.BooleanField(label=_("I have seen what is still open"), required=False)
