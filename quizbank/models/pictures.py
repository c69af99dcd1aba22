"""Pictures that scenes of questions show."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """A picture as it is served; its name says its size and the SHA-256 of its bytes."""

    name = models.CharField(max_length=80, primary_key=True)
    content = models.BinaryField()
    # When it was brought, or last seen in a question or paper.
    needed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
