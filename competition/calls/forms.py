"""What a teacher says when asking for help, and the number a country's teachers may call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.calls.prepared_answers import sentences_for
from competition.models import HelpCall
from schools.rules.phones import is_phone


def _checked(phone: str) -> str:
    if phone and not is_phone(phone):
        raise forms.ValidationError(_("This is no telephone number."))
    return phone


class AskForm(forms.Form):
    """A reason of the list; a number for today if wanted. No words about anybody."""

    reason = forms.ChoiceField(choices=HelpCall.Reason)
    phone = forms.CharField(
        label=gettext_lazy("Telephone for today"),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "input"}),
        help_text=gettext_lazy(
            "Only if you want to be called. It is deleted when the call is closed, at midnight at"
            " the latest."
        ),
    )

    def clean_phone(self) -> str:
        """Something that can be dialled."""
        return _checked(self.cleaned_data["phone"].strip())


class CallActForm(forms.Form):
    """What is done about a call."""

    action = forms.ChoiceField(choices=[(one, one) for one in ("take", "back", "answer", "close")])
    sentence = forms.CharField(required=False, max_length=16)

    def __init__(self, *args: Any, call: HelpCall, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self._call = call

    def clean(self) -> dict[str, Any]:
        """An answer is one of the prepared ones for this reason."""
        data = super().clean() or {}
        known = data.get("sentence") in sentences_for(self._call.reason)
        if data.get("action") == "answer" and not known:
            self.add_error("sentence", _("Choose one of the sentences."))
        return data


class HelpLineForm(forms.Form):
    """A number with its hours."""

    phone = forms.CharField(
        label=gettext_lazy("Number for teachers"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "class": "input"}),
        help_text=gettext_lazy(
            "On every monitor and every printed pack of the country. Empty: no number is shown."
        ),
    )
    opens = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )
    closes = forms.TimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )

    def clean_phone(self) -> str:
        """Something that can be dialled."""
        return _checked(self.cleaned_data["phone"].strip())

    def clean(self) -> dict[str, Any]:
        """Both hours or none, in this order."""
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if bool(opens) != bool(closes) or (opens and closes and closes <= opens):
            self.add_error("closes", _("Give both hours, the end after the beginning."))
        return data
