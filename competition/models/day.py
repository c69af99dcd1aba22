"""What organizers say on the day to those who sit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.texts import in_reader_language
from base.models import User
from competition.models.edition import Edition
from schools.models import Country


class Notice(models.Model):
    """Words to teachers and pupils of sittings that are open: everywhere, or in a country. What was
    said is never changed, only ended."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="notices", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    texts = models.JSONField(_("texts by language"))
    # Names the notice to browsers: nobody else can guess where its text is.
    token = models.CharField(max_length=16, unique=True, editable=False)
    spoken_at = models.DateTimeField(_("said"))
    spoken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    until = models.DateTimeField(_("shown until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering: ClassVar = ["-spoken_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("spoken_at")), name="notice_lasts"
            )
        ]

    def __str__(self) -> str:
        return in_reader_language(self.texts)
