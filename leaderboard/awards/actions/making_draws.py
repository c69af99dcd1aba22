"""The draw of a sealed edition: made once, with the number that was named before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.setup.actions.editions import locked
from leaderboard.awards.actions.giving import give_drawn
from leaderboard.awards.awards_document import awards_in, compact, is_open, pools_in
from leaderboard.awards.queries.award_candidates import candidates_of
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.models import DrawOutcome, DrawPlan, Seal
from leaderboard.rules.awards import Given, decide, settled
from leaderboard.rules.lots import lot, sha256_of, written_once
from schools.models import User


class NotSealedYet(CompetitionError):
    message = _("Draws are made once the edition is sealed.")


class NothingToDraw(CompetitionError):
    message = _("No award of this seal is left to a draw.")


class DrawnAlready(CompetitionError):
    message = _("The draw has been made. It cannot be made again.")


class TooEarly(CompetitionError):
    message = _("This number is not known yet: it was named for a later moment.")


class NoNumber(CompetitionError):
    message = _("Write the number in figures.")


class NumbersDiffer(CompetitionError):
    message = _("The two numbers differ. Nothing is drawn.")


@transaction.atomic
def draw(
    edition: Edition, *, number: str, again: str, substitute: bool, by: User, at: datetime
) -> DrawOutcome:
    """Draw all that is left to the draws of an edition, and write down who was drawn.

    ``again``: the number once more, because nobody can mend a slip. Raises ``NotSealedYet``,
    ``NothingToDraw``, ``DrawnAlready``, ``NoNumber``, ``NumbersDiffer``, ``TooEarly``.
    """
    held = locked(edition)
    seal = Seal.objects.filter(edition=held, confirmed_at__isnull=False).first()
    if seal is None or not seal.awards_body:
        raise NotSealedYet
    if DrawOutcome.objects.filter(seal=seal).exists():
        raise DrawnAlready
    plan = plan_of(held)
    if plan is None or not has_draws(seal):
        raise NothingToDraw
    known = _known(plan, number, again, substitute=substitute, at=at)
    given = decide(
        pools_in(seal.awards_body, seal.pools_held_back),
        lot(seal=seal.awards_sha256, number=known, seed=seal.seed),
    )
    body = _record(seal, known, given, substitute=substitute, at=at)
    give_drawn(seal, given, candidates_of(held, key=seal.lot_key).attempts)
    return DrawOutcome.objects.create(
        seal=seal,
        number=known,
        substitute=substitute,
        made_at=at,
        made_by=by,
        body=body,
        sha256=sha256_of(body),
    )


def has_draws(seal: Seal) -> bool:
    """Whether something was left to a draw when it was sealed."""
    pools = pools_in(seal.awards_body, seal.pools_held_back)
    return not all(one.whole for one in settled(pools).values())


def _known(plan: DrawPlan, number: str, again: str, *, substitute: bool, at: datetime) -> str:
    known = written_once(number)
    if not known:
        raise NoNumber
    if known != written_once(again):
        raise NumbersDiffer
    if at < (plan.substitute_at if substitute else plan.comes_at):
        raise TooEarly
    return known


def _record(
    seal: Seal, number: str, given: dict[str, Given], *, substitute: bool, at: datetime
) -> str:
    """As anybody gets it: nothing of pools that nobody may see."""
    told = [one["award"] for one in awards_in(seal.awards_body) if is_open(one)]
    return compact(
        {
            "seal": seal.awards_sha256,
            "number": number,
            "substitute": substitute,
            "seed": seal.seed,
            "drawn_at": at.isoformat(timespec="seconds"),
            "awards": {
                key: {
                    "winners": [list(pair) for pair in given[key].winners],
                    "next": list(given[key].reserves),
                }
                for key in told
            },
        }
    )
