"""All that a seal covers, worked out from the results as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from competition.models import Edition
from leaderboard.awards.awards_document import pupils_in
from leaderboard.awards.queries.sealed_awards import SealedAwards, plan_of, sealed_awards
from leaderboard.models import Seal
from leaderboard.results.queries.current_seal import first_seal, reopened_seal
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


def content_of(edition: Edition, secrets: SealSecrets, *, told: RowsTold) -> SealContent:
    """As results stand now; aliases of the best have to be drawn before.

    Once a list was reopened the numbers of pupils of each school stay those that were sealed,
    whatever the register says today, and all lots stay bound to the first seal.
    """
    found, before = final_list(edition, told=told), reopened_seal(edition)
    first = first_seal(edition) if before else None
    awards = sealed_awards(
        edition,
        list_sha256=found.sha256,
        held_back=found.held_back,
        lot_key=secrets.lot_key,
        seed_sha256=sha256_of(secrets.seed),
        plan=plan_of(edition),
        pupils=pupils_in(before.pools_held_back) if before else None,
        lots=first.awards_sha256 if first else "",
    )
    told(len(awards.attempts))
    return SealContent(found, awards)


def secrets_in(seal: Seal) -> SealSecrets:
    """Those of a seal."""
    return SealSecrets(seal.seed, seal.lot_key)
