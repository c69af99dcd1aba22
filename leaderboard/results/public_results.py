"""Which results the public may see: how many, the best of them, and the place of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from competition.models import Division, Edition, Result, Sitting
from competition.rules.edition_steps import PUBLISHED
from competition.sittings.queries.running import stands
from leaderboard.rules.ranking import HIGHER_IS_BETTER, Separation, ordering, separation
from leaderboard.rules.snapshots import TOP
from leaderboard.rules.suppression import FEWEST_SCHOOLS
from leaderboard.rules.threshold import fewest, shows_rows

# A board of pupils by its division and country.
type Place = tuple[int, str]

PUBLIC_STATES = (
    Edition.State.LIVE,
    Edition.State.REVIEW,
    Edition.State.SEALED,
    Edition.State.PUBLISHED,
    Edition.State.ARCHIVED,
)
OF_SITTING = {"division": "entry__division", "country": "entry__school_class__school__country"}


def public_results() -> QuerySet[Result]:
    """Results that may stand on a board: the one place that decides it.

    They count, their edition has gone live, and their sitting is approved. Others wait; nothing
    about them is lost. The sittings are asked for by themselves: there are few, and the database
    must not try the rule on every result.
    """
    return ready_results().filter(attempt__sitting__in=Sitting.objects.filter(stands()))


def ready_results() -> QuerySet[Result]:
    """Results that are public, or would be if their sitting were approved (``approved``)."""
    standing = Q(attempt__voided_at__isnull=True) | Q(attempt__kept=True)
    return Result.objects.filter(standing, counts=True, division__edition__state__in=PUBLIC_STATES)


def approved(sittings: Collection[int]) -> set[int]:
    """Those of some sittings whose ``ready_results`` are public.

    For a few rows out of many: asked by number, for the database takes it that hardly any sitting
    is approved, and would look at all of them and of their results first.
    """
    standing = Sitting.objects.filter(stands(), pk__in=sittings)
    return set(standing.values_list("pk", flat=True))


def board_results(division_id: int, country_code: str) -> QuerySet[Result]:
    """The public results of one board."""
    return public_results().filter(division=division_id, country=country_code)


def count_boards(places: Collection[Place]) -> dict[Place, int]:
    """How many ``board_results`` there are, without a look at the attempt behind each.

    All that count, which the index by rank tells alone, less those of the few sittings that may not
    be shown. A voided attempt does not count, so nobody has to ask for it again. Two statements for
    any number of boards.
    """
    all_that_count = Result.objects.filter(
        counts=True, division__edition__state__in=PUBLIC_STATES, **_among(places)
    )
    waiting = Sitting.objects.filter(**_among(places, **OF_SITTING)).exclude(stands())
    held_back = _each(all_that_count.filter(attempt__sitting__in=waiting), Count("pk"))
    counted = _each(all_that_count, Count("pk"))
    # Two counts at two moments: what is voided in between must not leave less than nothing.
    return {
        place: max(counted.get(place, 0) - held_back.get(place, 0), 0) for place in sorted(places)
    }


def count_schools(places: Collection[Place]) -> dict[Place, int]:
    """Of how many schools the ``board_results`` are, counted up to ``FEWEST_SCHOOLS``.

    Asked of the sittings, of which there are few; one statement for any number of boards.
    """
    played = Exists(Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True))
    sittings = Sitting.objects.filter(stands(), played, **_among(places, **OF_SITTING))
    schools = Count("entry__school_class__school", distinct=True)
    counted = _each(sittings, schools, **OF_SITTING)
    return {place: min(counted.get(place, 0), FEWEST_SCHOOLS) for place in sorted(places)}


def _among(
    places: Collection[Place], *, division: str = "division", country: str = "country"
) -> dict[str, set[Any]]:
    """These boards, and those of the same divisions and countries, whose numbers nobody reads."""
    return {
        f"{division}__in": {place[0] for place in places},
        f"{country}__in": {place[1] for place in places},
    }


def _each(
    rows: QuerySet[Any], count: Count, *, division: str = "division", country: str = "country"
) -> dict[Place, int]:
    counted = rows.order_by().values_list(division, country).annotate(count)
    return {(at, code): number for at, code, number in counted}


# How far down the index is read in the hope that enough of it may be shown, before the database is
# asked for the whole board.
DEPTHS = (TOP + 1, 10 * TOP)
# Stand in a statement for the board it will be asked about; no board has them.
A_DIVISION, A_COUNTRY = -1, "*"
COLUMNS = (
    "attempt__sitting_id",
    "attempt__card_id",
    "country_id",
    "score",
    "max_score",
    "hard",
    "tie_break",
    "time",
)


class BestRow(NamedTuple):
    """One result as a board needs it."""

    sitting: int
    card: int
    country: str
    score: int
    max_score: int
    hard: int
    tie_break: int
    time: int


def best_rows(chains: Mapping[Place, Sequence[str]]) -> dict[Place, list[BestRow]]:
    """The top of each board and one more, best first; ``chains`` has the steps of each.

    The order begins as the index ``result_by_rank`` does, so the database reads the top and no
    more; whether its sittings are approved is asked for all boards at once. Where too many are not,
    it looks further down. The last key keeps equals from changing places at every look.
    """
    found, missing = dict[Place, list[BestRow]](), sorted(chains)
    for depth in DEPTHS:
        read = {place: _by_rank(place, chains[place], depth) for place in missing}
        standing = approved({row.sitting for rows in read.values() for row in rows})
        for place, rows in read.items():
            shown = [row for row in rows if row.sitting in standing]
            if len(shown) > TOP or len(rows) < depth:
                found[place] = shown[: TOP + 1]
        missing = [place for place in missing if place not in found]
    return found | {place: _of_all(place, chains[place]) for place in missing}


def _by_rank(place: Place, chain: Sequence[str], depth: int) -> list[BestRow]:
    """The first rows of the index, whether or not their sittings are approved."""
    statement, values = _statement(tuple(chain), depth)
    meant = dict[str | int, str | int]({A_DIVISION: place[0], A_COUNTRY: place[1]})
    with connection.cursor() as cursor:
        cursor.execute(statement, [meant.get(value, value) for value in values])
        return [BestRow(*row) for row in cursor.fetchall()]


@cache
def _statement(chain: tuple[str, ...], depth: int) -> tuple[str, tuple[str | int, ...]]:
    """The query in the database's words; to write it down anew for each board costs most of it."""
    rows = ready_results().filter(division=A_DIVISION, country=A_COUNTRY)
    ordered = rows.order_by(*ordering(chain), "attempt_id").values_list(*COLUMNS)[:depth]
    return ordered.query.sql_with_params()


