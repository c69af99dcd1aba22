"""How awards are given is written down before anybody has a result."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import SEALED, is_frozen
from leaderboard.awards.actions.seal_works import held_if_free
from leaderboard.awards.queries.award_rules import default_terms
from leaderboard.awards.queries.draws import is_number_sealed
from leaderboard.models import AwardTerms, DrawPlan


class SealedAlready(CompetitionError):
    message = _("The edition is sealed: this no longer changes.")


@transaction.atomic
def save_terms(terms: AwardTerms) -> AwardTerms:
    """Store the terms of an award; once the edition is live only the words of its prizes.

    Raises ``SealedAlready`` and ``WorkUnderWay``.
    """
    edition = _unsealed(terms.rule.edition)
    if not is_frozen("awards", edition.state):
        terms.save()
        return terms
    kept, _new = AwardTerms.objects.get_or_create(rule=terms.rule, defaults=_defaults(terms.rule))
    kept.prizes = terms.prizes
    kept.save(update_fields=["prizes"])
    return kept


def copy_terms(copied: Mapping[int, AwardRule]) -> None:
    """The awards of an edition that is begun from an earlier one are given as they were there."""
    for terms in AwardTerms.objects.filter(rule__in=copied):
        terms.rule = copied[terms.rule_id]
        terms.save(force_insert=True)


@transaction.atomic
def save_plan(plan: DrawPlan) -> DrawPlan:
    """Store the number for draws, as long as no seal is bound to one, also of a list that was
    reopened. Raises ``SealedAlready`` and ``WorkUnderWay``."""
    held = held_if_free(plan.edition)
    if is_number_sealed(held):
        raise SealedAlready
    plan.save()
    return plan


def _unsealed(edition: Edition) -> Edition:
    held = held_if_free(edition)
    if held.state in SEALED:
        raise SealedAlready
    return held


def _defaults(rule: AwardRule) -> dict[str, int]:
    return {"reserves": default_terms(rule).reserves}
