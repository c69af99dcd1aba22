"""What somebody asks of a file of questions, fit to its format."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quizbank.exchange.permissions import Taking
from quizbank.exchange.queries import Choice, division_choices, language_choices
from quizbank.formats.catalogue import Format

# In which most questions are written.
SOURCE = "en"


class ExportForm(forms.Form):
    """Which questions, in which languages."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        format_: Format,
        taking: Taking,
        waiting: int = 0,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """``waiting``: how many questions the user has to answer before seeing their keys."""
        super().__init__(*args, **kwargs)
        every = [("", _("all age groups"))]
        self._choose("division", _("Age group"), [*every, *division_choices()], required=False)
        every_language = language_choices(list(settings.ENDONYMS))
        languages = [(code, name) for code, name in every_language if taking.may_take(code)]
        if not format_.pair:
            self.fields["language"] = forms.MultipleChoiceField(
                label=_("Languages"),
                choices=languages,
                initial=[code for code, _name in languages],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choose at least one language.")},
            )
        else:
            own = get_language()
            into = own if own != SOURCE else languages[0][0]
            self._choose("source", _("Translated from"), languages, initial=SOURCE)
            self._choose("language", _("Translated into"), languages, initial=into)
        if waiting and taking.keys:
            self.fields["waiting"] = forms.BooleanField(
                label=_("With the questions that wait for my answer"),
                required=False,
                help_text=_("Others then review them: you will have seen the right answers."),
            )

    def _choose(self, name: str, label: str, choices: list[Choice], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, **more)

    def clean(self) -> dict[str, Any]:
        """Nothing is translated into itself."""
        data = super().clean() or self.cleaned_data
        if "source" in data and data["source"] == data.get("language"):
            self.add_error("language", _("Choose two different languages."))
        return data

    @property
    def with_waiting(self) -> bool:
        """Whether reviews are given up for the file."""
        return bool(self.cleaned_data.get("waiting"))

    def asked(self) -> dict[str, Any]:
        """For ``quizbank.exchange.files``: codes, division and source."""
        data = self.cleaned_data
        codes = data["language"] if isinstance(data["language"], list) else [data["language"]]
        return {"codes": codes, "division": data["division"], "source": data.get("source", "")}