def _of_all(place: Place, chain: Sequence[str]) -> list[BestRow]:
    rows = board_results(*place).order_by(*ordering(chain), "attempt_id")
    return [BestRow(*row) for row in rows.values_list(*COLUMNS)[: TOP + 1]]


def shown_boards(places: Collection[Place], edition: Edition) -> set[Place]:
    """Those of an edition's boards with enough pupils of enough schools; three statements."""
    pupils, schools = count_boards(places), count_schools(places)
    least = fewest(edition.publishing_threshold)
    return {one for one in places if shows_rows(pupils[one], schools[one], fewest=least)}


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """How many stand on the board; in its upper half a rank, how many others share it, and what it
    differs in from the rank above. Below it there is no rank."""

    took_part: int
    rank: int = 0
    others: int = 0
    apart: Separation | None = None


def own_place(result: Result, division: Division) -> OwnPlace | None:
    """Where a result stands once the edition is published; nothing before, and nothing on a board
    that shows no rows. At most nine statements."""
    place, edition, chain = (division.pk, result.country_id), division.edition, division.chain
    if edition.state not in PUBLISHED or place not in shown_boards([place], edition):
        return None
    board = board_results(*place)
    if not board.filter(pk=result.pk).exists():
        return None
    better, took_part = _better(result, chain), board.count()
    rank = board.filter(better).count() + 1
    if 2 * rank > took_part + 1:
        return OwnPlace(took_part)
    sharing = board.filter(_alike(result, chain)).count()
    worse_first = [_turned(step) for step in ordering(chain)]
    above = board.filter(better).order_by(*worse_first).first()
    apart = None
    if above is not None:
        rank_above = board.filter(_better(above, chain)).count() + 1
        apart = separation(above, result, chain, rank_above=rank_above)
    return OwnPlace(took_part, rank, sharing - 1, apart)


def _turned(order: str) -> str:
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"


def _alike(result: Result, chain: Sequence[str]) -> Q:
    return Q(**{step: getattr(result, step) for step in chain})


def _better(result: Result, chain: Sequence[str]) -> Q:
    """Better in one step and equal in all before it."""
    better, equal = Q(pk__in=[]), dict[str, Any]()
    for step in chain:
        way = "gt" if HIGHER_IS_BETTER[step] else "lt"
        better |= Q(**equal, **{f"{step}__{way}": getattr(result, step)})
        equal[step] = getattr(result, step)
    return better
