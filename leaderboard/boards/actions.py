"""Boards are counted, published and frozen; whoever comes to stand on one gets a name."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction

from base.languages.texts import in_both_scripts
from base.models import User
from competition.aliases import alias as wording
from competition.aliases.actions import NoAliasLeft, aliases_for
from competition.broadcast import send_hint
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.boards.hub import hub
from leaderboard.boards.queries import (
    LONGEST_REST,
    MOVING_STATES,
    boards_due,
    changed_lately,
    expected_boards,
    expected_figures,
    family,
    figures_of,
    free_across,
    moving_boards,
    of_countries,
    reopened_editions,
    taking_part,
)
from leaderboard.models import Board, Freeze
from leaderboard.results.public_results import (
    BestRow,
    Place,
    best_rows,
    count_boards,
    count_schools,
)
from leaderboard.rules import snapshots
from leaderboard.rules.ranking import RankedRow, rank, ranks_told_apart
from leaderboard.rules.suppression import SMALLEST
from leaderboard.rules.threshold import fewest
from schools.models import Country

logger = logging.getLogger(__name__)

# A long board is not counted at every publish, only this often.
COUNT_EVERY = timedelta(seconds=10)
ALWAYS_COUNTED = 1000
REST_FOR_EACH = timedelta(milliseconds=1)
LOOK_AT_FIGURES_EVERY = timedelta(seconds=10)
STORED = ["version", "body", "published_at", "frozen_at", "total", "schools", "counted_at"]

type Names = Mapping[int, wording.Codes]
# How many pupils of how many schools, these counted up to as many as a board waits for.
type Counted = tuple[int, int]


# ------------------------------------------------------------------ content


def content_now(board: Board) -> snapshots.Content:
    """What one board shows now, of whichever kind."""
    if board.division_id is None:
        return figures_of(board)
    return contents_now([board], family(board))[board.pk]


def contents_now(boards: Sequence[Board], every: Sequence[Board]) -> dict[int, snapshots.Content]:
    """``{board: what it shows now}`` of boards of pupils of one edition.

    ``every`` holds these boards and the others of their divisions. The same statements for any
    number of boards, but for one each that reads the top of its results.
    """
    edition = boards[0].season
    sources = {board.pk: _sources(board, every) for board in boards if board.shows_rows}
    chains = {board.pk: board.division.chain for board in boards if board.division is not None}
    best = best_rows({place: chains[pk] for pk, places in sources.items() for place in places})
    standings = {
        pk: rank([row for place in places for row in best[place]], chains[pk])
        for pk, places in sources.items()
    }
    shown = {row.row.card for ranked in standings.values() for row in ranked[: snapshots.TOP]}
    names = aliases_for(shown, edition=edition) if shown else {}
    across = any(board.country_id is None for board in boards)
    there = Country.objects.all() if across and shown else ()
    countries = {country.pk: in_both_scripts(country.names) for country in there}
    return {
        board.pk: _content(board, standings.get(board.pk, []), names, countries) for board in boards
    }


def _sources(board: Board, every: Sequence[Board]) -> list[Place]:
    """Across countries the best of each, so that each is one range of the index."""
    boards = [board] if board.country_id is not None else of_countries(board, every)
    return [source.place for source in boards if source.place is not None]


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
    rows = []
    for standing in shown:
        row, name = standing.row, names[standing.row.card]
        told = snapshots.BoardRow(
            rank=standing.rank,
            alias=wording.texts(name, standing.row.country),
            animal=name.animal,
            score=row.score,
            max_score=row.max_score,
        )
        if standing.rank in timed:
            told["minutes"] = row.time
        if board.country_id is None:
            told["country"] = countries[row.country]
        rows.append(told)
    return snapshots.Content(
        board=board.pk,
        frozen=False,
        total=board.total,
        rows=rows,
        more_share=bool(below) and below[0].rank == shown[-1].rank,
    )


# ------------------------------------------------------------------ counting


def count(
    boards: Iterable[Board], every: Sequence[Board], *, at: datetime, recount: bool = False
) -> set[int]:
    """Count the boards whose time has come; returns those whose row has to be written.

    ``every`` holds these boards and the others of their divisions: one across countries is the sum
    of theirs, and comes after them. A row is written only for news or for the rest.
    """
    due = [board for board in boards if recount or _is_due(board, at)]
    counted = _counted({board.place for board in due if board.place}, due)
    written = set[int]()
    for board in due:
        found = counted.get(board.place, (0, 0)) if board.place else _sum(board, every)
        rested = board.counted_at is None or at - board.counted_at >= COUNT_EVERY
        if rested or found != (board.total, board.schools):
            (board.total, board.schools), board.counted_at = found, at
            written.add(board.pk)
    return written


def _is_due(board: Board, at: datetime) -> bool:
    """The longer a board, the longer counting takes and the less one pupil more matters."""
    if board.counted_at is None or board.total < ALWAYS_COUNTED or not board.shows_rows:
        return True
    rest = min(max(COUNT_EVERY, board.total * REST_FOR_EACH), LONGEST_REST)
    return at - board.counted_at >= rest


def _counted(places: Collection[Place], boards: Iterable[Board]) -> dict[Place | None, Counted]:
    """Of boards in one country; schools are asked for once there are enough pupils."""
    if not places:
        return {}
    totals = count_boards(places)
    waits_for = {board.place: fewest(board.season.publishing_threshold) for board in boards}
    long = [place for place, total in totals.items() if total >= waits_for[place]]
    schools = count_schools(long) if long else {}
    return {place: (total, schools.get(place, 0)) for place, total in totals.items()}


def _sum(board: Board, every: Iterable[Board]) -> Counted:
    """Of a board across countries; boards of figures count elsewhere."""
    shown = of_countries(board, every) if board.division_id is not None else []
    return sum(other.total for other in shown), sum(other.schools for other in shown)


# ------------------------------------------------------------------ publishing


def publish_boards(*, at: datetime) -> int:
    """Publish every board whose results changed lately; returns how many snapshots are new.

    Decides by nothing it remembers and may run in several processes at once: a snapshot is
    stored only upon the version it was made from.
    """
    every = _all_there()
    news = changed_lately(at=at)
    by_edition = defaultdict[int, list[Board]](list)
    for board in boards_due(every, news, at=at):
        by_edition[board.season.pk].append(board)
    new = sum(_publish_all(boards, every, at) for boards in by_edition.values())
    if new:
        hint()
    return new


def hint() -> None:
    """Make the hub of this process look now, and those of the others."""
    hub.look_now()
    async_to_sync(send_hint)(snapshots.GROUP)


def publish(
    board: Board, *, at: datetime, recount: bool = False, content: snapshots.Content | None = None
) -> bool:
    """Store a board's snapshot if it differs; returns whether it did and nobody was faster.

    ``board`` carries the version read before the results were: a publisher that read earlier
    results cannot overwrite one that read later ones.
    """
    counted = count([board], family(board), at=at, recount=recount)
    return _store(board, content or content_now(board), at, counted=bool(counted))


def say_final(board: Board, *, at: datetime) -> bool:
    """Tell whoever watches a published board that it is final; its rows stay as they are."""
    return _store(board, snapshots.content_of(board.text()), at, counted=False)


def _all_there() -> list[Board]:
    """The boards of editions on the move, once those that were missing are there."""
    every = moving_boards()
    missing = expected_boards() - {(board.division_id, board.country_id) for board in every}
    if not missing:
        return every
    Board.objects.bulk_create(
        [
            Board(division_id=division, country_id=country)
            for division, country in sorted(missing, key=str)
        ],
        ignore_conflicts=True,
    )
    return moving_boards()


def _publish_all(boards: Sequence[Board], every: Sequence[Board], at: datetime) -> int:
    """Publish boards of one edition together; where that fails, each by itself."""
    counted = count(boards, every, at=at)
    try:
        contents = contents_now(boards, every)
    except NoAliasLeft:
        contents = {}
        for board in boards:
            try:
                contents |= contents_now([board], every)
            except NoAliasLeft:
                logger.exception("board %s cannot be published", board.pk)
                Board.objects.filter(pk=board.pk).update(**_count_of(board))
    return sum(
        _store(board, contents[board.pk], at, counted=board.pk in counted)
        for board in boards
        if board.pk in contents
    )


def _store(board: Board, content: snapshots.Content, at: datetime, *, counted: bool) -> bool:
    """Write the snapshot if it differs, and in the same statement what was ``counted``."""
    news, content = _count_of(board) if counted else {}, _final(board, content)
    if snapshots.render(content, version=board.version, updated=board.published_at) == board.body:
        if news:
            Board.objects.filter(pk=board.pk).update(**news)
        return False
    body = snapshots.render(content, version=board.version + 1, updated=at)
    unchanged = Board.objects.filter(pk=board.pk, version=board.version, frozen_at__isnull=True)
    return bool(unchanged.update(version=board.version + 1, body=body, published_at=at, **news))


def _count_of(board: Board) -> dict[str, Any]:
    return {"total": board.total, "schools": board.schools, "counted_at": board.counted_at}


def _final(board: Board, content: snapshots.Content) -> snapshots.Content:
    """The same; from the publication on it says that it is final."""
    if board.season.state in PUBLISHED:
        content["final"] = True
    return content


class LookThrottle:
    """When this process last looked; a look that comes too soon costs nothing."""

    looked: datetime | None = None

    def step(self, at: datetime) -> bool:
        """Whether to look."""
        if self.looked is not None and at - self.looked < LOOK_AT_FIGURES_EVERY:
            return False
        self.looked = at
        return True


pace = LookThrottle()


def follow_figures(*, at: datetime) -> int:
    """The periodic job: every ten seconds a look which boards have rested for a minute."""
    return publish_figures(at=at) if pace.step(at) else 0


def publish_figures(*, at: datetime) -> int:
    """Publish the boards nobody has looked at for a minute; returns how many are new.

    May run in several processes at once: a snapshot is stored only upon the version it was made
    from. Results of an edition are counted once for all of its boards.
    """
    there = Board.objects.filter(edition__isnull=False)
    missing = expected_figures() - set(there.values_list("edition", "kind", "country"))
    Board.objects.bulk_create(
        [
            Board(edition_id=edition, kind=kind, country_id=country)
            for edition, kind, country in sorted(missing, key=str)
        ],
        ignore_conflicts=True,
    )
    moving = there.filter(edition__state__in=MOVING_STATES, frozen_at__isnull=True)
    rested = moving.exclude(counted_at__gt=at - LONGEST_REST)
    by_edition = defaultdict[Edition, list[Board]](list)
    for board in rested.exclude(edition__in=reopened_editions()).select_related("edition"):
        by_edition[board.season].append(board)
    new = 0
    for edition, boards in by_edition.items():
        counts = taking_part(edition)
        new += sum(publish(board, at=at, content=figures_of(board, counts)) for board in boards)
    if new:
        hint()
    return new


# ------------------------------------------------------------------ freezing


def freeze_boards(
    found: Iterable[Board],
    *,
    at: datetime,
    by: User | None,
    reason: Freeze.Reason,
    note: str = "",
) -> int:
    """Stop boards where they stand, with a reason and on record; returns how many moved."""
    stopped = sum(_freeze(board, at, by, reason, note) for board in found)
    transaction.on_commit(hint)
    return stopped


def unfreeze_boards(found: Iterable[Board], *, at: datetime, by: User | None) -> int:
    """Let boards move again; returns how many were frozen."""
    moving = list(found)
    moved = sum(_unfreeze(board, at, by) for board in moving)
    # A board across countries rested with theirs, and nobody builds it after the seal.
    for board in free_across({board.division_id for board in moving}):
        publish(board, at=at, recount=True)
    transaction.on_commit(hint)
    return moved


@transaction.atomic
def _freeze(board: Board, at: datetime, by: User | None, reason: Freeze.Reason, note: str) -> bool:
    board = _held(board)
    if board.frozen_at is not None:
        return False
    Freeze.objects.create(board=board, at=at, by=by, reason=reason, note=note)
    content = snapshots.content_of(board.body) if board.body else content_now(board)
    content["frozen"] = True
    content["freeze"] = snapshots.Stop(reason=str(reason), since=at.isoformat(timespec="seconds"))
    board.frozen_at = at
    _store_held(board, content, at)
    return True


@transaction.atomic
def _unfreeze(board: Board, at: datetime, by: User | None) -> bool:
    board = _held(board)
    if board.frozen_at is None:
        return False
    Freeze.objects.filter(board=board, lifted_at__isnull=True).update(lifted_at=at, lifted_by=by)
    count([board], family(board), at=at, recount=True)
    board.frozen_at = None
    _store_held(board, content_now(board), at)
    return True


def _held(board: Board) -> Board:
    held = Board.objects.select_for_update(of=("self",))
    return held.select_related("division__edition", "edition").get(pk=board.pk)


def _store_held(board: Board, content: snapshots.Content, at: datetime) -> None:
    board.version += 1
    board.body = snapshots.render(_final(board, content), version=board.version, updated=at)
    board.published_at = at
    board.save(update_fields=STORED)
