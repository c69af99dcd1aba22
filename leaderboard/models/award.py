"""Awards: how an edition gives them, who has got one, and the draw that decided."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Attempt, AwardRule, Division, Edition
from competition.models.edition import with_edition
from leaderboard.models.seal import Seal
from leaderboard.rules.lots import written_once
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


class DrawPlan(models.Model):
    """The public number that decides the draws of an edition, named before it is known."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("edition")
    )
    number = models.CharField(_("public number"), max_length=200)
    comes_at = models.DateTimeField(_("known from"))

    class Meta:
        verbose_name = _("number for draws")
        verbose_name_plural = _("numbers for draws")

    def __str__(self) -> str:
        return self.number

    on_record = property(with_edition)


class DrawOutcome(models.Model):
    """What the draws of a sealed edition gave. Written once, and never with another number."""

    seal = models.OneToOneField(
        Seal, models.PROTECT, primary_key=True, related_name="outcome", verbose_name=_("seal")
    )
    # As it was typed; only its digits enter a lot.
    number = models.CharField(_("number"), max_length=200)
    made_at = models.DateTimeField(_("drawn"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    # The record as anybody gets it: the seal's SHA-256, number, seed, and who was drawn.
    body = models.TextField(editable=False)
    sha256 = models.CharField(_("SHA-256 of the record"), max_length=64)

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")

    def __str__(self) -> str:
        return f"{self.seal}: {self.number}"

    @property
    def digits(self) -> str:
        """What of the number enters a lot."""
        return written_once(self.number)


class Award(models.Model):
    """One award to one pupil, or a reserve's place in the order in which awards pass on."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="awards", verbose_name=_("seal"))
    rule = models.ForeignKey(AwardRule, models.PROTECT, related_name="+", verbose_name=_("award"))
    # The award of this division and country, as the seal calls it.
    key = models.CharField(max_length=40)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("division")
    )
    # Empty across countries.
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, related_name="+", verbose_name=_("country")
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
        after a correction to which school a pupil belongs who went."""
        return 10 * (10 * min(self.took_part, self.declared) // self.declared)
