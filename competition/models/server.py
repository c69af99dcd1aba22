"""What the servers know of themselves: beats, outages and periodic work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User


class Beat(models.Model):
    """The last moment at which one process could reach the database."""

    process = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(db_index=True)
    # When it last had so many wrong codes that it told all of them alike.
    scanned_at = models.DateTimeField(null=True)
    # What it runs. A process of the release before this field writes its beats beside us.
    release = models.CharField(max_length=40, default="", db_default="")

    class Meta:
        verbose_name = _("beat of a server")
        verbose_name_plural = _("beats of the servers")

    def __str__(self) -> str:
        return self.process


class Outage(models.Model):
    """A gap in which no process could serve; the sweeper waits until it is settled."""

    began_at = models.DateTimeField(_("began"), unique=True)
    ended_at = models.DateTimeField(_("ended"))
    # Empty until it is decided; settled once every attempt has got its time.
    give = models.BooleanField(_("time given back"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering: ClassVar = ["-began_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("began_at")), name="outage_has_a_length"
            )
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M:%S} – {self.ended_at:%H:%M:%S}"


class Duty(models.Model):
    """Which process does one kind of periodic work, and until when, by the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=40)
    until = models.DateTimeField()
    # Its holder serves pages too: a process in the background that comes takes it over at once.
    stands_in = models.BooleanField(_("stands in"), default=False, db_default=False)
    # How many pupils' browsers its holder counted, and when: see pupil_api.crowd.
    pupils = models.PositiveIntegerField(default=0, db_default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("duty of a server")
        verbose_name_plural = _("duties of the servers")

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
