"""A list of pupils becomes cards with names."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from base.languages.search_text import folded
from schools.classes.actions.classes import add_numbered
from schools.exceptions import BadSize
from schools.models import Card, SchoolClass
from schools.rules.roster_plan import NoCardLeft, Placed, placed


def name_key(name: str) -> str:
    """Equal for one name in either script, with or without signs, in either order."""
    return " ".join(sorted(folded(name).split()))


def plan_of(cards: Sequence[Card], pupils: Sequence[tuple[int, str]]) -> list[Placed]:
    """What a list would do to the cards of a class. Raises ``BadSize``."""
    try:
        return placed({card.number: card.name for card in cards}, pupils, key=name_key)
    except NoCardLeft as error:
        raise BadSize from error


@transaction.atomic
def fill_class(school_class: SchoolClass, *, pupils: Sequence[tuple[int, str]]) -> None:
    """Name the cards of a class and add those that it lacks. Raises ``BadSize``."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    cards = list(school_class.cards.order_by("number"))
    plan = plan_of(cards, pupils)
    added = sorted(one.number for one in plan if one.fate == "new")
    changed = {one.number: one.name for one in plan if one.fate != "there"}
    made = add_numbered(school_class, numbers=added)
    to_name = [card for card in (*cards, *made) if card.number in changed]
    for card in to_name:
        card.name = changed[card.number]
    Card.objects.bulk_update(to_name, ["name"])
