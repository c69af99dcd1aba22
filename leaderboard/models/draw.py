"""The draw of an edition: the public number to come, its secrets, and what was drawn."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition
from competition.models.edition import with_edition
from leaderboard.rules.awards import Lot
from leaderboard.rules.lots import lots_of, sha256_of, written_once


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
