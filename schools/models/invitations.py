"""Invitations of staff that wait for an answer, or had one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.country import Country, Region
from schools.models.register import School
from schools.models.staff import Role

GOOD_FOR = timedelta(days=7)


class Invitation(models.Model):
    """A role that waits for somebody; its link is signed, good for one use and for seven days."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, default="bs")
    kind = models.CharField(_("role"), max_length=12, choices=Role.Kind)
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    country = models.ForeignKey(
        Country, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    # When the role ends that waits, for a helper.
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    # Also what the link is signed with: a link sent later makes the earlier ones void.
    sent_at = models.DateTimeField(_("sent"), db_index=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="teacher") | models.Q(school__isnull=False),
                name="invited_teacher_has_a_school",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="helper") | models.Q(ends_at__isnull=False),
                name="invited_helper_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Whether its link opens something now."""
        return self.is_open_at(timezone.now())

    def is_open_at(self, at: datetime) -> bool:
        """Neither answered nor withdrawn nor too old, and for a role that is not over."""
        answered = self.accepted_at or self.withdrawn_at
        is_over = self.ends_at is not None and self.ends_at <= at
        return answered is None and at < self.sent_at + GOOD_FOR and not is_over

    @property
    def place(self) -> School | Region | Country | None:
        """Where the role is; nothing for everywhere."""
        return self.school or self.region or self.country
