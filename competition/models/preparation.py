"""What an edition is prepared with: its awards, its partners, and the record of its steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.texts import in_reader_language
from base.models import User
from competition.models.edition import Division, Edition, with_edition
from schools.models import Country


class AwardRule(models.Model):
    """For what an edition gives an award; without a division or country, in each of them."""

    class Kind(models.TextChoices):
        RANK = "rank", _("the first places")
        PERCENTILE = "percentile", _("the best part, in per cent")
        THRESHOLD = "threshold", _("everybody with enough points, in per cent")
        DRAW = "draw", _("a draw among those with enough points")
        SCHOOLS = "schools", _("schools, by the share of their pupils who took part")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="award_rules", verbose_name=_("edition")
    )
    kind = models.CharField(_("awarded to"), max_length=12, choices=Kind)
    # Places, per cent of pupils, winners of a draw, or places of schools, by the kind.
    amount = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    # Per cent of the points one has to reach; of a school, of its pupils who took part.
    least = models.PositiveSmallIntegerField(
        _("points needed, in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    division = models.ForeignKey(
        Division,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("division"),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    names = models.JSONField(_("names by language"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering: ClassVar = ["edition", "position", "pk"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.get_kind_display())

    on_record = property(with_edition)


class Logo(models.Model):
    """A picture as it is served, named by the SHA-256 of its bytes; shared by editions."""

    digest = models.CharField(max_length=64, primary_key=True)
    png = models.BinaryField()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.digest


class Partner(models.Model):
    """Who supports an edition in a country."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("partner")
        SPONSOR = "sponsor", _("sponsor")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="partners", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PARTNER)
    name = models.CharField(_("name"), max_length=120)
    web = models.URLField(
        _("web address"),
        blank=True,
        validators=[URLValidator(["http", "https"])],
    )
    logo = models.ForeignKey(
        Logo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering: ClassVar = ["edition", "country", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    on_record = property(with_edition)


class EditionStep(models.Model):
    """One change of an edition's state: who, when and why. Written once."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="steps", verbose_name=_("edition")
    )
    # Empty for the beginning.
    before = models.CharField(_("from"), max_length=12, choices=Edition.State, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=Edition.State)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    # Who laid the list before, or asked to reopen it: only in a step that needs two people.
    second = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("with whom")
    )
    at = models.DateTimeField(_("when"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of an edition")
        verbose_name_plural = _("steps of editions")
        ordering: ClassVar = ["edition", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(after="sealed")
                & ~models.Q(before__in=["sealed", "published"], after="review")
                | models.Q(second__isnull=False) & ~models.Q(second=models.F("by")),
                name="sealing_needs_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition.slug}: {self.before} → {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Store a new one; what is on record stays."""
        super().save(*args, **kwargs | {"force_insert": True})
