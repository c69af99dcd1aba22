"""A class is added: with its cards, and entered in the edition that is meant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from base.models import User
from competition.classes.actions.entries import NotHeldHere, enter_class
from competition.editions.queries.taking_part import editions_taking
from competition.exceptions import NotTaking
from competition.rules.edition_steps import class_year
from schools.classes.actions.classes import add_class
from schools.models import Grade, School, SchoolClass
from schools.rules.pins import school_year


@transaction.atomic
def add_entered(
    *,
    school: School,
    label: str,
    grade: Grade,
    language: str,
    numbers: Collection[int],
    asked: str,
    teacher: User,
    at: datetime,
) -> SchoolClass:
    """A class for the edition that was asked for, else for the one its school's country means.

    Raises ``NotHeldHere``, ``NotTaking``, ``NoDivision``, and what ``add_class`` does.
    """
    editions = editions_taking([school.country_id], at=at)
    edition = next((one for one in editions if asked in ("", one.slug)), None)
    if asked and edition is None:
        elsewhere = {one.slug for one in editions_taking(None, at=at)}
        raise NotHeldHere if asked in elsewhere else NotTaking
    year = school_year(timezone.localdate(at))
    if edition is not None:
        year = class_year(year, year=edition.year, state=edition.state)
    made = add_class(
        school,
        label=label,
        grade=grade,
        language=language,
        numbers=numbers,
        teacher=teacher,
        at=at,
        year=year,
    )
    if edition is not None:
        enter_class(made, edition=edition)
    return made
