"""A class is added, entered in an edition, corrected or deleted.

What was played officially stays as it was played; rehearsals go with their card or class."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_change
from competition.classes.queries import official_attempts, open_sittings, sealed_entries
from competition.editions.queries.taking_part import editions_taking
from competition.exceptions import CompetitionError, NotTaking
from competition.models import Attempt, Decision, Division, Edition, Entry, Sitting
from competition.rules.edition_steps import class_year
from schools.classes.actions.classes import add_class, give_pins
from schools.exceptions import ClassExists, UnknownGrade
from schools.models import Card, Grade, School, SchoolClass
from schools.rules.pins import school_year


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


class PlayedAlready(CompetitionError):
    message = _("This class has played officially in its age group, so its grade stays.")


class NamedInSeal(CompetitionError):
    message = _("This class stands under its name in a list that is sealed, so the name stays.")


class SittingOpen(CompetitionError):
    message = _("A quiz of this class is open. End it first.")


class CardPlayed(CompetitionError):
    message = _(
        "This card has played officially: its result belongs to the class. Nobody has to use the "
        "card again."
    )


class ClassPlayed(CompetitionError):
    message = _("This class has played officially, so it cannot be deleted: its results count.")


class ClassAppealed(CompetitionError):
    message = _("An appeal about this class is on record, so the class cannot be deleted.")


@transaction.atomic
def correct_class(school_class: SchoolClass, *, label: str, grade: Grade, language: str) -> None:
    """Name, grade and language anew; entries follow the grade to another age group.

    Raises ``NamedInSeal``, ``PlayedAlready``, ``SittingOpen``, ``UnknownGrade``, ``NoDivision``
    and ``ClassExists``.
    """
    held, entries = _held(school_class)
    if label != held.label and sealed_entries(held).exists():
        raise NamedInSeal
    if grade.pk != held.grade_id:
        _follow_grade(held, entries, grade)
    held.label, held.grade, held.language = label, grade, language
    try:
        with transaction.atomic():
            held.save(update_fields=["label", "grade", "language"])
    except IntegrityError as error:
        raise ClassExists from error


def _follow_grade(held: SchoolClass, entries: Iterable[Entry], grade: Grade) -> None:
    if grade.country_id != held.school.country_id:
        raise UnknownGrade
    if grade.division_code == held.grade.division_code:
        return
    if official_attempts(held).exists():
        raise PlayedAlready
    if open_sittings(held).exists():
        raise SittingOpen
    for entry in entries:
        entry.division = division_for(grade, edition=entry.edition)
        entry.save(update_fields=["division"])


@transaction.atomic
def remove_card(card: Card, *, by: User, at: datetime) -> None:
    """Take away a card that nobody played officially with, with its rehearsals.

    Raises ``CardPlayed``, and ``SittingOpen`` while it sits somewhere.
    """
    held, _entries = _held(card.school_class)
    attempts = _locked(Attempt.objects.filter(card=card))
    if _has_played(attempts):
        raise CardPlayed
    if any(one.sitting.closed_at is None for one in attempts):
        raise SittingOpen
    before = held.cards.count()
    Decision.objects.filter(card=card).delete()
    _forget(attempts)
    card.delete()
    record_change(held, "cards", before=before, after=before - 1, by=by, at=at)


@transaction.atomic
def delete_class(school_class: SchoolClass) -> None:
    """Delete a class that never played officially, with its cards, entries and rehearsals.

    Raises ``ClassPlayed``, ``SittingOpen``, ``ClassAppealed``. The record keeps that there was one.
    """
    held, entries = _held(school_class)
    attempts = _locked(Attempt.objects.filter(entry__in=entries))
    if _has_played(attempts):
        raise ClassPlayed
    if open_sittings(held).exists():
        raise SittingOpen
    try:
        _forget_class(held, entries, attempts)
    except ProtectedError as error:
        # Of appeals the app above knows alone.
        raise ClassAppealed from error


def _forget_class(held: SchoolClass, entries: list[Entry], attempts: list[Attempt]) -> None:
    sittings = Sitting.objects.filter(entry__in=entries)
    Decision.objects.filter(sitting__in=sittings).delete()
    Decision.objects.filter(card__school_class=held).delete()
    _forget(attempts)
    sittings.delete()
    Entry.objects.filter(school_class=held).delete()
    held.delete()


def _has_played(attempts: Iterable[Attempt]) -> bool:
    """Whether somebody began officially; who came too late and was never let in has not."""
    return any(one.kind == Sitting.Kind.OFFICIAL and one.started_at for one in attempts)


def _held(school_class: SchoolClass) -> tuple[SchoolClass, list[Entry]]:
    """The class and its entries, locked so that no sitting is opened meanwhile: a new one would
    point to an entry whose row is held."""
    classes = SchoolClass.objects.select_for_update(of=("self",)).select_related("school", "grade")
    held = classes.get(pk=school_class.pk)
    entries = Entry.objects.select_for_update(of=("self",)).select_related("edition")
    return held, list(entries.filter(school_class=held).order_by("pk"))


def _locked(attempts: Iterable[Attempt]) -> list[Attempt]:
    keys = [one.pk for one in attempts]
    held = Attempt.objects.select_for_update(of=("self",)).select_related("sitting")
    return list(held.filter(pk__in=keys).order_by("pk"))


def _forget(attempts: Iterable[Attempt]) -> None:
    keys = [one.pk for one in attempts]
    Decision.objects.filter(attempt__in=keys).delete()
    Attempt.objects.filter(pk__in=keys).delete()
