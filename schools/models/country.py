"""Countries with their packs: regions and grades."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.texts import in_reader_language

DIVISION_CODES = [("9-11", "9–11"), ("12-13", "12–13"), ("14-15", "14–15")]


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
