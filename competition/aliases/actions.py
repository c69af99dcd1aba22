"""Names of animals for a class: who has which."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection, Iterable

from django.db import OperationalError
from django.db.models import FilteredRelation, Q

from competition.aliases import alias as wording
from competition.aliases.alias import Codes
from competition.models import Alias, Edition, Entry
from schools.models import Card


def alias_in(editions: Collection[int]) -> FilteredRelation:
    """A card's alias in one of these editions, for ``annotate``.

    A card comes once for each of them in which it has one, and once without any if it has none.
    """
    return FilteredRelation("aliases", condition=Q(aliases__edition__in=editions))


log = logging.getLogger(__name__)

# The more often a draw hit a name that is taken, the wider the numbers it is drawn from.
NUMBERS_BELOW = (100, 100, 100, 1000, 1000, 10_000)


class NoAliasLeft(RuntimeError):
    """Every name that was drawn is taken: the lists of words are too short for this edition."""


def aliases_for(card_ids: Collection[int], *, edition: Edition) -> dict[int, Codes]:
    """``{card id: its alias}``; missing ones are drawn. Two that do it at once agree."""
    found = _aliases(card_ids, edition)
    missing = [card_id for card_id in card_ids if card_id not in found]
    ages = _ages(missing, edition) if missing else {}
    for below in NUMBERS_BELOW:
        if not missing:
            return found
        drawn = [_draw(card_id, ages.get(card_id, ""), edition, below) for card_id in missing]
        # A card that got its name meanwhile and a name that is taken are both left out here.
        Alias.objects.bulk_create(drawn, ignore_conflicts=True)
        found |= _aliases(missing, edition)
        missing = [card_id for card_id in missing if card_id not in found]
    if missing:
        raise NoAliasLeft(edition.slug)
    return found


def name_class(entry: Entry) -> None:
    """Every card of a class has its alias before its pupils join.

    Whatever hinders it hinders no class: a card without one joins without a picture.
    """
    cards = Card.objects.filter(school_class=entry.school_class_id).order_by("pk")
    try:
        aliases_for(list(cards.values_list("pk", flat=True)), edition=entry.edition)
    except (NoAliasLeft, OperationalError) as error:
        log.warning("class %s has no aliases: %r", entry.school_class_id, error)


def name_new_cards(cards: Iterable[Card]) -> None:
    """Cards added while a sitting of their class is open; the settings name this."""
    classes = {card.school_class_id for card in cards}
    opened = Entry.objects.filter(
        school_class__in=classes, sittings__isnull=False, sittings__closed_at__isnull=True
    )
    for entry in opened.select_related("edition").distinct():
        name_class(entry)


def _aliases(card_ids: Collection[int], edition: Edition) -> dict[int, Codes]:
    rows = Alias.objects.filter(edition=edition, card__in=card_ids)
    return {card: Codes(*codes) for card, *codes in rows.values_list("card_id", *Codes._fields)}


def _ages(card_ids: Collection[int], edition: Edition) -> dict[int, str]:
    """The division of each card."""
    entries = Entry.objects.filter(edition=edition, school_class__cards__in=card_ids)
    return dict(entries.values_list("school_class__cards", "division__code"))


def _draw(card_id: int, ages: str, edition: Edition, below: int) -> Alias:
    adjectives, animals = wording.drawn_for(ages)
    return Alias(
        edition=edition,
        card_id=card_id,
        adjective=secrets.choice(adjectives),
        animal=secrets.choice(animals),
        number=secrets.choice(wording.numbers(below)),
    )
