"""Aliases are given: drawn by chance, once for a card in an edition."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from competition.models import Edition
from leaderboard.boards import alias as wording
from leaderboard.boards.alias import Codes
from leaderboard.models import Alias
from schools.models import Card

# The more often a draw hit a name that is taken, the wider the numbers it is drawn from.
NUMBERS_BELOW = (100, 100, 100, 1000, 1000, 10_000)


class NoAliasLeft(RuntimeError):
    """Every name that was drawn is taken: the lists of words are too short for this edition."""


def alias_for(card: Card, *, edition: Edition) -> Codes:
    """The card's public name in an edition, drawn by chance the first time it is asked for."""
    return aliases_for([card.pk], edition=edition)[card.pk]


def aliases_for(card_ids: Collection[int], *, edition: Edition) -> dict[int, Codes]:
    """``{card id: its alias}``; missing ones are drawn. Two that do it at once agree."""
    found = _aliases(card_ids, edition)
    for below in NUMBERS_BELOW:
        missing = [card_id for card_id in card_ids if card_id not in found]
        if not missing:
            return found
        drawn = [_draw(card_id, edition, below) for card_id in missing]
        # A card that got its name meanwhile and a name that is taken are both left out here.
        Alias.objects.bulk_create(drawn, ignore_conflicts=True)
        found |= _aliases(missing, edition)
    if len(found) < len(set(card_ids)):
        raise NoAliasLeft(edition.slug)
    return found


def _aliases(card_ids: Collection[int], edition: Edition) -> dict[int, Codes]:
    rows = Alias.objects.filter(edition=edition, card__in=card_ids)
    return {card: Codes(*codes) for card, *codes in rows.values_list("card_id", *Codes._fields)}


def _draw(card_id: int, edition: Edition, below: int) -> Alias:
    adjectives, animals = wording.words()
    return Alias(
        edition=edition,
        card_id=card_id,
        adjective=secrets.choice(list(adjectives)),
        animal=secrets.choice(list(animals)),
        number=secrets.choice(wording.numbers(below)),
    )
