"""The draw of a sealed edition: made once, with the number that was named before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.setup.actions.editions import locked
from leaderboard.awards.actions.giving import give_drawn
from leaderboard.awards.actions.seal_works import EditionArchived, PupilsDeleted
from leaderboard.awards.awards_document import compact, pools_in
from leaderboard.awards.queries.award_candidates import candidates_of
from leaderboard.awards.queries.repeating import drawn_parts, given_by, lots_by
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.awards.queries.waiting_places import has_draws
from leaderboard.models import DrawOutcome, DrawPlan, Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.lots import sha256_of, written_once

# What a draw decides about winners and diplomas that a correction had left to it.
after_draw = Registry[Callable[[DrawOutcome], None]]()


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
def draw(edition: Edition, *, number: str, again: str, by: User, at: datetime) -> DrawOutcome:
    """Draw all that is left to the draws of an edition, and write down who was drawn.

    ``again``: the number once more, because nobody can mend a slip. Raises ``NotSealedYet``,
    ``NothingToDraw``, ``DrawnAlready``, ``EditionArchived``, ``NoNumber``, ``NumbersDiffer``,
    ``TooEarly``, ``PupilsDeleted``.
    """
    held = locked(edition)
    seal, plan = drawable(held)
    if not has_draws(seal):
        raise NothingToDraw
    known = known_number(plan, number, again, at=at)
    attempts = candidates_of(held, key=seal.lot_key).attempts
    if not _all_there(seal, attempts):
        raise PupilsDeleted
    outcome = DrawOutcome(number=known, made_at=at, made_by=by)
    write_down(outcome, seal, attempts)
    after_draw.only(outcome)
    return outcome


def _all_there(seal: Seal, attempts: Collection[str]) -> bool:
    """Whether nobody of a pool was deleted, as can be while the edition is archived."""
    pools = pools_in(seal.awards_body, seal.pools_held_back)
    return all(one.ticket in attempts for pool in pools for one in pool.entries)


def drawable(edition: Edition) -> tuple[Seal, DrawPlan]:
    """The seal and the number that was named, as far as a quick look tells.

    Raises ``NotSealedYet``, ``DrawnAlready``, ``EditionArchived``, ``NothingToDraw``.
    """
    seal = current_seal(edition)
    if seal is None or not seal.awards_sha256:
        raise NotSealedYet
    if DrawOutcome.objects.filter(seal=seal).exists():
        raise DrawnAlready
    if edition.state == Edition.State.ARCHIVED:
        raise EditionArchived
    plan = plan_of(edition)
    if plan is None:
        raise NothingToDraw
    return seal, plan


def drawn_again(outcome: DrawOutcome, seal: Seal, attempts: Mapping[str, int]) -> DrawOutcome:
    """The same draw on a corrected seal: number, seed and lots are those of then, so that whoever
    stands in both pools has the same lot and nobody is drawn anew."""
    same = DrawOutcome(
        number=outcome.number,
        made_at=outcome.made_at,
        made_by_id=outcome.made_by_id,
    )
    return write_down(same, seal, attempts)


def write_down(outcome: DrawOutcome, seal: Seal, attempts: Mapping[str, int]) -> DrawOutcome:
    """Store what a number gives on a seal."""
    give_drawn(seal, given_by(seal, outcome.number), attempts)
    outcome.seal, outcome.body = seal, _record(seal, outcome)
    outcome.sha256 = sha256_of(outcome.body)
    outcome.save(force_insert=True)
    return outcome


def known_number(plan: DrawPlan, number: str, again: str, *, at: datetime) -> str:
    """As it was typed, to be compared by eye. Raises ``NoNumber``, ``NumbersDiffer``,
    ``TooEarly``."""
    digits = written_once(number)
    if not digits:
        raise NoNumber
    if digits != written_once(again):
        raise NumbersDiffer
    if at < plan.comes_at:
        raise TooEarly
    return " ".join(number.split())


def _record(seal: Seal, outcome: DrawOutcome) -> str:
    """As anybody gets it: nothing of pools that nobody may see."""
    return compact(
        {
            "seal": seal.awards_sha256,
            "number": outcome.digits,
            "number_shown": outcome.number,
            "seed": seal.seed,
            "drawn_at": outcome.made_at.isoformat(timespec="seconds"),
            "awards": drawn_parts(seal, lots_by(seal, outcome.number)),
        }
    )
