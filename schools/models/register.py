"""The schools of the national registers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models.country import Country, Region

# With this begins the code of a school of which no register knows yet.
MADE_UP = "new-"


class School(models.Model):
    """A school of the national register, or one that a teacher missed in it and proposed."""

    class Refusal(models.TextChoices):
        NONE = "", _("not refused")
        NO_SCHOOL = "no_school", _("there is no such school")
        ELSEWHERE = "elsewhere", _("it does not belong to this competition")
        UNCHECKED = "unchecked", _("could not be checked")

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="schools", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="schools", verbose_name=_("region")
    )
    register_code = models.CharField(_("code in the register"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    place = models.CharField(_("place"), max_length=80, blank=True)
    pupil_count = models.PositiveIntegerField(_("number of pupils"), null=True, blank=True)
    verified_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "base.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    email = models.EmailField(_("e-mail of the school"), blank=True, default="", db_default="")
    # Of a proposal, until somebody takes it into the register; a refused one stays a proposal.
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        "base.User",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    refused_for = models.CharField(
        _("refused because"),
        max_length=12,
        choices=Refusal,
        blank=True,
        editable=False,
        default="",
        db_default="",
    )

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering: ClassVar = ["country", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "register_code"], name="school_once_in_register"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}" if self.place else self.name

    @property
    def is_proposed(self) -> bool:
        """Whether somebody has to decide if there is such a school."""
        return self.proposed_at is not None and not self.refused_for

    @property
    def has_made_up_code(self) -> bool:
        """Whether the register does not know it by its code."""
        return self.register_code.startswith(MADE_UP)
