"""Awards that follow from the points: shown to teachers with the results, nothing to be done."""

from __future__ import annotations

from dataclasses import dataclass

from base.models import User
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.rules.passing_on import CALLED
from leaderboard.winners.queries.standing_awards import standing_awards
from schools.permissions import classes_taught

CLASS = "attempt__entry__school_class"


@dataclass(frozen=True, slots=True)
class ReachedAward:
    """An award and the numbers of the cards that have it, in one class."""

    name: str
    school_class: str
    cards: list[int]


def reached_awards(user: User) -> list[ReachedAward]:
    """Of the own classes, of sealed editions that are not archived; one statement."""
    rows = (
        standing_awards()
        .filter(
            **{f"{CLASS}__in": classes_taught(user)},
            place__gt=0,
            seal__edition__state__in=set(SEALED) - {Edition.State.ARCHIVED},
        )
        .exclude(rule__kind__in=CALLED)
    )
    found: dict[tuple[int, int], ReachedAward] = {}
    related = rows.select_related("rule", "attempt__card", CLASS)
    for row in related.order_by(f"{CLASS}__label", "rule__position", "attempt__card__number"):
        school_class = row.attempt.entry.school_class
        key = (school_class.pk, row.rule_id)
        one = found.setdefault(key, ReachedAward(str(row.rule), school_class.label, []))
        one.cards.append(row.attempt.card.number)
    return list(found.values())
