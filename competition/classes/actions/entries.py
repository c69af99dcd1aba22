"""Entering a class in an edition."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError
from competition.models import Division, Edition, Entry
from schools.classes.actions.classes import give_pins
from schools.models import Grade, SchoolClass


class NoDivision(CompetitionError):
    message = _("This edition has no age group for the grade of this class.")


class NotHeldHere(CompetitionError):
    message = _("This edition is not held in the country of this school. Choose another one.")


@transaction.atomic
def enter_class(school_class: SchoolClass, *, edition: Edition) -> Entry:
    """The class's entry in an edition, made if there is none; the grade decides the division.

    Raises ``NoDivision`` when the edition has none for this grade.
    """
    division = division_for(school_class.grade, edition=edition)
    entry, made = Entry.objects.get_or_create(
        edition=edition, school_class=school_class, defaults={"division": division}
    )
    if made:
        give_pins(school_class)
    return entry


def division_for(grade: Grade, *, edition: Edition) -> Division:
    """The age group of a grade in an edition; raises ``NoDivision`` when it has none."""
    division = Division.objects.filter(edition=edition, code=grade.division_code).first()
    if division is None:
        raise NoDivision
    return division
