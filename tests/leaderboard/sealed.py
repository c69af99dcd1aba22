"""Awards of an edition and its seal, made for a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from base import clock
from base.models import User
from competition.models import Attempt, AwardRule, Edition, Result
from competition.sittings.actions.attempts import void
from leaderboard.models import AwardTerms, Seal
from leaderboard.seals.actions import ask_to_reopen, confirm, propose, reopen

# Until the number of the plan is known.
KNOWN = timedelta(hours=3)
DAY = timedelta(days=1)
WHY = "A card was used by somebody who does not go to that school."


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


def reopen_now(edition: Edition, first: User, second: User) -> Edition:
    """Back in review, by two people."""
    ask_to_reopen(edition, reason="card", why=WHY, by=first, at=clock.now())
    return reopen(edition, by=second, at=clock.now()).edition


def seal_without(attempts: Iterable[Attempt], first: User, second: User) -> Seal:
    """The list is reopened, these are taken out of the count, and it is sealed anew."""
    edition = reopen_now(Edition.objects.get(), first, second)
    for one in attempts:
        void(one, reason="rules", by=first, at=clock.now())
    return seal_now(edition, first, second)


def on_the_page(seal: Seal) -> dict[str, str]:
    """What the desk sends of the list that somebody looks at."""
    return {"seal": str(seal.pk), "sha256": seal.sha256}


def scores_of(edition: Edition) -> dict[int, int]:
    """``{attempt: points}`` of all."""
    rows = Result.objects.filter(division__edition=edition)
    return dict(rows.values_list("attempt_id", "score"))
