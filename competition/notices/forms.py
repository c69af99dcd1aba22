"""What an organizer says to those who sit, to whom, and for how long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.models import User
from competition.models import Sitting
from competition.notices.permissions import managed_sittings
from competition.notices.templates import SENTENCES, WITH_MINUTES, in_every_language
from schools.models import Country, Region
from schools.permissions import countries_run_by, regions_run_by
from schools.register.queries import INDENT, in_tree_order
from schools.roles import area_of

MOST_CODES = 20
LONGEST = 160
LINK = re.compile(r"https?:|www\.|\S@\S", re.IGNORECASE)
# How long a notice may stay, in minutes.
LASTING = (10, 20, 30, 60, 120, 240)
# Two levels of regions are enough to speak to; further down there are schools by their codes.
DEEPEST = 2


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def sentence_choices() -> list[tuple[str, str]]:
    """Every prepared sentence in the reader's language, with the place of its minutes."""
    place = 10
    return [(key, say(place).replace(str(place), "…")) for key, say in SENTENCES.items()]


class NoticeForm(forms.Form):
    """To whom, what, how long. What is valid carries ``texts``, and has ``addressees()``."""

    EVERYBODY, CODES = "all", "codes"

    audience = forms.ChoiceField(label=gettext_lazy("Who sees it"))
    codes = forms.CharField(
        label=gettext_lazy("Codes of the class quizzes"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Only for single class quizzes: their six digits, with spaces between."
        ),
    )
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

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self._sittings = managed_sittings(user)
        self._countries = {country.pk: country for country in countries_run_by(user)}
        inside = list(regions_run_by(user).select_related("country"))
        self._listed = in_tree_order(filter(is_listed, inside))
        self._regions = {region.pk: region for region, _depth in self._listed}
        everywhere = area_of(user).everywhere
        self.fields["audience"].choices = self._audiences(everywhere)  # type: ignore[attr-defined]
        self.fields["lasts"].choices = [(n, _minutes(n)) for n in LASTING]  # type: ignore[attr-defined]
        own = [("", gettext_lazy("Own words, below"))]
        self.fields["sentence"].choices = [*sentence_choices(), *own]  # type: ignore[attr-defined]
        self.fields["sentence"].initial = next(iter(SENTENCES))
        homes = {region.country for region in inside} | set(self._countries.values())
        self._languages = spoken(homes)
        for code in self._languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=settings.ENDONYMS[code],
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"lang": settings.HTML_LANGUAGES[code]}),
            )

    def _audiences(self, everywhere: bool) -> list[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = []
        if everywhere:
            choices.append((self.EVERYBODY, _("All class quizzes in all countries")))
        choices += [(f"country-{pk}", str(one)) for pk, one in self._countries.items()]
        choices.append((self.CODES, _("Single class quizzes, by their codes")))
        regions = [(f"region-{one.pk}", f"{INDENT * deep}{one}") for one, deep in self._listed]
        return [*choices, *([(_("A region"), regions)] if regions else [])]

    @property
    def own_words(self) -> list[forms.BoundField]:
        """The fields for own words, one for each language."""
        return [self[f"text_{code}"] for code in self._languages]

    def clean(self) -> dict[str, Any]:
        """Codes become sittings, the sentence or the own words become texts."""
        data = super().clean() or self.cleaned_data
        if data.get("audience") == self.CODES and "codes" in data:
            data["sittings"] = self._clean_codes(data["codes"])
        if "audience" in data and "sentence" in data:
            data["texts"] = self._clean_texts(data)
        return data

    def _clean_codes(self, typed: str) -> list[Sitting]:
        codes = re.findall(r"\d{6}", re.sub(r"(?<=\b\d{3})\s(?=\d{3}\b)", "", typed))
        open_ones = self._sittings.filter(closed_at__isnull=True, code__in=codes[:MOST_CODES])
        found = list(open_ones.select_related("entry__school_class__school"))
        unknown = sorted(set(codes) - {one.code for one in found})
        if not codes:
            self.add_error("codes", _("Type the code of at least one open class quiz."))
        elif unknown:
            text = _("No open class quiz in your area has this code: %(codes)s")
            self.add_error("codes", text % {"codes": ", ".join(unknown)})
        return found

    def _clean_texts(self, data: dict[str, Any]) -> dict[str, str]:
        sentence = data["sentence"]
        if not sentence:
            return self._clean_own(data)
        if sentence in WITH_MINUTES and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes, from 1 to 120."))
        return in_every_language(sentence, data.get("minutes") or 1)

    def _clean_own(self, data: dict[str, Any]) -> dict[str, str]:
        texts = {}
        for code in self._languages:
            text = texts[code] = " ".join(data.get(f"text_{code}", "").split())
            if fault := self._fault(code, text, data):
                self.add_error(f"text_{code}", fault)
        return {code: text for code, text in texts.items() if text}

    def _fault(self, code: str, text: str, data: dict[str, Any]) -> str:
        if f"text_{code}" in self.errors:
            return ""
        if not text:
            needed = code in self._needed(data)
            return _("Say it in this language too: it is on these screens.") if needed else ""
        if LINK.search(text):
            return _("No addresses: pupils stay on this page.")
        if code == "sr" and not any("CYRILLIC" in unicodedata.name(one, "") for one in text):
            return _("This is the text in Cyrillic.")
        if code != "sr" and any("CYRILLIC" in unicodedata.name(one, "") for one in text):
            return _("This is the text in Latin letters.")
        return ""

    def _needed(self, data: dict[str, Any]) -> set[str]:
        """Languages of the countries that will see it."""
        country, region = self._place(data)
        if country or region:
            return set((country or region.country).languages)  # type: ignore[union-attr]
        if data.get("sittings"):
            schools = [one.pk for one in data["sittings"]]
            found = Country.objects.filter(
                schools__classes__entries__sittings__in=schools
            ).distinct()
            return {code for one in found for code in one.languages}
        return set(self._languages)

    def _place(self, data: dict[str, Any]) -> tuple[Country | None, Region | None]:
        kind, _dash, key = data["audience"].partition("-")
        if kind == "country":
            return self._countries[key], None
        return None, self._regions[int(key)] if kind == "region" else None

    def addressees(self) -> dict[str, Any]:
        """``country``, ``region`` and ``sittings`` for ``actions.notices.speak``."""
        country, region = self._place(self.cleaned_data)
        sittings = self.cleaned_data.get("sittings", [])
        homes = {one.entry.school_class.school.country_id for one in sittings}
        if len(homes) == 1:
            # So that whoever runs that country may withdraw it.
            country = Country.objects.get(pk=homes.pop())
        return {"country": country, "region": region, "sittings": sittings}


def is_listed(region: Region) -> bool:
    """Whether a region can be chosen."""
    return region.path.count("/") <= DEEPEST + 1


def spoken(countries: Iterable[Country]) -> list[str]:
    """Every language that somebody in these countries may have on the screen."""
    offered = {code for country in countries for code in country.languages}
    return [code for code in settings.ENDONYMS if code in offered]
