"""Awards of an edition and its seal, made for a test."""

from __future__ import annotations

from datetime import timedelta

from base import clock
from base.models import User
from competition.models import AwardRule, Edition, Result
from leaderboard.models import AwardTerms, Seal
from leaderboard.seals.actions.sealing import confirm, propose

# Until the number of the plan is known.
KNOWN = timedelta(hours=3)
DAY = timedelta(days=1)


def award(edition: Edition, kind: str, **more: str | int) -> AwardRule:
    """An award with its terms, after those that are there."""
    names = ("share", "reserves", "prizes")
    terms = {name: more.pop(name) for name in names if name in more}
    rule = AwardRule.objects.create(
        edition=edition,
        kind=kind,
        names={"en": f"The {kind}"},
        position=edition.award_rules.count() + 1,
        **more,
    )
    AwardTerms.objects.create(rule=rule, **terms)
    return rule


def seal_now(edition: Edition, first: User, second: User) -> Seal:
    seal = propose(edition, by=first, at=clock.now())
    return confirm(seal, by=second, at=clock.now(), seen=True)


def on_the_page(seal: Seal) -> dict[str, str]:
    """What the desk sends of the list that somebody looks at."""
    return {"seal": str(seal.pk), "sha256": seal.sha256, "awards_sha256": seal.awards_sha256}


def scores_of(edition: Edition) -> dict[int, int]:
    """``{attempt: points}`` of all."""
    rows = Result.objects.filter(division__edition=edition)
    return dict(rows.values_list("attempt_id", "score"))
