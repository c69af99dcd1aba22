"""All that a seal covers, worked out from the results as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from competition.models import Edition
from leaderboard.awards.queries import SealedAwards, sealed_awards
from leaderboard.models import Draw, Seal
from leaderboard.seals.queries.seals import FinalList, final_list

# Called with how many rows were read.
type RowsTold = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class SealContent:
    """The list with its boards, and awards with the tickets of draws."""

    list: FinalList
    awards: SealedAwards

    def is_of(self, seal: Seal) -> bool:
        """Whether a seal has exactly this."""
        mine = (self.list.sha256, self.list.held_back, self.awards.tickets, self.awards.sha256)
        boards = [asdict(board) for board in self.list.boards]
        look = seal.look or {}
        theirs = (seal.sha256, seal.held_back, seal.tickets, look.get("awards"))
        return (mine, boards) == (theirs, seal.boards)


def content_of(edition: Edition, draw: Draw, *, told: RowsTold) -> SealContent:
    """As results stand now; aliases of the best have to be drawn before."""
    found = final_list(edition, told=told)
    awards = sealed_awards(edition, draw)
    told(len(awards.attempts))
    return SealContent(found, awards)
