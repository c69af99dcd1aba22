"""Awards: how an edition gives them, and who has got one."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Attempt, AwardRule, Division
from competition.models.edition import with_edition
from leaderboard.models.seal import Seal
from schools.models import Country, School

MOST_RESERVES = 50


class AwardTerms(models.Model):
    """What an award says besides for what it is given; without a row as the defaults are."""

    rule = models.OneToOneField(
        AwardRule,
        models.CASCADE,
        primary_key=True,
        related_name="terms",
        verbose_name=_("award"),
    )
    share = models.BooleanField(_("equals share a place"), default=True)
    reserves = models.PositiveSmallIntegerField(
        _("reserves"), default=0, validators=[MaxValueValidator(MOST_RESERVES)]
    )
    # One line for each place, the last one for all further; in the words of the organizers.
    prizes = models.TextField(_("prizes"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("terms of an award")
        verbose_name_plural = _("terms of awards")

    def __str__(self) -> str:
        return f"{self.rule}"

    @property
    def on_record(self) -> str:
        """That of its award."""
        return with_edition(self.rule)

    def prize(self, place: int) -> str:
        """What the winner of a place gets; empty where nothing is said."""
        lines = [line.strip() for line in self.prizes.splitlines() if line.strip()]
        return lines[min(place, len(lines)) - 1] if lines else ""


class Award(models.Model):
    """One award to one pupil, or a reserve's place in the order in which awards pass on."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="awards", verbose_name=_("seal"))
    rule = models.ForeignKey(AwardRule, models.PROTECT, related_name="+", verbose_name=_("award"))
    # The award of this division and country, as the seal calls it.
    key = models.CharField(max_length=40)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("division")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="awards", verbose_name=_("attempt")
    )
    ticket = models.CharField(_("ticket"), max_length=12)
    # 0 for a reserve.
    place = models.PositiveIntegerField(_("place"))
    # 1 for the first reserve, 0 for a winner.
    reserve = models.PositiveSmallIntegerField(_("reserve"), default=0)
    drawn = models.BooleanField(_("by a draw"))

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering: ClassVar = ["rule__position", "key", "reserve", "place", "ticket"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "key", "attempt"], name="award_once_per_pupil"),
            models.CheckConstraint(
                condition=models.Q(place__gt=0, reserve=0) | models.Q(place=0, reserve__gt=0),
                name="winner_or_reserve",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.place or self.reserve}"


class SchoolAward(models.Model):
    """One award to one school, with what decided about it when the list was sealed."""

    seal = models.ForeignKey(
        Seal, models.PROTECT, related_name="school_awards", verbose_name=_("seal")
    )
    rule = models.ForeignKey(AwardRule, models.PROTECT, related_name="+", verbose_name=_("award"))
    # The award of this country, as the seal calls it.
    key = models.CharField(max_length=40)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    ticket = models.CharField(_("ticket"), max_length=12)
    place = models.PositiveIntegerField(_("place"))
    took_part = models.PositiveIntegerField(_("pupils who took part"))
    declared = models.PositiveIntegerField(_("pupils of the school"))

    class Meta:
        verbose_name = _("award of a school")
        verbose_name_plural = _("awards of schools")
        ordering: ClassVar = ["rule__position", "key", "place", "ticket"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "key", "school"], name="school_awarded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.place}"

    @property
    def share(self) -> float:
        """Per cent of the school's pupils who took part."""
        return 100 * min(self.took_part, self.declared) / self.declared

    @property
    def tens(self) -> int:
        """The share in whole tens of per cent, rounded down: for anybody. An exact one would tell
        after a reopening to which school a pupil belongs who went."""
        return 10 * (10 * min(self.took_part, self.declared) // self.declared)
