"""Spreadsheets that are made in the background, and kept until the next one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import Job
from competition.models import Edition


class Export(models.Model):
    """One spreadsheet somebody asked for: how far it is, and the file once it is made."""

    class Part(models.TextChoices):
        WORKBOOK = "workbook", _("Workbook with everything (Excel)")
        ACROSS = "across", _("Across countries (Excel)")
        WINNERS = "winners", _("Winners")
        RESULTS = "results", _("Results")
        PARTICIPATION = "participation", _("Participation")
        QUESTIONS = "questions", _("Questions")

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
    asked_at = models.DateTimeField()
    # Once the file is there.
    finished_at = models.DateTimeField(null=True, db_index=True)
    # The work on it; how far that is stands there.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("spreadsheet")
        verbose_name_plural = _("spreadsheets")

    def __str__(self) -> str:
        return f"{self.edition} · {self.get_part_display()}"

    @property
    def is_ready(self) -> bool:
        """Whether the file is there."""
        return self.finished_at is not None

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return not self.is_ready and self.job is not None and self.job.is_under_way

    @property
    def is_given_up(self) -> bool:
        """Whether there will be no file."""
        return not (self.is_ready or self.is_under_way)

    @property
    def is_workbook(self) -> bool:
        """Whether it has several sheets."""
        return self.part in (self.Part.WORKBOOK, self.Part.ACROSS)

    @property
    def ending(self) -> str:
        """What the file's name ends with."""
        return "xlsx" if self.is_workbook else "csv"


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
