"""Why a diploma is revoked."""

from __future__ import annotations

from django import forms


class RevokeForm(forms.Form):
    """For the record; empty is refused by the action, which says so."""

    why = forms.CharField(max_length=300, required=False)
