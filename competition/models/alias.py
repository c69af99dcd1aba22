"""The child-safe public names of cards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.edition import Edition
from schools.models import Card


class Alias(models.Model):
    """The public name of a card in an edition: adjective + animal + number, by their codes."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    card = models.ForeignKey(Card, models.CASCADE, related_name="aliases", verbose_name=_("card"))
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
