"""Teachers who ask for help on the day: why, who takes it, what was said; every step on record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.edition import Edition
from competition.models.sitting import Sitting
from schools.models import Country, School, User
from schools.rules import phones


class HelpCall(models.Model):
    """One call for help. About a child nothing is told but that it is about one."""

    class Reason(models.TextChoices):
        JOIN = "join", _("Pupils cannot join")
        NETWORK = "network", _("No network")
        PROJECTOR = "projector", _("Projector")
        CHILD = "child", _("A child")
        OTHER = "other", _("Something else")

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edition"),
    )
    school = models.ForeignKey(
        School, models.CASCADE, related_name="help_calls", verbose_name=_("school")
    )
    sitting = models.ForeignKey(
        Sitting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sitting"),
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), db_index=True)
    # For today, if the teacher wants to be called; gone when the call is closed, else at midnight.
    phone = models.CharField(_("phone for today"), max_length=24, blank=True)
    phone_until = models.DateTimeField(null=True, blank=True, editable=False)
    taken_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    # The key of the sentence that was answered last, which each reads in the own language.
    answer = models.CharField(_("answer"), max_length=16, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("call for help")
        verbose_name_plural = _("calls for help")
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["school"],
                condition=models.Q(closed_at__isnull=True),
                name="open_help_call_of_school",
            ),
            # Looked for at every second.
            models.Index(
                fields=["phone_until"],
                condition=models.Q(phone_until__isnull=False),
                name="help_call_with_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_reason_display()}"

    @property
    def dialled(self) -> str:
        """What a phone dials."""
        return phones.dialled(self.phone)

    @property
    def is_open(self) -> bool:
        """Whether somebody still needs something."""
        return self.closed_at is None


class HelpStep(models.Model):
    """What was done about a call; append-only."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked")
        TAKEN = "taken", _("taken")
        GIVEN_BACK = "given_back", _("given back")
        WATCHED = "watched", _("monitor looked at")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    call = models.ForeignKey(
        HelpCall, models.CASCADE, related_name="steps", verbose_name=_("call for help")
    )
    kind = models.CharField(_("step"), max_length=10, choices=Kind)
    sentence = models.CharField(_("answer"), max_length=16, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("step of a call for help")
        verbose_name_plural = _("steps of calls for help")
        ordering: ClassVar = ["call", "pk"]

    def __str__(self) -> str:
        return f"{self.call}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Store a new one; what is on record stays."""
        super().save(*args, **kwargs | {"force_insert": True})


class HelpLine(models.Model):
    """Whom teachers of a country call on the day of an edition, and when somebody is there."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="help_lines", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    phone = models.CharField(_("phone for teachers"), max_length=40)
    # By the clock of the country; the same on every day with a window.
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("number for teachers")
        verbose_name_plural = _("numbers for teachers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "country"], name="help_line_once_in_country")
        ]

    def __str__(self) -> str:
        return self.phone

    @property
    def dialled(self) -> str:
        """What a phone dials."""
        return phones.dialled(self.phone)
