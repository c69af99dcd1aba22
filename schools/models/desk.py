"""What was decided: schools merged, teachers approved or refused, by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.country import Country
from schools.models.register import School


class SchoolMerge(models.Model):
    """A school that went into another one, because the register had it twice."""

    into = models.ForeignKey(
        School, models.CASCADE, related_name="merges", verbose_name=_("merged into")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    register_code = models.CharField(_("code in the register"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    place = models.CharField(_("place"), max_length=80, blank=True)
    # What came along: numbers of classes, teachers, entries; see `participants.actions`.
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField(_("when"))
    merged_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("merge of schools")
        verbose_name_plural = _("merges of schools")
        ordering: ClassVar = ["-merged_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "register_code"], name="merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.register_code} → {self.into}"


class TeacherDecision(models.Model):
    """Whether somebody teaches at a school, as a person decided it. Append-only."""

    class Reason(models.TextChoices):
        NONE = "", _("no reason needed")
        NOT_HERE = "not_here", _("does not teach at this school")
        UNKNOWN = "unknown", _("the school does not know this person")
        TWICE = "twice", _("has another account already")
        UNCHECKED = "unchecked", _("could not be checked")

    class Way(models.TextChoices):
        ORGANIZER = "organizer", _("an organizer")
        COLLEAGUE = "colleague", _("a colleague")

    school = models.ForeignKey(
        School, models.CASCADE, related_name="teacher_decisions", verbose_name=_("school")
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="teacher_decisions", verbose_name=_("user")
    )
    approved = models.BooleanField(_("approved"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    decided_at = models.DateTimeField(_("when"))
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )

    way = models.CharField(
        _("decided as"),
        max_length=10,
        choices=Way,
        default=Way.ORGANIZER,
        db_default=Way.ORGANIZER,
    )

    class Meta:
        verbose_name = _("decision about a teacher")
        verbose_name_plural = _("decisions about teachers")
        ordering: ClassVar = ["-decided_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user}, {self.school}"
