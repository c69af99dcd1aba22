"""Writes about classes and cards."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from schools.exceptions import BadSize, ClassExists, UnknownGrade
from schools.models import Card, Grade, School, SchoolClass, User
from schools.rules.pins import new_pins, school_year

MOST_CARDS = 99


@dataclass(frozen=True, slots=True)
class Needs:
    """What a teacher notes about one card."""

    name: str
    extra_time: int
    untimed: bool


def add_class(
    school: School,
    *,
    label: str,
    grade: Grade,
    language: str,
    size: int,
    teacher: User,
    at: datetime,
    year: str = "",
) -> SchoolClass:
    """A new class with ``size`` cards, each with a PIN of its own; of this school year unless told.

    Raises ``BadSize``, ``UnknownGrade``, and ``ClassExists`` for a name that is taken.
    """
    if not 1 <= size <= MOST_CARDS:
        raise BadSize
    if grade.country_id != school.country_id:
        raise UnknownGrade
    year = year or school_year(timezone.localdate(at))
    try:
        with transaction.atomic():
            made = SchoolClass.objects.create(
                school=school, grade=grade, label=label, language=language, school_year=year
            )
            made.teachers.add(teacher)
            add_cards(made, count=size)
    except IntegrityError as error:
        raise ClassExists from error
    return made


@transaction.atomic
def add_cards(school_class: SchoolClass, *, count: int) -> list[Card]:
    """Further cards, numbered after the last one. Raises ``BadSize`` beyond number 99."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    present = list(school_class.cards.order_by("number").values_list("number", "pin"))
    first = present[-1][0] + 1 if present else 1
    if count < 1 or first + count - 1 > MOST_CARDS:
        raise BadSize
    pins = new_pins(count, taken=[pin for _, pin in present], draw=secrets.randbelow)
    made = Card.objects.bulk_create(
        Card(school_class=school_class, number=number, pin=pin)
        for number, pin in enumerate(pins, start=first)
    )
    if present:
        told: Callable[[list[Card]], None] = import_string(settings.CARDS_CAME_LATER)
        transaction.on_commit(lambda: told(made))
    return made


@transaction.atomic
def new_pin(card: Card) -> Card:
    """Another PIN for one card, for instance after somebody else has read it."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=card.school_class_id)
    taken = Card.objects.filter(school_class=card.school_class_id).values_list("pin", flat=True)
    [card.pin] = new_pins(1, taken=list(taken), draw=secrets.randbelow)
    card.save(update_fields=["pin"])
    return card


def set_needs(school_class: SchoolClass, *, needs: Mapping[int, Needs]) -> None:
    """Store names and extra time by card number; numbers the class does not have are left out.

    An attempt that has started keeps its minutes: the teacher gives more from the monitor.
    """
    cards = list(school_class.cards.filter(number__in=needs))
    for card in cards:
        need = needs[card.number]
        card.name, card.extra_time, card.untimed = need.name, need.extra_time, need.untimed
    Card.objects.bulk_update(cards, ["name", "extra_time", "untimed"])
