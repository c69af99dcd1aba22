"""Countries with their packs: regions and grades."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schools.languages.scripts import to_latin
from schools.languages.speech import spoken_variant

DIVISION_CODES = [("9-11", "9–11"), ("12-13", "12–13"), ("14-15", "14–15")]


def in_reader_language(names: dict[str, str], default: str = "") -> str:
    """The text for the active language from ``{language code: text}``.

    Falls back to the same language in the other script, then to the nearest neighbours: a reader of
    Bosnian would rather read "Grad Zagreb" than "City of Zagreb". Who does not read Serbian in
    Cyrillic gets it in Latin letters.
    """
    code, in_latin = code_for_reader({code: text for code, text in names.items() if text})
    return to_latin(names[code]) if in_latin else names.get(code, default)


def code_for_reader(there: Collection[str]) -> tuple[str, bool]:
    """Which language or variant is read of those there are, and whether in Latin letters.

    Empty where there is none; see ``in_reader_language``.
    """
    language = get_language() or "en"
    spoken = spoken_variant(language)
    twin = {"sr": "sr-latn", "sr-latn": "sr"}.get(language, "")
    in_order = (spoken, language, twin, "bs", "hr", "sr-latn", "en", *there)
    code = next((code for code in in_order if code in there), "")
    return code, code == "sr" and language != "sr"


def in_both_scripts(names: dict[str, str]) -> dict[str, str]:
    """The same texts for browsers, which choose one themselves: Serbian in Latin is never missing
    where there is Cyrillic."""
    if not names.get("sr") or names.get("sr-latn"):
        return names
    return {**names, "sr-latn": to_latin(names["sr"])}


class Country(models.Model):
    """A country with its pack: languages, time zone, collation, names."""

    class Registration(models.TextChoices):
        EDITION = "edition", _("open while an edition takes classes")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    names = models.JSONField(_("names by language"), default=dict)
    timezone = models.CharField(_("time zone"), max_length=50, default="Europe/Sarajevo")
    languages = models.JSONField(_("languages offered, in order"), default=list)
    collation = models.CharField(_("collation of lists"), max_length=20, default="bs")
    controller = models.TextField(
        _("who is responsible for the data"),
        max_length=600,
        blank=True,
        help_text=_("Name, address, e-mail and legal basis; stands on the page about privacy."),
    )

    registration = models.CharField(
        _("registration of teachers"),
        max_length=10,
        choices=Registration,
        default=Registration.EDITION,
        db_default=Registration.EDITION,
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.code)


class Region(models.Model):
    """One node of a country's tree: entity, canton, county, district, municipality."""

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="regions", verbose_name=_("country")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    code = models.CharField(_("code"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=20)
    names = models.JSONField(_("names by language"), default=dict)
    # "/1/7/31/" from the root down: a subtree is one prefix query.
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.code)


class Grade(models.Model):
    """A school grade of a country and the division its pupils play in."""

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="grades", verbose_name=_("country")
    )
    code = models.CharField(_("grade"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    division_code = models.CharField(_("division"), max_length=8, choices=DIVISION_CODES)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering: ClassVar = ["country", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="grade_once_in_country")
        ]

    def __str__(self) -> str:
        return self.code
