"""Who gets a certificate, and what stands on it of edition and country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.models import Alias, Edition, Entry, Partner, Result
from schools.models import Country

# So many logos find room beside each other.
MOST_LOGOS = 6


@dataclass(frozen=True, slots=True)
class Player:
    """A pupil who took part: the card's number, its name if the class uses names, the animal."""

    number: int
    name: str
    animal: str
    played_at: datetime


def players_of(entry: Entry) -> list[Player]:
    """Who played officially in any closed sitting of the class and was not voided, by number.

    Two queries.
    """
    rows = Result.objects.filter(
        attempt__entry=entry, counts=True, attempt__sitting__closed_at__isnull=False
    )
    found = rows.order_by("attempt__card__number").values_list(
        "attempt__card_id",
        "attempt__card__number",
        "attempt__card__name",
        "attempt__sitting__opened_at",
    )
    cards = list(found)
    aliases = Alias.objects.filter(edition=entry.edition_id, card__in=[row[0] for row in cards])
    animals = dict(aliases.values_list("card", "animal"))
    return [Player(number, name, animals.get(pk, ""), at) for pk, number, name, at in cards]


def partners_with_logo(edition: Edition, country: Country) -> Sequence[Partner]:
    """Whose logo stands on a certificate, in the order the organizer gave them."""
    found = edition.partners.filter(country=country, logo__isnull=False).select_related("logo")
    return list(found[:MOST_LOGOS])
