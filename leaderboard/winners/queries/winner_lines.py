"""Winners with all that their teachers and organizers see of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from competition.aliases import alias as wording
from competition.models import Alias
from leaderboard.awards.queries import default_terms
from leaderboard.models import AwardTerms, Winner
from leaderboard.results.queries import LARGE
from schools.models import SchoolClass

CLASS = "award__attempt__entry__school_class"
NEEDED = (
    *("award__rule", "award__division", "award__country", "award__seal__edition"),
    *("award__attempt__card", f"{CLASS}__school__country", f"{CLASS}__school__region"),
    *("confirmed_by", "consent_by", "instead_of__award"),
)
# Of 100,000 pupils each seal has megabytes that no winner needs.
UNREAD = [f"award__seal__{name}" for name in (*LARGE, "look")]


@dataclass(frozen=True, slots=True)
class WinnerLine:
    """A winner as its teacher sees it: the made-up name with its animal, the award, the prize."""

    winner: Winner
    alias: str
    animal: str
    prize: str

    @property
    def name(self) -> str:
        """As anybody may read it."""
        return self.winner.name or self.alias

    @property
    def school_class(self) -> SchoolClass:
        """Of the pupil."""
        return self.winner.award.attempt.entry.school_class

    @property
    def what(self) -> str:
        """The award and the place, in a line."""
        winner = self.winner
        award = str(winner.award.rule)
        if winner.award.rule.kind == "draw":
            return award
        return _("%(award)s, place %(place)d") % {"award": award, "place": winner.place}

    @property
    def in_a_line(self) -> str:
        """For a mail: which card of which class, under which made-up name, and what was won."""
        told = {
            "class": self.school_class.label,
            "number": self.winner.award.attempt.card.number,
            "alias": self.alias,
            "award": self.what,
        }
        return _("%(class)s, card %(number)s (%(alias)s): %(award)s") % told


def winner_lines(winners: QuerySet[Winner], language: str) -> list[WinnerLine]:
    """In the order of editions, classes and awards; four statements."""
    found = list(
        winners.select_related(*NEEDED)
        .defer(*UNREAD)
        .order_by(
            "-award__seal__edition__year", f"{CLASS}__label", "award__rule__position", "place", "pk"
        )
    )
    names, terms = _names(found), _terms(found)
    return [_line(one, names, terms, language) for one in found]


def _names(winners: Iterable[Winner]) -> dict[tuple[int, int], wording.Codes]:
    listed = list(winners)
    found = Alias.objects.filter(
        card__in={one.award.attempt.card_id for one in listed},
        edition__in={one.award.seal.edition_id for one in listed},
    )
    rows = found.values_list("card_id", "edition_id", *wording.Codes._fields)
    return {(card, edition): wording.Codes(*codes) for card, edition, *codes in rows}


def _terms(winners: Iterable[Winner]) -> dict[int, AwardTerms]:
    rules = {one.award.rule_id: one.award.rule for one in winners}
    stored = AwardTerms.objects.in_bulk(list(rules))
    return {pk: stored.get(pk) or default_terms(rule) for pk, rule in rules.items()}


def _line(
    winner: Winner,
    names: dict[tuple[int, int], wording.Codes],
    terms: dict[int, AwardTerms],
    language: str,
) -> WinnerLine:
    award = winner.award
    codes = names[award.attempt.card_id, award.seal.edition_id]
    prize = terms[award.rule_id].prize(winner.place)
    return WinnerLine(winner, wording.text(codes, language), codes.animal, prize)
