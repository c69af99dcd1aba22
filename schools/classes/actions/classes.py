"""Writes about classes and cards."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from base.models import User
from base.registry import Registry
from schools.exceptions import BadSize, ClassExists, NeedsChanged, UnknownGrade
from schools.models import Card, Grade, School, SchoolClass
from schools.rules.pins import new_pins, school_year
from schools.rules.register_numbers import MOST_CARDS

# What is done for cards that a class gets after its first ones.
after_later_cards = Registry[Callable[[list[Card]], object]]()


@dataclass(frozen=True, slots=True)
class Needs:
    """What a teacher notes about one card."""

    name: str
    extra_time: int
    untimed: bool
    large_text: bool = False
    contrast: bool = False

    @property
    def mark(self) -> str:
        """Names what is noted, so that a page can tell what it has shown."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:16]


NOTED = tuple(one.name for one in fields(Needs))


def noted_on(card: Card) -> Needs:
    """What is noted about a card."""
    return Needs(**{name: getattr(card, name) for name in NOTED})


def add_class(
    school: School,
    *,
    label: str,
    grade: Grade,
    language: str,
    numbers: Collection[int],
    teacher: User,
    at: datetime,
    year: str = "",
) -> SchoolClass:
    """A new class with cards of these numbers, each with its PIN; of this school year unless told.

    Raises ``BadSize``, ``UnknownGrade``, and ``ClassExists`` for a name that is taken.
    """
    if not numbers or not set(numbers) <= set(range(1, MOST_CARDS + 1)):
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
            _make_cards(made, sorted(set(numbers)), taken=())
    except IntegrityError as error:
        raise ClassExists from error
    return made


@transaction.atomic
def add_cards(school_class: SchoolClass, *, count: int) -> list[Card]:
    """Further cards, numbered after the last one. Raises ``BadSize`` beyond number 99."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    last = school_class.cards.aggregate(last=Max("number"))["last"]
    first = (last or 0) + 1
    if count < 1 or first + count - 1 > MOST_CARDS:
        raise BadSize
    return add_numbered(school_class, numbers=range(first, first + count))


def add_numbered(school_class: SchoolClass, *, numbers: Collection[int]) -> list[Card]:
    """Cards of these numbers, for a class that is locked and has none of them."""
    taken = list(school_class.cards.values_list("pin", flat=True))
    made = _make_cards(school_class, numbers, taken=taken)
    if taken and made:
        transaction.on_commit(lambda: after_later_cards.only(made))
    return made


def _make_cards(
    school_class: SchoolClass, numbers: Collection[int], *, taken: Collection[str]
) -> list[Card]:
    pins = new_pins(len(numbers), taken=taken, draw=secrets.randbelow)
    return Card.objects.bulk_create(
        Card(school_class=school_class, number=number, pin=pin)
        for number, pin in zip(numbers, pins, strict=True)
    )


@transaction.atomic
def new_pin(card: Card) -> Card:
    """Another PIN for one card, for instance after somebody else has read it."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=card.school_class_id)
    taken = Card.objects.filter(school_class=card.school_class_id).values_list("pin", flat=True)
    [card.pin] = new_pins(1, taken=list(taken), draw=secrets.randbelow)
    card.save(update_fields=["pin"])
    return card


@transaction.atomic
def give_pins(school_class: SchoolClass) -> None:
    """PINs for the cards that have none any more, because the edition before is over."""
    held = list(school_class.cards.select_for_update(no_key=True).order_by("pk"))
    cards, taken = [card for card in held if not card.pin], {card.pin for card in held}
    for card, pin in zip(
        cards, new_pins(len(cards), taken=taken, draw=secrets.randbelow), strict=True
    ):
        card.pin = pin
    Card.objects.bulk_update(cards, ["pin"])


@transaction.atomic
def set_needs(
    school_class: SchoolClass, *, needs: Mapping[int, Needs], seen: Mapping[int, str]
) -> None:
    """Store names and extra time by card number; numbers the class does not have are left out.

    ``seen`` are the marks of what stood on the page. Cards its author left as they were stay as
    somebody else has made them meanwhile; ``NeedsChanged`` is raised where both changed one.

    An attempt that has started keeps its minutes: the teacher gives more from the monitor.
    """
    held = school_class.cards.select_for_update(no_key=True).filter(number__in=needs)
    cards = [
        card for card in held.order_by("pk") if needs[card.number].mark != seen.get(card.number)
    ]
    overtaken = [card.number for card in cards if _is_overtaken(card, needs[card.number], seen)]
    if overtaken:
        raise NeedsChanged(overtaken)
    for card in cards:
        for kind in NOTED:
            setattr(card, kind, getattr(needs[card.number], kind))
    Card.objects.bulk_update(cards, NOTED)


def _is_overtaken(card: Card, typed: Needs, seen: Mapping[int, str]) -> bool:
    """Whether somebody else has noted something else than what was seen and what is typed."""
    return noted_on(card).mark not in (seen.get(card.number, noted_on(card).mark), typed.mark)
