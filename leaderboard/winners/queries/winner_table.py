"""The winners of an edition as organizers see them: what became of each award, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from base import clock
from competition.models import Edition
from leaderboard.awards.award_lists import AwardLine, award_blocks
from leaderboard.models import Winner, WinnerMail
from leaderboard.results.queries import current_seal
from leaderboard.winners.queries.due_winners import is_unheard
from leaderboard.winners.queries.unfollowed import undrawn_awards
from leaderboard.winners.queries.winners_teachers import without_teacher
from schools.models import School

# Of each award; the workbook has all.
MOST_IN_TABLE = 300
# A mail that waits for less is no reason to call anybody: none goes out at night.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Told:
    """Winners by their awards, and by whom they step in for; ``waiting``: awards whose reserves are
    still to be drawn; ``archived``: nothing passes on any more."""

    winners: Mapping[int, Winner]
    after: Mapping[int | None, Winner]
    unreached: Collection[int]
    unheard: Collection[int]
    waiting: Collection[str]
    archived: bool


@dataclass(slots=True)
class TableRow:
    """One pupil in the table; no ``winner`` while the teacher was not told of this award."""

    line: AwardLine
    winner: Winner | None
    place: int
    moved: bool = False
    # Of an award that passed on: where it went.
    went: str = ""
    # No mail could be written: the class has no teacher any more.
    unreached: bool = False
    # What was written waits, or was refused: the award does not pass on meanwhile.
    unheard: bool = False

    @property
    def name(self) -> str:
        """With consent the name, else the alias."""
        return self.line.alias if self.winner is None else self.winner.name or self.line.alias


@dataclass(slots=True)
class TableBlock:
    """One award of one division and country: who holds it, who comes next, what passed on."""

    name: str
    division: str
    country: str
    held: list[TableRow] = field(default_factory=list)
    reserves: list[TableRow] = field(default_factory=list)
    gone: list[TableRow] = field(default_factory=list)

    @property
    def may_tick(self) -> bool:
        """Whether somebody is confirmed."""
        return any(one.winner and one.winner.confirmed_at for one in self.held)


def winner_table(
    edition: Edition, language: str, schools: QuerySet[School] | None
) -> list[TableBlock]:
    """Awards that are called at the ceremony, the first of each; a fixed number of statements."""
    seal = current_seal(edition)
    found = Winner.objects.filter(award__seal=seal).select_related("award")
    archived = edition.state == Edition.State.ARCHIVED
    told = _told(list(found), undrawn_awards(edition), archived=archived)
    blocks = award_blocks(edition, language, schools, called=True, most=MOST_IN_TABLE)
    return [
        _block(
            TableBlock(one.name, one.division, one.country),
            (*one.winners, *one.reserves),
            told,
        )
        for one in blocks
    ]


def _told(found: Sequence[Winner], undrawn: Collection[str], *, archived: bool) -> _Told:
    asked = [one for one in found if one.stands and one.confirmed_at is None]
    before = clock.now() - A_DAY
    unheard = Winner.objects.filter(
        is_unheard(), told_at__lt=before, pk__in=[one.pk for one in asked]
    )
    return _Told(
        winners={one.award_id: one for one in found},
        after={one.instead_of_id: one for one in found},
        unreached=without_teacher(asked),
        unheard=set(unheard.values_list("pk", flat=True)),
        waiting=undrawn,
        archived=archived,
    )


def _block(block: TableBlock, lines: Sequence[AwardLine], told: _Told) -> TableBlock:
    for line in lines:
        winner = told.winners.get(line.award.pk)
        row = TableRow(line, winner, winner.place if winner else line.award.place)
        row.unreached = line.award.pk in told.unreached
        row.unheard = line.award.pk in told.unheard
        row.moved = bool(line.award.place) and row.place != line.award.place
        if winner is not None and not winner.stands:
            row.went = _went(winner, line.award.key, told)
            block.gone.append(row)
        else:
            (block.held if row.place else block.reserves).append(row)
    block.held.sort(key=lambda one: one.place)
    return block


def _went(winner: Winner, key: str, told: _Told) -> str:
    """Whom an award went to, in words."""
    following = told.after.get(winner.pk)
    if following is not None:
        return _("went to reserve %(number)d") % {"number": following.award.reserve}
    if told.archived:
        # Whether a reserve would be left nobody asks any more.
        return _("not given")
    if key in told.waiting:
        return _("waits for the draw of the reserves")
    return _("not given: no reserve is left")


def mails_refused(edition: Edition) -> list[str]:
    """Teachers whose mail server refused the address."""
    refused = WinnerMail.objects.filter(edition=edition, state=WinnerMail.State.REFUSED)
    return sorted(set(refused.values_list("user__email", flat=True)))
