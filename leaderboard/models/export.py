"""Spreadsheets that are made in the background, and kept until the next one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition


class Export(models.Model):
    """One spreadsheet somebody asked for: how far it is, and the file once it is made."""

    class Part(models.TextChoices):
        WORKBOOK = "workbook", _("Workbook with everything (Excel)")
        WINNERS = "winners", _("Winners")
        RESULTS = "results", _("Results")
        PARTICIPATION = "participation", _("Participation")
        QUESTIONS = "questions", _("Questions")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("not made")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    part = models.CharField(max_length=16, choices=Part)
    language = models.CharField(_("language"), max_length=10)
    # Whose schools are in it: who may see another area by now does not get this file.
    area = models.TextField()
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    # While it is made, the latest sign of life.
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("spreadsheet")
        verbose_name_plural = _("spreadsheets")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "edition", "part"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="export_made_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} · {self.get_part_display()}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percent(self) -> int:
        """How far it is; never quite 100 before it is there."""
        return min(99, 100 * self.rows // self.rows_expected) if self.rows_expected else 0

    @property
    def ending(self) -> str:
        """What the file's name ends with."""
        return "xlsx" if self.part == self.Part.WORKBOOK else "csv"


class ExportPiece(models.Model):
    """A piece of an export's file: in the database, so that every machine has it."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "number"], name="export_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.export_id}/{self.number}"
