"""What organizers choose for a ceremony: whose it is, and the languages of the hall."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from base.pages.context import active_language
from leaderboard.ceremony.permissions import CeremonyDesk

ALL_COUNTRIES = ("", _("All countries"))
NOTHING = ("", _("no second language"))


class HallForm(forms.Form):
    """One country or all; one or two languages, or two scripts of one."""

    country = forms.ChoiceField(label=_("Whose winners are called"), required=False)
    first = forms.ChoiceField(label=_("Language of the hall"))
    second = forms.ChoiceField(label=_("Second language or script"), required=False)

    def __init__(self, asked: QueryDict, desk: CeremonyDesk) -> None:
        data = {
            "country": asked.get("country", ""),
            "first": asked.get("first") or active_language(),
            "second": asked.get("second", ""),
        }
        super().__init__(data)
        self.desk = desk
        countries = [(country.pk, str(country)) for country in desk.countries]
        if len(countries) > 1:
            self.fields["country"].choices = [ALL_COUNTRIES, *countries]  # type: ignore[attr-defined]
        else:
            del self.fields["country"]
        choices = list(settings.ENDONYMS.items())
        self.fields["first"].choices = choices  # type: ignore[attr-defined]
        self.fields["second"].choices = [NOTHING, *choices]  # type: ignore[attr-defined]

    @property
    def called(self) -> CeremonyDesk:
        """The part of the desk whose winners are called."""
        code = self.cleaned_data.get("country") if self.is_valid() else ""
        return self.desk.of(code) if code else self.desk

    @property
    def languages(self) -> list[str]:
        """What was chosen; the reader's own where it is none of ours."""
        if not self.is_valid():
            return [active_language()]
        chosen = [self.cleaned_data["first"], self.cleaned_data["second"]]
        return list(dict.fromkeys(filter(None, chosen)))

    @property
    def query(self) -> str:
        """The same for an address."""
        asked = QueryDict(mutable=True)
        asked.update(dict(zip(("first", "second"), self.languages, strict=False)))
        if self.called is not self.desk:
            asked["country"] = self.called.countries[0].pk
        return f"?{asked.urlencode()}"
