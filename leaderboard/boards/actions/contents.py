"""What boards show as results stand now; whoever comes to stand on one gets a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from base.languages.texts import in_both_scripts
from competition.aliases import alias as wording
from competition.aliases.actions import aliases_for
from competition.rules.edition_steps import PUBLISHED
from leaderboard.boards.queries.due_boards import family, of_countries
from leaderboard.boards.queries.figures import figures_of
from leaderboard.models import Board
from leaderboard.results.queries.best_rows import BestRow, best_rows
from leaderboard.results.queries.public_results import Place
from leaderboard.rules import snapshots
from leaderboard.rules.ranking import RankedRow, rank, ranks_told_apart
from leaderboard.rules.suppression import SMALLEST
from schools.models import Country

type Names = Mapping[int, wording.Codes]


def content_now(board: Board) -> snapshots.Content:
    """What one board shows now, of whichever kind."""
    if board.division_id is None:
        return figures_of(board)
    return contents_now([board], family([board]))[board.pk]


def finality(board: Board, content: snapshots.Content) -> snapshots.Content:
    """The same; from the publication on it says that it is final."""
    if board.season.state in PUBLISHED:
        content["final"] = True
    return content


def contents_now(boards: Sequence[Board], every: Sequence[Board]) -> dict[int, snapshots.Content]:
    """``{board: what it shows now}`` of boards of pupils of one edition.

    ``every`` holds these boards and the others of their divisions. The same statements for any
    number of boards, but for one each that reads the top of its results.
    """
    edition = boards[0].season
    sources = {board.pk: _sources(board, every) for board in boards if board.shows_rows}
    chains = {one.pk: one.division.chain for one in boards if one.division is not None}
    best = best_rows({place: chains[pk] for pk, places in sources.items() for place in places})
    standings = {
        pk: rank([row for place in places for row in best[place]], chains[pk])
        for pk, places in sources.items()
    }
    shown = {row.row.card for ranked in standings.values() for row in ranked[: snapshots.TOP]}
    names = aliases_for(shown, edition=edition) if shown else {}
    across = any(board.country_id is None for board in boards)
    countries = _country_names() if across and shown else {}
    return {
        board.pk: _content(board, standings.get(board.pk, []), names, countries) for board in boards
    }


def _sources(board: Board, every: Sequence[Board]) -> list[Place]:
    """Across countries the best of each, so that each is one range of the index."""
    if board.place is not None:
        return [board.place]
    return [one.place for one in of_countries(board, every) if one.place is not None]


def _country_names() -> dict[str, dict[str, str]]:
    return {country.pk: in_both_scripts(country.names) for country in Country.objects.all()}


def _content(
    board: Board,
    standings: Sequence[RankedRow[BestRow]],
    names: Names,
    countries: Mapping[str, dict[str, str]],
) -> snapshots.Content:
    if len(standings) < SMALLEST:  # also where somebody was voided since the count
        return snapshots.empty(board.pk)
    shown, below = standings[: snapshots.TOP], standings[snapshots.TOP :]
    timed = ranks_told_apart(shown, "time")
    rows = [_row(one, names[one.row.card], timed=one.rank in timed) for one in shown]
    if board.country_id is None:
        for row, one in zip(rows, shown, strict=True):
            row["country"] = countries[one.row.country]
    return snapshots.Content(
        board=board.pk,
        frozen=False,
        total=board.total,
        rows=rows,
        more_share=bool(below) and below[0].rank == shown[-1].rank,
    )


def _row(standing: RankedRow[BestRow], name: wording.Codes, *, timed: bool) -> snapshots.BoardRow:
    row = snapshots.BoardRow(
        rank=standing.rank,
        alias=wording.texts(name, standing.row.country),
        animal=name.animal,
        score=standing.row.score,
        max_score=standing.row.max_score,
    )
    if timed:
        row["minutes"] = standing.row.time
    return row
