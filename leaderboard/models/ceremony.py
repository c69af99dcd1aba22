"""What organizers write for the presenter of a ceremony."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition


class CeremonyNote(models.Model):
    """What the presenter reads beside one award; the audience never sees it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    # The award of a division and country, as the seal calls it.
    key = models.CharField(max_length=40)
    text = models.TextField(_("note for the presenter"), max_length=1000)

    class Meta:
        verbose_name = _("note for the presenter")
        verbose_name_plural = _("notes for the presenter")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_note_for_an_award")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.key}"
