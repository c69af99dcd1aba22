"""Files of questions: those somebody took along, and those that come in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import Job, User


class QuestionFile(models.Model):
    """A file of questions that went out, or one that is or was imported.

    The bytes of an import are kept only until it is confirmed or dropped. They lie in the database,
    so that whichever worker gets the confirmation finds them.
    """

    class Way(models.TextChoices):
        OUT = "out", _("exported")
        IN = "in", _("imported")

    way = models.CharField(_("way"), max_length=3, choices=Way)
    format = models.CharField(_("format"), max_length=10)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(default=b"", editable=False)
    # Questions of an export; texts of an import by what became of them.
    counts = models.JSONField(default=dict, editable=False)
    made_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    read_at = models.DateTimeField(_("imported"), null=True, blank=True)
    # The work of importing it, once that was confirmed.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_being_imported(self) -> bool:
        """Whether its import was confirmed and is not over."""
        return self.read_at is None and self.job is not None and self.job.is_under_way
