"""Diplomas of winners, schools and mentors: what anybody can check."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition
from leaderboard.models.winner import Winner
from schools.models import Country, School


class IssuedDiploma(models.Model):
    """One diploma with its serial. A pupil's name is not in it: that stands with the winner."""

    class Kind(models.TextChoices):
        WINNER = "winner", _("Winners")
        SCHOOL = "school", _("Schools")
        MENTOR = "mentor", _("Mentors")

    serial = models.CharField(_("serial"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    winner = models.ForeignKey(
        Winner, models.PROTECT, null=True, related_name="diplomas", verbose_name=_("winner")
    )
    # The place it was printed with; 0 where there is none.
    place = models.PositiveIntegerField(_("place"), default=0)
    school = models.ForeignKey(
        School, models.SET_NULL, null=True, related_name="+", verbose_name=_("school")
    )
    # As it was printed: a school may be merged into another one.
    school_name = models.CharField(_("name of the school"), max_length=200)
    # How many pupils took part; 0 where that is not told.
    pupils = models.PositiveIntegerField(_("pupils"), default=0)
    mentor = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("mentor")
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_why = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("diploma")
        verbose_name_plural = _("diplomas")
        ordering: ClassVar = ["edition", "country", "kind", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["winner"],
                condition=models.Q(kind="winner", revoked_at__isnull=True),
                name="diploma_of_an_award_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "school"],
                condition=models.Q(kind="school", revoked_at__isnull=True),
                name="diploma_of_a_school_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "mentor"],
                condition=models.Q(kind="mentor", revoked_at__isnull=True),
                name="diploma_of_a_mentor_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.serial[:4]}…"
