"""What an organizer says to those who sit, to whom, and for how long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.models import User
from competition.editions.forms.texts import text_fields, typed_texts
from competition.models import Notice
from competition.notices.templates import SENTENCES, WITH_MINUTES, in_every_language
from schools.models import Country
from schools.permissions import countries_run_by
from schools.roles import area_of

if TYPE_CHECKING:
    NoticeModelForm = forms.ModelForm[Notice]
else:
    NoticeModelForm = forms.ModelForm

LONGEST = 160
LINK = re.compile(r"https?:|www\.|\S@\S", re.IGNORECASE)
# How long a notice may stay, in minutes.
LASTING = (10, 20, 30, 60, 120, 240)


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def sentence_choices() -> list[tuple[str, str]]:
    """Every prepared sentence in the reader's language, with the place of its minutes."""
    place = 10
    return [(key, say(place).replace(str(place), "…")) for key, say in SENTENCES.items()]


class NoticeForm(NoticeModelForm):
    """To whom, what, how long; what is valid has its texts on the notice."""

    sentence = forms.ChoiceField(
        label=gettext_lazy("What it says"), required=False, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes, where the sentence has “…”"),
        min_value=1,
        max_value=120,
        required=False,
    )
    lasts = forms.TypedChoiceField(
        label=gettext_lazy("How long it is shown"), coerce=int, initial=30
    )

    class Meta:
        model = Notice
        fields = ("country",)
        labels = {"country": gettext_lazy("Who sees it")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        countries, everywhere = countries_run_by(user), area_of(user).everywhere
        self._languages = spoken(countries)
        country = cast("forms.ModelChoiceField[Country]", self.fields["country"])
        country.queryset, country.required = countries, not everywhere
        country.empty_label = _("All class quizzes in all countries") if everywhere else None
        self.fields["lasts"].choices = [(n, _minutes(n)) for n in LASTING]  # type: ignore[attr-defined]
        own = [("", gettext_lazy("Own words, below"))]
        self.fields["sentence"].choices = [*sentence_choices(), *own]  # type: ignore[attr-defined]
        self.fields["sentence"].initial = next(iter(SENTENCES))
        self.own = text_fields("text", "", {}, longest=LONGEST, needed=[])
        self.fields |= self.own

    @property
    def own_words(self) -> list[forms.BoundField]:
        """The fields for own words, one for each language."""
        return [self[name] for name in self.own]

    def clean(self) -> None:
        """The sentence or the own words become texts."""
        super().clean()
        data, sentence = self.cleaned_data, self.cleaned_data.get("sentence")
        if sentence:
            if (
                sentence in WITH_MINUTES
                and not data.get("minutes")
                and "minutes" not in self.errors
            ):
                self.add_error("minutes", _("Say how many minutes, from 1 to 120."))
            self.instance.texts = in_every_language(sentence, data.get("minutes") or 1)
            return
        texts = typed_texts("text", data)
        country: Country | None = data.get("country")
        for code in country.languages if country else self._languages:
            if not texts.get(code) and f"text_{code}" not in self.errors:
                text = _("Say it in this language too: it is on these screens.")
                self.add_error(f"text_{code}" if f"text_{code}" in self.own else "text_sr", text)
        if any(LINK.search(text) for text in texts.values()):
            raise ValidationError(_("No addresses: pupils stay on this page."))
        self.instance.texts = texts


def spoken(countries: QuerySet[Country]) -> list[str]:
    """Every language that somebody in these countries may have on the screen."""
    offered = {code for country in countries for code in country.languages}
    return [code for code in settings.ENDONYMS if code in offered]
