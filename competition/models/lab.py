"""PCs that were checked before the day: of a school, by number; nothing of who sat at them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models import School


class LabCode(models.Model):
    """What a school's PCs are checked under. It opens nothing: who has it can only check a PC."""

    school = models.OneToOneField(
        School,
        models.CASCADE,
        primary_key=True,
        related_name="lab_code",
        verbose_name=_("school"),
    )
    code = models.CharField(_("code"), max_length=6, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("code for checking computers")
        verbose_name_plural = _("codes for checking computers")

    def __str__(self) -> str:
        return f"{self.school}: {self.code}"


class LabCheck(models.Model):
    """How one PC did on one day. ``token`` is a random word which the PC's browser keeps, so that
    it is the same PC when the page is loaded again; another day has other words."""

    # Of the code and not of the school: two schools that become one bring no number twice.
    lab = models.ForeignKey(
        LabCode, models.CASCADE, related_name="checks", verbose_name=_("school")
    )
    day = models.DateField(_("day"), db_index=True)
    number = models.PositiveSmallIntegerField(_("number on the PC"))
    token = models.CharField(max_length=32, editable=False)
    checked_at = models.DateTimeField(_("checked"))
    ready = models.BooleanField(_("ready"))
    # ``{line: state}`` as in ``competition.rules.lab``.
    lines = models.JSONField(_("results by line"), default=dict)
    browser = models.CharField(_("browser"), max_length=8)
    version = models.PositiveSmallIntegerField(_("version"), default=0)

    class Meta:
        verbose_name = _("checked PC")
        verbose_name_plural = _("checked PCs")
        ordering: ClassVar = ["lab", "-day", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lab", "day", "number"], name="pc_number_once_a_day"),
            models.UniqueConstraint(fields=["lab", "day", "token"], name="pc_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"PC {self.number}, {self.day}"
