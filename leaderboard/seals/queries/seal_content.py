"""All that a seal covers, worked out from the results as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from competition.models import Edition
from leaderboard.awards.awards_document import SealCorrected
from leaderboard.awards.queries.sealed_awards import SealedAwards, sealed_awards
from leaderboard.models import DrawPlan, Seal
from leaderboard.results.queries.current_seal import first_seal
from leaderboard.rules.lots import sha256_of
from leaderboard.seals.queries.seals import FinalList, final_list

# Called with how many rows were read.
type RowsTold = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class SealSecrets:
    """Kept from the first list that was laid before: the seed of draws and the key of tickets."""

    seed: str
    lot_key: str


@dataclass(frozen=True, slots=True)
class SealContent:
    """The list with its boards, and awards with pools."""

    list: FinalList
    awards: SealedAwards

    def is_of(self, seal: Seal) -> bool:
        """Whether a seal has exactly this."""
        mine = (self.list.sha256, self.list.held_back, self.awards.sha256, self.awards.held_back)
        boards = [asdict(board) for board in self.list.boards]
        theirs = (seal.sha256, seal.held_back, seal.awards_sha256, seal.pools_held_back)
        return (mine, boards) == (theirs, seal.boards)


def content_of(
    edition: Edition,
    secrets: SealSecrets,
    corrects: SealCorrected | None,
    *,
    plan: DrawPlan | None,
    pupils: Mapping[str, int] | None = None,
    told: RowsTold,
) -> SealContent:
    """As results stand now; aliases of the best have to be drawn before.

    ``plan``: the number for draws. ``pupils`` of each school as they were sealed; else those of the
    register.
    """
    found = final_list(edition, told=told)
    awards = sealed_awards(
        edition,
        list_sha256=found.sha256,
        held_back=found.held_back,
        lot_key=secrets.lot_key,
        seed_sha256=sha256_of(secrets.seed),
        plan=plan,
        pupils=pupils,
        corrects=corrects,
    )
    told(len(awards.attempts))
    return SealContent(found, awards)


def corrected_by(seal: Seal | None, why: str) -> SealCorrected | None:
    """What a seal in the place of this one says of it."""
    if seal is None:
        return None
    first = first_seal(seal.edition_id) or seal
    bound = first.awards_sha256 or first.sha256
    return SealCorrected(seal.awards_sha256, seal.sha256, bound, why)


def secrets_in(seal: Seal) -> SealSecrets:
    """Those of a seal."""
    return SealSecrets(seal.seed, seal.lot_key)
