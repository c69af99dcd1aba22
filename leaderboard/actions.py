"""Writes of the outcome: aliases given, boards published, frozen and built again."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from asgiref.sync import async_to_sync
from django.db import transaction

from competition.live import send_hint
from competition.models import Edition, Result
from leaderboard import alias as wording
from leaderboard import boards
from leaderboard.hub import hub
from leaderboard.lag import Looks
from leaderboard.models import Alias, Board
from leaderboard.queries.boards import LONGEST_REST, boards_due, expected_boards
from leaderboard.queries.receipts import OwnResult, attempt_of, own_result
from leaderboard.queries.results import best_results, count_board
from leaderboard.ranking import UnknownStep, rank
from schools.models import Card

logger = logging.getLogger(__name__)
looks = Looks()

# A long board is not counted at every publish, only this often.
COUNT_EVERY = timedelta(seconds=10)
ALWAYS_COUNTED = 1000
REST_FOR_EACH = timedelta(milliseconds=1)
# The more often a draw hit a name that is taken, the wider the numbers it is drawn from.
NUMBERS_BELOW = (100, 100, 100, 1000, 1000, 10_000)


class NoAliasLeft(RuntimeError):
    """Every name that was drawn is taken: the lists of words are too short for this edition."""


def alias_for(card: Card, *, edition: Edition) -> Alias:
    """The card's public name in an edition, drawn by chance the first time it is asked for."""
    return aliases_for([card.pk], edition=edition)[card.pk]


def aliases_for(card_ids: Collection[int], *, edition: Edition) -> dict[int, Alias]:
    """``{card id: its alias}``; missing ones are drawn. Two that do it at once agree."""
    found = _aliases(card_ids, edition)
    for below in NUMBERS_BELOW:
        missing = [card_id for card_id in card_ids if card_id not in found]
        if not missing:
            return found
        drawn = [_draw(card_id, edition, below) for card_id in missing]
        # A card that got its name meanwhile and a name that is taken are both left out here.
        Alias.objects.bulk_create(drawn, ignore_conflicts=True)
        found |= _aliases(missing, edition)
    if len(found) < len(set(card_ids)):
        raise NoAliasLeft(edition.slug)
    return found


def _aliases(card_ids: Collection[int], edition: Edition) -> dict[int, Alias]:
    rows = Alias.objects.filter(edition=edition, card__in=card_ids)
    return {alias.card_id: alias for alias in rows}


