"""What a teacher uploads: one file of answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerFileForm(forms.Form):
    """The file; it is looked at when it is kept."""

    brought = forms.FileField(
        label=_("Files of answers"),
        allow_empty_file=True,
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".answers"}),
        error_messages={"required": _("Choose a file first.")},
    )
