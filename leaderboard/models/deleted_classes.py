"""That classes of a year are gone: whoever counts them later finds fewer, and has to know why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from schools.models import Country


class DeletedClasses(models.Model):
    """Classes of a country in an edition were deleted, with what was kept of their pupils."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    # When it began.
    deleted_at = models.DateTimeField(_("deleted"))

    class Meta:
        verbose_name = _("deleted classes")
        verbose_name_plural = _("deleted classes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "country"], name="classes_deleted_once")
        ]

    def __str__(self) -> str:
        return f"{self.country_id} · {self.edition_id}"
