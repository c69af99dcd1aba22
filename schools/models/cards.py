"""Who else may see the cards of a class: for an hour, or for the rest of a day, with a reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.classes import SchoolClass


class CardOpening(models.Model):
    """An organizer opened the cards of a class, with a reason and until a moment. Append-only."""

    class Reason(models.TextChoices):
        TEACHER_AWAY = "teacher_away", _("the teacher is away and the class is waiting")
        CARD_LOST = "card_lost", _("a card was lost on the day")
        PARENT_ASKS = "parent_asks", _("a parent asks what is stored")
        OTHER = "other", _("another reason")

    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, related_name="card_openings", verbose_name=_("class")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    words = models.CharField(_("in your words"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    until = models.DateTimeField(_("open until"))

    class Meta:
        verbose_name = _("opening of a class's cards")
        verbose_name_plural = _("openings of classes' cards")
        ordering: ClassVar = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.school_class} · {self.get_reason_display()}"


class ClassCover(models.Model):
    """An approved colleague of the school takes a class over for the rest of a day. Append-only."""

    class Reason(models.TextChoices):
        ILL = "ill", _("the teacher is ill")
        ELSEWHERE = "elsewhere", _("the teacher is needed elsewhere")
        COMPUTER = "computer", _("the teacher’s computer does not work")

    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, related_name="covers", verbose_name=_("class")
    )
    colleague = models.ForeignKey(
        User, models.CASCADE, related_name="+", verbose_name=_("colleague")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    taken_at = models.DateTimeField(_("taken over"))
    until = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("class taken over for a day")
        verbose_name_plural = _("classes taken over for a day")
        ordering: ClassVar = ["-taken_at", "-id"]

    def __str__(self) -> str:
        return f"{self.school_class} · {self.colleague}"
