"""Invitations of staff that wait for an answer, or had one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.models.country import Country, Region
from schools.models.job import Job
from schools.models.register import School
from schools.models.staff import Role, User

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
    sheet = models.ForeignKey(
        "schools.TeacherSheet",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="invitations",
        verbose_name=_("sheet"),
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


class TeacherSheet(models.Model):
    """Teachers to invite, as they were uploaded; the bytes go once they are invited."""

    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(default=b"")
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    read_at = models.DateTimeField(_("invited"), null=True, blank=True)
    # The work of inviting them, once that was confirmed.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, editable=False, related_name="+")
    # Where the links of its mails lead: they are sent when no request is at hand.
    address = models.CharField(max_length=200, default="", editable=False)
    # Rows by what became of them: new, again, roles, there, waiting.
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("invited teachers")
        verbose_name_plural = _("invited teachers")
        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether inviting them was confirmed and is not over."""
        return self.read_at is None and self.job is not None and self.job.is_under_way


class SheetMail(models.Model):
    """One mail that a sheet brings about: of an invitation, or of a role that was added at once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    sheet = models.ForeignKey(TeacherSheet, models.CASCADE, related_name="mails")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="mails")
    role = models.ForeignKey(Role, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # Who takes a mail has two minutes for it; then it is free again.
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail of an invitation")
        verbose_name_plural = _("mails of invitations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(invitation__isnull=False) ^ models.Q(role__isnull=False),
                name="sheet_mail_is_of_one",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["taken_at"],
                condition=models.Q(state="waiting"),
                name="sheet_mail_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation or self.role}"
