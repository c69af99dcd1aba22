"""The awards of an edition with their terms, in the order in which they are given."""

from __future__ import annotations

from dataclasses import dataclass

from competition.models import AwardRule, Edition
from leaderboard.models import AwardTerms
from leaderboard.rules.awards import AwardKind, GivingRule

# Of a draw somebody always falls ill; other awards have reserves where an organizer wants them.
RESERVES_OF_A_DRAW = 2


@dataclass(frozen=True, slots=True)
class EditionAward:
    """An award as it was announced, and as it is given."""

    rule: AwardRule
    terms: AwardTerms

    @property
    def giving(self) -> GivingRule:
        """The same for the pure rules."""
        rule, terms = self.rule, self.terms
        return GivingRule(
            kind=AwardKind(rule.kind),
            amount=rule.amount or 0,
            least=rule.least or 0,
            share=terms.share,
            reserves=terms.reserves,
        )


def terms_of(rule: AwardRule) -> AwardTerms:
    """What stands there, else the defaults, not stored."""
    found = AwardTerms.objects.filter(rule=rule).first()
    return found or default_terms(rule)


def default_terms(rule: AwardRule) -> AwardTerms:
    """What holds where nobody has said anything: as many prizes as places, so that a draw parts
    equals."""
    reserves = RESERVES_OF_A_DRAW if rule.kind == AwardRule.Kind.DRAW else 0
    return AwardTerms(rule=rule, reserves=reserves, share=rule.kind != AwardRule.Kind.RANK)


def awards_of(edition: Edition) -> list[EditionAward]:
    """All of an edition; two statements."""
    rules = list(edition.award_rules.select_related("division", "country"))
    terms = AwardTerms.objects.in_bulk([rule.pk for rule in rules])
    return [EditionAward(rule, terms.get(rule.pk) or default_terms(rule)) for rule in rules]
