"""Files that somebody brought, between their preview and their import."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models.job import Job
from base.models.user import User


class UploadQuerySet(models.QuerySet["Upload"]):
    """Of uploads."""

    def idle(self) -> Self:
        """Those that no job is about to read."""
        return self.exclude(job__state__in=[Job.State.WAITING, Job.State.RUNNING])


class Upload(models.Model):
    """A file whose bytes are kept only until it is imported or dropped, and its row not for long.

    They lie in the database, so that whichever worker gets the confirmation finds them.
    """

    # Who reads it, and as what.
    kind = models.CharField(_("kind"), max_length=12)
    format = models.CharField(_("format"), max_length=10, blank=True)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(default=b"", editable=False)
    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("by whom"))
    uploaded_at = models.DateTimeField(_("uploaded"))
    read_at = models.DateTimeField(_("imported"), null=True)
    # The work of importing it, once that was confirmed.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, editable=False, related_name="+")
    # What became of its lines, how many each.
    counts = models.JSONField(default=dict, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether its import was confirmed and is not over."""
        return self.read_at is None and self.job is not None and self.job.is_under_way
