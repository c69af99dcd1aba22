"""How an edition gives its awards."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import AwardRule
from competition.models.edition import with_edition

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
