"""What public figures are made of: closed sittings that wait, and the sums already told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition, Sitting
from schools.models import Country, Region, School


class Closing(models.Model):
    """An official sitting that has closed; its pupils are told of once, together with others."""

    class Parcel(models.TextChoices):
        WAITING = "", _("waiting")
        SCHOOL = "school", _("school")
        REGION = "region", _("region")
        COUNTRY = "country", _("country")

    sitting = models.OneToOneField(Sitting, models.CASCADE, primary_key=True, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    closed_at = models.DateTimeField(db_index=True)
    # The narrowest group the parcel it went out with is public under.
    parcel = models.CharField(max_length=8, choices=Parcel, default=Parcel.WAITING, blank=True)

    class Meta:
        verbose_name = _("closed sitting")
        verbose_name_plural = _("closed sittings")
        indexes: ClassVar = [
            models.Index(fields=["edition"], condition=models.Q(parcel=""), name="closing_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} ({self.get_parcel_display()})"


class Tally(models.Model):
    """The sum of the parcels told of a country, one of its largest regions, or a school.

    Grows by at least the publishing threshold at a time, never by one pupil.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    pupils = models.PositiveIntegerField(default=0)
    # Pupils there are, by the register or, of a school, by the cards of entered classes.
    of = models.PositiveIntegerField(null=True)
    points = models.PositiveBigIntegerField(default=0)
    points_possible = models.PositiveBigIntegerField(default=0)
    # In whole per cent, stored so that the top is one index range.
    share = models.PositiveSmallIntegerField(null=True)
    mean = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("public figure")
        verbose_name_plural = _("public figures")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "school"],
                condition=models.Q(school__isnull=False),
                name="tally_once_for_school",
            ),
            models.UniqueConstraint(
                fields=["edition", "region"],
                condition=models.Q(school__isnull=True, region__isnull=False),
                name="tally_once_for_region",
            ),
            models.UniqueConstraint(
                fields=["edition", "country"],
                condition=models.Q(region__isnull=True),
                name="tally_once_for_country",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["edition", "country", "-share", "-pupils", "school"],
                condition=models.Q(school__isnull=False),
                name="tally_by_share",
            ),
            models.Index(
                fields=["edition", "country", "-mean", "-pupils", "school"],
                condition=models.Q(school__isnull=False),
                name="tally_by_mean",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school or self.region or self.country}: {self.pupils}"
