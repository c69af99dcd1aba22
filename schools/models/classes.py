"""Classes and the cards of their pupils."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models.country import Grade
from schools.models.register import School

EXTRA_TIME_CHOICES = [(0, _("none")), (25, "+25 %"), (50, "+50 %"), (100, "+100 %")]


class SchoolClass(models.Model):
    """One class of a school in one school year."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="classes", verbose_name=_("school")
    )
    grade = models.ForeignKey(
        Grade, models.PROTECT, related_name="classes", verbose_name=_("grade")
    )
    label = models.CharField(_("name of the class"), max_length=20)
    school_year = models.CharField(_("school year"), max_length=9)
    language = models.CharField(_("language offered first"), max_length=10, default="bs")
    teachers = models.ManyToManyField(User, related_name="classes", verbose_name=_("teachers"))
    # How many cards it had, once they are gone: the next year begins with as many.
    size = models.PositiveSmallIntegerField(_("size"), default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering: ClassVar = ["school", "label"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "school_year", "label"], name="class_once_in_year"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def on_record(self) -> str:
        """With its school: its own name says too little where all stand in one list."""
        return f"{self} · {self.school}"


class Card(models.Model):
    """One pupil's place in a class. No account, no e-mail, no free nickname."""

    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, related_name="cards", verbose_name=_("class")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    # Kept as text, since the teacher prints it again for a pupil who lost the card; until no
    # edition of the class is at work any more.
    pin = models.CharField(
        _("PIN"), max_length=4, blank=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    extra_time = models.PositiveSmallIntegerField(
        _("extra time in per cent"), default=0, choices=EXTRA_TIME_CHOICES
    )
    untimed = models.BooleanField(_("without a time limit"), default=False)
    # What the pupil's screen looks like at first; the pupil may change it.
    large_text = models.BooleanField(_("larger text"), default=False, db_default=False)
    contrast = models.BooleanField(_("high contrast"), default=False, db_default=False)
    name = models.CharField(_("name, if the class uses names"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        ordering: ClassVar = ["school_class", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_class", "number"], name="card_number_once_in_class"
            ),
            models.UniqueConstraint(
                fields=["school_class", "pin"],
                condition=~models.Q(pin=""),
                name="card_pin_once_in_class",
            ),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 99)), name="card_number_1_to_99"
            ),
            models.CheckConstraint(
                condition=models.Q(pin__regex=r"^([0-9]{4})?$"), name="card_pin_four_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(extra_time__in=[0, 25, 50, 100]), name="card_extra_time_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_class} · {self.number}"