def _draw(card_id: int, edition: Edition, below: int) -> Alias:
    adjectives, animals = wording.words()
    return Alias(
        edition=edition,
        card_id=card_id,
        adjective=secrets.choice(list(adjectives)),
        animal=secrets.choice(list(animals)),
        number=secrets.choice(wording.numbers(below)),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """What a receipt opens: the alias in every language, and the result."""

    alias: dict[str, str]
    result: OwnResult


def open_receipt(receipt: str, *, at: datetime) -> Opened | None:
    """The result behind a normalised receipt, ``None`` if there is none; draws a missing alias."""
    attempt = attempt_of(receipt)
    if attempt is None:
        return None
    edition = attempt.entry.division.edition
    name = aliases_for([attempt.card_id], edition=edition)[attempt.card_id]
    return Opened(wording.texts(name), own_result(attempt, at=at))


def publish_boards(*, at: datetime) -> int:
    """Publish every board whose results changed lately; returns how many snapshots are new.

    Decides by nothing it remembers and may run in several processes at once: a snapshot is
    stored only upon the version it was made from.
    """
    _add_missing_boards()
    new = [board for board in boards_due(at=at) if _publish_alone(board, at)]
    if new:
        _hint()
    looks.done(new, at=at)
    return len(new)


def _publish_alone(board: Board, at: datetime) -> bool:
    """Publish one board so that trouble with it does not stop the others."""
    try:
        return publish(board, at=at)
    except (NoAliasLeft, UnknownStep):
        logger.exception("board %s cannot be published", board.pk)
        return False


def rebuild_boards(*, at: datetime) -> int:
    """Publish every board that is not frozen, whatever changed; returns how many are new."""
    _add_missing_boards()
    every = Board.objects.filter(frozen_at__isnull=True).select_related("division__edition")
    new = sum(publish(board, at=at, recount=True) for board in every)
    _hint()
    return new


def _hint() -> None:
    """Make the hub of this process look now, and those of the others."""
    hub.look_now()
    async_to_sync(send_hint)(boards.GROUP)


def _add_missing_boards() -> None:
    there = set(Board.objects.values_list("division", "country"))
    missing = sorted(expected_boards() - there)
    Board.objects.bulk_create(
        [Board(division_id=division, country_id=country) for division, country in missing],
        ignore_conflicts=True,
    )


def publish(board: Board, *, at: datetime, recount: bool = False) -> bool:
    """Store a board's snapshot if it differs; returns whether it did and nobody was faster.

    ``board`` carries the version read before the results were: a publisher that read earlier
    results cannot overwrite one that read later ones.
    """
    if recount or _count_is_due(board, at):
        _count(board, at)
    content = _content(board)
    if boards.render(content, version=board.version, updated=board.published_at) == board.body:
        return False
    body = boards.render(content, version=board.version + 1, updated=at)
    unchanged = Board.objects.filter(pk=board.pk, version=board.version, frozen_at__isnull=True)
    return bool(unchanged.update(version=board.version + 1, body=body, published_at=at))


def _count_is_due(board: Board, at: datetime) -> bool:
    if board.counted_at is None or board.total < ALWAYS_COUNTED:
        return True
    return at - board.counted_at >= _rest(board.total)


def _rest(total: int) -> timedelta:
    """The longer a board, the longer counting takes and the less one pupil more matters."""
    return min(max(COUNT_EVERY, total * REST_FOR_EACH), LONGEST_REST)


def _count(board: Board, at: datetime) -> None:
    total = count_board(board.division_id, board.country_id)
    # A short board is counted at every look; its row is touched only for news or for the rest.
    if (
        total == board.total
        and board.counted_at is not None
        and at - board.counted_at < COUNT_EVERY
    ):
        return
    board.total, board.counted_at = total, at
    Board.objects.filter(pk=board.pk).update(total=total, counted_at=at)


def _content(board: Board, *, frozen: bool = False) -> boards.Content:
    edition = board.division.edition
    results = best_results(board.division_id, board.country_id, edition.chain)
    standings = rank(results, edition.chain)
    shown, below = standings[: boards.TOP], standings[boards.TOP :]
    names = aliases_for([standing.row.attempt.card_id for standing in shown], edition=edition)
    timed = "time" in edition.chain
    return boards.Content(
        board=board.pk,
        frozen=frozen,
        total=boards.told_total(board.total),
        rows=[_row(one.rank, one.row, names[one.row.attempt.card_id], timed) for one in shown],
        more_share=bool(below) and below[0].rank == shown[-1].rank,
    )


def _row(place: int, result: Result, name: Alias, timed: bool) -> boards.Row:
    row = boards.Row(
        rank=place,
        alias=wording.texts(name),
        score=result.score,
        max_score=result.max_score,
    )
    if timed:
        row["minutes"] = result.time
    return row


def freeze(board: Board, *, at: datetime) -> None:
    """Stop a board where it stands: what is shown stays, and says that it is frozen."""
    with transaction.atomic():
        held = Board.objects.select_for_update(of=("self",)).select_related("division__edition")
        board = held.get(pk=board.pk)
        if board.frozen_at is not None:
            return
        content = boards.content_of(board.body) if board.body else _content(board)
        content["frozen"] = True
        board.frozen_at = at
        _store(board, content, at)
    _hint()


def unfreeze(board: Board, *, at: datetime) -> None:
    """Let a board move again, at once to where it would stand."""
    with transaction.atomic():
        held = Board.objects.select_for_update(of=("self",)).select_related("division__edition")
        board = held.get(pk=board.pk)
        if board.frozen_at is None:
            return
        _count(board, at)
        board.frozen_at = None
        _store(board, _content(board), at)
    _hint()


def _store(board: Board, content: boards.Content, at: datetime) -> None:
    board.version += 1
    board.body = boards.render(content, version=board.version, updated=at)
    board.published_at = at
    board.save(update_fields=["version", "body", "published_at", "frozen_at"])
