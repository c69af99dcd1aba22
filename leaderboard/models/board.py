"""Boards with their snapshots, and the child-safe names of cards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Division, Edition
from leaderboard.boards import empty, render
from schools.models import Card, Country


class Board(models.Model):
    """A ranked view of one division's results in one country, as the public may see it."""

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="boards", verbose_name=_("division")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    # The bytes every watcher gets; replaced, with a higher version, when they differ.
    version = models.PositiveIntegerField(default=0)
    body = models.TextField(default="", editable=False)
    published_at = models.DateTimeField(null=True, editable=False, db_index=True)
    # How many results the public may see, counted every few seconds and not at every publish.
    total = models.PositiveIntegerField(default=0, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering: ClassVar = ["division", "country"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "country"], name="board_once")
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.division}"

    def text(self) -> str:
        """The snapshot as watchers get it, an empty one before the first."""
        if self.body:
            return self.body
        content = empty(self.pk, frozen=self.frozen_at is not None)
        return render(content, version=self.version, updated=None)


class Alias(models.Model):
    """The public name of a card in an edition: adjective + animal + number, by their codes."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    card = models.ForeignKey(Card, models.CASCADE, related_name="+", verbose_name=_("card"))
    adjective = models.CharField(max_length=20)
    animal = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "card"], name="alias_once_per_card"),
            models.UniqueConstraint(
                fields=["edition", "adjective", "animal", "number"], name="alias_once_in_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adjective} {self.animal} {self.number}"
