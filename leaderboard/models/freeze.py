"""That a board was stopped, why, and when it moved again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from leaderboard.models.board import Board


class Freeze(models.Model):
    """One stop of one board. Its reason is public, its note is not."""

    class Reason(models.TextChoices):
        CHECK = "check", _("we are checking a result")
        TROUBLE = "trouble", _("there was technical trouble, and answers are still arriving")
        CEREMONY = "ceremony", _("the final places are announced at the ceremony")
        END = "end", _("the quiz is over, and the list is being completed")

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="freezes", verbose_name=_("board")
    )
    at = models.DateTimeField(_("frozen"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.CHECK)
    note = models.CharField(_("note"), max_length=200, blank=True)
    lifted_at = models.DateTimeField(_("moves again"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board"],
                condition=models.Q(lifted_at__isnull=True),
                name="board_frozen_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.get_reason_display()}"
