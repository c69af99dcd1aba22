"""That a list of a class was brought, for as long as it can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.classes import SchoolClass

UNDO_FOR = timedelta(hours=24)


class RosterImport(models.Model):
    """Which cards of a class a list made or named: numbers alone. Forgotten after a day."""

    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, related_name="rosters", verbose_name=_("class")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"))
    # Whether the class itself came with the list.
    made_class = models.BooleanField(default=False)
    added = models.JSONField(default=list)
    named = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.school_class} · {self.at}"
