"""What organizers do on the day: words to those who sit, and windows that close later."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.texts import in_reader_language
from base.models import User
from competition.models.edition import Edition, Window
from competition.models.sitting import Sitting
from schools.models import Country, Region


class Notice(models.Model):
    """Words to teachers and pupils of sittings that are open: everywhere, in a country, a region,
    or in single sittings. What was said is never changed, only ended."""

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
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    # Where there are some, the notice is for these alone.
    sittings = models.ManyToManyField(
        Sitting, blank=True, related_name="+", verbose_name=_("sittings")
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


class WindowChange(models.Model):
    """That a window was made to close later, or a spare day opened. Append-only."""

    class Reason(models.TextChoices):
        OUTAGE = "outage", _("our servers could not be reached")
        NETWORK = "network", _("no electricity or internet in schools")
        CLOSED = "closed", _("schools were closed")
        MORE_TIME = "more_time", _("schools need more time")

    window = models.ForeignKey(
        Window, models.PROTECT, related_name="changes", verbose_name=_("window")
    )
    # Empty where the window itself is new.
    closed_before = models.DateTimeField(_("closed before"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    changed_at = models.DateTimeField(_("when"))
    changed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("change of a window")
        verbose_name_plural = _("changes of windows")
        ordering: ClassVar = ["-changed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closed_before__isnull=True)
                | models.Q(closes_at__gt=models.F("closed_before")),
                name="window_only_closes_later",
            )
        ]

    def __str__(self) -> str:
        return f"{self.window}: {self.get_reason_display()}"
