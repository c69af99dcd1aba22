"""Winners: what has become of an award, the consent to a name, and the ceremony."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from leaderboard.models.award import Award
from schools.models import User


class WinnersPlan(models.Model):
    """The dates of an edition's winners; without a row nobody is told."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("edition")
    )
    # Whoever has not confirmed by the end of this day passes the award on.
    confirm_by = models.DateField(_("teachers confirm by"))
    public_from = models.DateTimeField(_("winners are public from"), null=True, blank=True)
    ceremony_at = models.DateTimeField(_("ceremony"), null=True, blank=True)
    ceremony_place = models.CharField(_("place of the ceremony"), max_length=200, blank=True)
    # Names of winners are deleted on this day.
    names_until = models.DateField(_("names are deleted on"))

    class Meta:
        verbose_name = _("dates of the winners")
        verbose_name_plural = _("dates of the winners")

    def __str__(self) -> str:
        return f"{self.edition}: {self.confirm_by}"


class Winner(models.Model):
    """An award whose teacher was told of it; of a reserve, from when the award came to it."""

    class PassedOn(models.TextChoices):
        LATE = "late", _("not confirmed in time")
        DECLINED = "declined", _("not wanted")
        CORRECTED = "corrected", _("the list was corrected")

    award = models.OneToOneField(
        Award, models.CASCADE, primary_key=True, related_name="winner", verbose_name=_("award")
    )
    # The place held now: of a reserve, the one that it took over.
    place = models.PositiveIntegerField(_("place"))
    instead_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", verbose_name=_("instead of")
    )
    told_at = models.DateTimeField(_("teachers told"))
    confirm_by = models.DateField(_("to be confirmed by"))
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    passed_on_at = models.DateTimeField(_("passed on"), null=True)
    passed_on_why = models.CharField(_("why"), max_length=12, choices=PassedOn, blank=True)
    pupil_told_at = models.DateTimeField(_("the pupil knows"), null=True)
    # Entered only once the guardian's consent is on record; else the alias stands.
    name = models.CharField(_("name"), max_length=120, blank=True)
    consent_at = models.DateTimeField(_("guardian’s consent"), null=True)
    consent_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("consent recorded by")
    )
    withdrawn_at = models.DateTimeField(_("consent withdrawn"), null=True)
    invited_at = models.DateTimeField(_("invited"), null=True)
    comes = models.BooleanField(_("comes to the ceremony"), null=True)
    handed_over_at = models.DateTimeField(_("prize handed over"), null=True)

    class Meta:
        verbose_name = _("winner")
        verbose_name_plural = _("winners")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(name="")
                | models.Q(consent_at__isnull=False, withdrawn_at__isnull=True),
                name="winner_named_with_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(passed_on_at__isnull=True, passed_on_why="")
                | (models.Q(passed_on_at__isnull=False) & ~models.Q(passed_on_why="")),
                name="winner_passed_on_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award.rule} {self.place}"
