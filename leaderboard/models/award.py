"""How an award is given, and the public number, seed and key of an edition's draw."""

from __future__ import annotations

import secrets

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import AwardRule, Edition
from competition.models.edition import with_edition
from leaderboard.rules.awards import Lot
from leaderboard.rules.lots import lots_of, sha256_of, written_once

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


def new_secret() -> str:
    """64 digits that nobody guesses."""
    return secrets.token_hex(32)


class Draw(models.Model):
    """It belongs to the edition: whatever is sealed later, seed, tickets and number stay."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="draw", verbose_name=_("edition")
    )
    source = models.CharField(_("public number"), max_length=200, blank=True)
    comes_at = models.DateTimeField(_("known from"), null=True)
    # Secret until it is drawn; its hash is public from the first list on.
    seed = models.CharField(max_length=64, default=new_secret, editable=False)
    # Makes tickets from attempts; never told.
    lot_key = models.CharField(max_length=64, default=new_secret, editable=False)
    # As it was typed; only its digits enter a lot.
    number = models.CharField(_("number"), max_length=200, blank=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True)
    drawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("drawn by")
    )

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")

    def __str__(self) -> str:
        return self.source

    on_record = property(with_edition)

    @property
    def seed_sha256(self) -> str:
        """What is public of the seed before it is drawn."""
        return sha256_of(self.seed)

    @property
    def digits(self) -> str:
        """What of the number enters a lot."""
        return written_once(self.number)

    @property
    def lots(self) -> Lot:
        """The lot of each ticket, once it is drawn."""
        return lots_of(self.seed, self.number)
