"""The register as it was when an edition was sealed: later ones change no total of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from schools.models import School


class CountedSchool(models.Model):
    """A school that counted in an edition as its list was sealed, with its pupils of that day.

    One that is merged later brings its row along, so that the totals stay as they were sealed.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    school = models.ForeignKey(
        School, models.CASCADE, related_name="sealed_as", verbose_name=_("school")
    )
    pupil_count = models.PositiveIntegerField(_("number of pupils"), null=True)

    class Meta:
        verbose_name = _("school at the seal")
        verbose_name_plural = _("schools at the seal")
        indexes: ClassVar = [models.Index(fields=["edition", "school"], name="counted_school")]

    def __str__(self) -> str:
        return f"{self.school_id} · {self.edition_id}"
