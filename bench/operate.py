"""Does the product's work on command, in one process, and tells what each piece of it cost.

``python -m bench.operate SEATS`` reads one word a line from its input: ``answers`` (30 pupils, one
answer each, one commit), ``finishes`` (30 pupils, one commit), ``boards`` (ten seconds in the life
of each board: ten looks at it, and the count that comes every ten seconds), ``looks`` (what the
periodic work asks once a second before it does anything), ``closings`` (the class that finished
last closes, its figures are told and their boards published), ``plans``. For each it prints
``{"processor_ms", "database_ms", "wall_ms"}`` as JSON: this process, the PostgreSQL process that
serves it, and the clock on the wall, for one answer, one finish, one look at one board.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench import seat  # noqa: E402
from bench.database_time import database_seconds  # noqa: E402
from bench.seat import Seat  # noqa: E402
from competition.models import Sitting  # noqa: E402
from competition.pupil_api.batch import commit  # noqa: E402
from competition.pupil_api.pending import PendingRequest  # noqa: E402
from competition.pupil_api.protocol import AnswersBody, EventBody, FinishBody, RefusedRequest  # noqa: E402
from competition.sittings.actions.sweeping import sweep  # noqa: E402
from leaderboard.boards.actions.figures import publish_figures  # noqa: E402
from leaderboard.boards.actions.publishing import publish  # noqa: E402
from leaderboard.boards.lag import Looks  # noqa: E402
from leaderboard.boards.queries.due_boards import boards_due, moving_boards  # noqa: E402
from leaderboard.models import Board  # noqa: E402
from leaderboard.results.queries.public_results import ready_results  # noqa: E402
from leaderboard.rules.ranking import ordering  # noqa: E402
from leaderboard.rules.snapshots import TOP  # noqa: E402
from schools import clock  # noqa: E402

BATCH, QUESTIONS, SECONDS = 30, 20, 10
INDEX = "result_by_rank"
Cost = dict[str, float]


class Work:
    """The first class answers for ever, the others finish, one class after the other."""

    def __init__(self, seats: list[Seat]) -> None:
        self._answering, self._rest = seats[:BATCH], seats[BATCH:]
        self._left: list[Seat] = []
        self._seq = 0
        self._at = clock.now()

    def answers(self) -> Cost:
        """One more answer of each pupil of the first class."""
        self._seq += 1
        return self._commit(_answers(self._answering, self._seq, 1))

    def finishes(self) -> Cost:
        """The next class makes its answers, which is not measured, and finishes, which is."""
        leaving, self._rest = self._rest[:BATCH], self._rest[BATCH:]
        self._left = leaving
        self._commit(_answers(leaving, 1, QUESTIONS))
        return self._commit([_item(one, FinishBody(made=QUESTIONS)) for one in leaving])

    def boards(self) -> Cost:
        """Ten seconds of every board."""
        every = list(Board.objects.order_by("pk").values_list("pk", flat=True))
        moments = [self._at + timedelta(seconds=second) for second in range(SECONDS)]
        self._at += timedelta(seconds=SECONDS)
        return _cost(len(every) * SECONDS, lambda: _look(every, moments))

    def looks(self) -> Cost:
        """Sweeping where nothing is to be swept, and which boards are due."""
        return _cost(1, lambda: (sweep(at=clock.now()), _due(clock.now())))

    def closings(self) -> Cost:
        """The class that finished last closes, and its figures are told."""
        left = Sitting.objects.filter(attempts__in=[one.attempt for one in self._left])
        Sitting.objects.filter(pk__in=left.values("pk")).update(closed_at=clock.now())
        return _cost(1, lambda: publish_figures(at=clock.now(), whole=False))

    def plans(self) -> Cost:
        """How many boards there are, and how many of them the database reads by their index."""
        ranked = Board.objects.filter(kind=Board.Kind.PUPILS, country__isnull=False)
        every = list(ranked.select_related("division__edition"))
        return {"boards": len(every), "by_index": sum(INDEX in _plan(board) for board in every)}

    def _commit(self, items: list[PendingRequest]) -> Cost:
        outcomes = []
        cost = _cost(len(items), lambda: outcomes.extend(commit(items, 0.0)))
        if refused := [one for one in outcomes if isinstance(one, RefusedRequest | Exception)]:
            raise ValueError(f"{len(refused)} of {len(items)} refused: {refused[0]!r}")
        return cost


def _item(one: Seat, body: AnswersBody | FinishBody) -> PendingRequest:
    return PendingRequest(body, one.attempt, one.lease)


def _answers(seats: list[Seat], first: int, count: int) -> list[PendingRequest]:
    """``count`` events of each seat, numbered from ``first`` on."""
    events = [
        EventBody(seq, (seq - 1) % QUESTIONS + 1, seq % 3 + 1)
        for seq in range(first, first + count)
    ]
    return [_item(one, AnswersBody(events)) for one in seats]


def _look(pks: Sequence[int], moments: Sequence[datetime]) -> None:
    """What the publisher does with boards that are due, at each of these moments."""
    for at in moments:
        for pk in pks:
            publish(Board.objects.select_related("division__edition").get(pk=pk), at=at)


def _due(at: datetime) -> list[Board]:
    return boards_due(moving_boards(), Looks().news(at=at), at=at)


def _plan(board: Board) -> str:
    """How the database ranks a board: the first query of ``best_rows``, explained."""
    assert board.division is not None
    rows = ready_results().filter(division=board.division_id, country=board.country_id)
    return rows.order_by(*ordering(board.division.chain), "attempt_id")[: TOP + 1].explain()


def _cost(count: int, work: Callable[[], object]) -> Cost:
    """What ``work`` costs, for one of ``count`` pieces in milliseconds."""
    wall, own, database = time.perf_counter(), time.process_time(), database_seconds()
    work()
    return {
        "processor_ms": 1000 * (time.process_time() - own) / count,
        "database_ms": 1000 * (database_seconds() - database) / count,
        "wall_ms": 1000 * (time.perf_counter() - wall) / count,
    }


def main(seats: str) -> None:
    """Obey until the input ends."""
    with connection.cursor() as cursor:
        # Helpers of a query would be other processes, whose time nobody adds up.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    work = Work(seat.read(Path(seats)))
    for line in sys.stdin:
        print(json.dumps(getattr(work, line.strip())()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
