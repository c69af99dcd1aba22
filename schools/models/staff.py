"""What staff may do where."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.country import Country, Region
from schools.models.register import School


def not_ended(at: datetime) -> models.Q:
    """Roles that count at a moment, as far as their end goes."""
    return models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at)


def country_at(place: School | Region | Country | None) -> str:
    """The code of the country a place is or lies in; empty for everywhere."""
    if isinstance(place, Country):
        return place.pk
    return place.country_id if place else ""


class Role(models.Model):
    """What a user may do, and where: in a school, a subtree of regions, a country, everywhere."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        ORGANIZER = "organizer", _("organizer")
        COORDINATOR = "coordinator", _("coordinator")
        MINISTRY = "ministry", _("ministry")
        EDITOR = "editor", _("editor of questions")
        TRANSLATOR = "translator", _("translator of questions")
        REVIEWER = "reviewer", _("reviewer for child protection")
        HELPER = "helper", _("helper for the day")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("user"))
    kind = models.CharField(_("role"), max_length=12, choices=Kind)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("school"),
    )
    country = models.ForeignKey(
        Country, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )
    # When a teacher asked for it themselves; empty where somebody gave it.
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True, editable=False)

    # From then on it counts no more, for whatever is asked; helpers have one.
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="helper") | models.Q(ends_at__isnull=False),
                name="helper_has_an_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="teacher") | models.Q(school__isnull=False),
                name="teacher_has_a_school",
            ),
            models.UniqueConstraint(
                fields=["user", "school"],
                condition=models.Q(kind="teacher"),
                name="teacher_once_in_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place or _('everywhere')}"

    @property
    def on_record(self) -> str:
        """With the person."""
        return f"{self.user} · {self}"

    @property
    def place(self) -> School | Region | Country | None:
        """Where the role is; nothing for everywhere."""
        return self.school or self.region or self.country
