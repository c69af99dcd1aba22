"""Which boards there are and are due, and what boards of schools, regions and countries count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from base.languages.texts import in_both_scripts
from competition.models import Division, Edition, Result, Window
from leaderboard.boards.permissions import earlier_boards, public_boards
from leaderboard.models import Board, Seal, Winner, WinnersPlan
from leaderboard.results.public_results import Place, public_results
from leaderboard.results.queries import PUPILS, SCHOOL, UNKNOWN, schools_that_count
from leaderboard.rules.snapshots import TOP, Content, Figure, empty
from leaderboard.rules.threshold import fewest
from schools.models import Card, Country, Region, School
from schools.rules.percents import share_of

# Editions whose boards still move; from the seal on the list is final.
MOVING_STATES = (Edition.State.LIVE, Edition.State.REVIEW)
# How far back a look goes: longer than any transaction takes from its clock reading to its commit,
# and than the clocks of two servers differ.
OVERLAP = timedelta(seconds=30)
# Approving a teacher, verifying a school or a new window changes a board but no result.
LONGEST_REST = timedelta(seconds=60)

# Pupils who have finished: by country and then by school.
type TakingPart = Mapping[str, Counter[int]]


def reopened_editions() -> QuerySet[Seal, int]:
    """Those whose sealed list is looked at again, among editions on the move: their boards show it
    until it is sealed anew."""
    return Seal.objects.filter(reopened_at__isnull=False).values_list("edition", flat=True)


def expected_boards() -> set[tuple[int, str | None]]:
    """``(division, country)`` of every board of pupils that editions on the move should have.

    Where several countries take part, there is one across them: ``(division, None)``.
    """
    divisions = Division.objects.filter(edition__state__in=MOVING_STATES)
    divisions = divisions.exclude(edition__in=reopened_editions())
    pairs = divisions.filter(edition__windows__isnull=False).values_list(
        "pk", "edition__windows__country"
    )
    found = set[tuple[int, str | None]](pairs.distinct().order_by())
    several = Counter(division for division, _country in found)
    return found | {(division, None) for division, count in several.items() if count > 1}


def expected_figures() -> set[tuple[int, str, str | None]]:
    """``(edition, kind, country)`` of every board of figures that editions on the move need."""
    moving = Window.objects.filter(edition__state__in=MOVING_STATES)
    windows = moving.exclude(edition__in=reopened_editions()).order_by()
    found = set[tuple[int, str, str | None]]()
    for edition, country in windows.values_list("edition", "country").distinct():
        found |= {(edition, kind, country) for kind in (Board.Kind.SCHOOLS, Board.Kind.REGIONS)}
        found.add((edition, Board.Kind.COUNTRIES, None))
    return found


def moving_boards() -> list[Board]:
    """The boards of pupils of editions on the move, frozen ones too; those across countries last,
    for they put together what the others have just counted."""
    boards = Board.objects.filter(
        kind=Board.Kind.PUPILS, division__edition__state__in=MOVING_STATES
    )
    boards = boards.exclude(division__edition__in=reopened_editions()).order_by(
        F("country").asc(nulls_last=True)
    )
    return list(boards.select_related("division__edition"))


def changed_lately(*, at: datetime) -> set[Place]:
    """The boards with results that changed a little while ago; one query."""
    changed = Result.objects.filter(changed_at__gte=at - OVERLAP).order_by()
    return set(changed.values_list("division", "country").distinct())


def boards_due(boards: Sequence[Board], news: Collection[Place], *, at: datetime) -> list[Board]:
    """Boards to build again: there is news of them, or nobody has looked at them for long.

    The one across countries rests while one of theirs is frozen: it would tell what that one hides.
    """
    divisions = {division for division, _country in news}
    frozen = {board.division_id for board in boards if board.frozen_at is not None}
    return [
        board
        for board in boards
        if (
            board.place in news
            or board.counted_at is None
            or board.counted_at <= at - LONGEST_REST
            or (board.country_id is None and board.division_id in divisions)
        )
        and board.frozen_at is None
        and not (board.country_id is None and board.division_id in frozen)
    ]


def free_across(divisions: Collection[int | None]) -> QuerySet[Board]:
    """The boards across countries of these divisions that rest for no frozen one of theirs."""
    frozen = Board.objects.filter(division=OuterRef("division"), frozen_at__isnull=False)
    across = Board.objects.filter(division__in=divisions, country__isnull=True)
    return across.exclude(Exists(frozen)).select_related("division__edition")


def family(board: Board) -> list[Board]:
    """A board of pupils, as it is, and where it is across countries the others of its division."""
    if board.country_id is not None or board.division_id is None:
        return [board]
    others = Board.objects.filter(division=board.division_id).exclude(pk=board.pk)
    return [board, *others.select_related("division__edition")]


def of_countries(board: Board, boards: Iterable[Board]) -> list[Board]:
    """The boards a board across countries puts together: those that show rows themselves.

    A country that holds back cannot be found by taking the others away.
    """
    inside = [other for other in boards if other.division_id == board.division_id]
    return [other for other in inside if other.country_id is not None and other.shows_rows]


def pupils_told(edition: Edition, country: str) -> int | None:
    """How many pupils of a country the public has been told of, for pages below this app: while its
    board of schools is frozen the number rests as well."""
    boards = public_boards().filter(edition=edition, country=country)
    board = boards.filter(kind=Board.Kind.SCHOOLS).first()
    return board.told if board else None


def has_earlier_years(country: str) -> bool:
    """Whether a country has boards of archived editions, for pages below this app."""
    return earlier_boards().filter(country=country).exists()


def open_winners(editions: Collection[int], *, at: datetime) -> set[int]:
    """Those of these editions that have winners whom anybody may read, each country on a page; two
    statements, one where there are none."""
    plans = WinnersPlan.public(at).filter(edition__in=editions)
    found = set(plans.values_list("pk", flat=True))
    if not found:
        return set()
    awards = Winner.objects.filter(edition__in=found).held().called().pupils()
    return set(awards.order_by().values_list("edition", flat=True).distinct())


# ------------------------------------------------------------------ figures


def taking_part(edition: Edition) -> TakingPart:
    """Who has finished, of results the public may see, without age groups of too few, which boards
    of pupils hold back as well; one query."""
    rows = public_results().filter(division__edition=edition).order_by()
    counted = list(rows.values_list("country", "division", SCHOOL).annotate(Count("pk")))
    ages, found = Counter[tuple[str, int]](), dict[str, Counter[int]]()
    for country, division, _school, pupils in counted:
        ages[country, division] += pupils
    for country, division, school, pupils in counted:
        if ages[country, division] >= fewest(edition.publishing_threshold):
            found.setdefault(country, Counter())[school] += pupils
    return found


def figures_of(board: Board, there: TakingPart | None = None) -> Content:
    """What a board of figures shows now."""
    edition, code = board.season, board.country_id
    there = taking_part(edition) if there is None else there
    here = there if code is None else {code: there[code]} if code in there else {}
    least = fewest(edition.publishing_threshold)
    rows = ranked(row for row in _rows(board, here, least) if row["pupils"] >= least)
    content = empty(board.pk, kind=board.kind)
    content["rows"] = rows[:TOP]
    content["more_share"] = len(rows) > TOP and rows[TOP]["rank"] == rows[TOP - 1]["rank"]
    content["total"] = sum(schools.total() for schools in here.values()) or None
    return content


def _rows(board: Board, here: TakingPart, least: int) -> list[Figure]:
    if not here:
        return []
    if board.kind == Board.Kind.COUNTRIES:
        finished = {code: schools.total() for code, schools in here.items()}
        return _of_places(board.season, here, Country.objects.in_bulk(list(here)), finished)
    [finished_in] = here.values()
    if board.kind == Board.Kind.SCHOOLS:
        return _of_schools(board.season, {pk: n for pk, n in finished_in.items() if n >= least})
    inside = School.objects.filter(pk__in=finished_in).values_list("pk", "region__path")
    by_region = Counter[int]()
    for pk, path in inside:
        by_region[top_of(path)] += finished_in[pk]
    regions = Region.objects.in_bulk(list(by_region))
    return _of_places(board.season, here, regions, by_region)


def _of_schools(edition: Edition, told: Mapping[int, int]) -> list[Figure]:
    """By the register; a school of which it knows no pupils by the cards of its entered classes."""
    schools = School.objects.in_bulk(list(told))
    unknown = [pk for pk, school in schools.items() if not school.pupil_count]
    entered = Card.objects.filter(
        school_class__school__in=unknown, school_class__entries__edition=edition
    ).order_by()
    cards = dict(entered.values_list("school_class__school").annotate(Count("pk")))
    return [
        _figure(str(pk), {"": str(school)}, told[pk], of=school.pupil_count or cards.get(pk))
        for pk, school in schools.items()
    ]


def _of_places[Key: (int, str)](
    edition: Edition,
    countries: Collection[str],
    places: Mapping[Key, Region | Country],
    done: Mapping[Key, int],
) -> list[Figure]:
    """Largest regions of a country, or countries, with the pupils of all their schools in the
    register; where it does not tell of one school, the share is unknown."""
    of, unknown = Counter[object](), set[object]()
    register = schools_that_count(edition).filter(country__in=list(countries))
    rows = register.values_list("country", "region__path", PUPILS, UNKNOWN)
    for country, path, pupils, untold in rows:
        for key in (country, top_of(path)):
            of[key] += pupils or 0
            unknown |= {key} if untold else set()
    return [
        _figure(place.code, place.names, done[pk], of=None if pk in unknown else of[pk])
        for pk, place in places.items()
    ]


def _figure(key: str, names: dict[str, str], pupils: int, *, of: int | None) -> Figure:
    """A row before it has a rank; so many of 100 where somebody knows of how many."""
    value = min(share_of(pupils, of), 100) if of else None
    return Figure(rank=0, key=key, names=in_both_scripts(names), pupils=pupils, value=value)


def top_of(path: str) -> int:
    """The largest region a path goes through."""
    return int(path.strip("/").split("/")[0])


def ranked(rows: Iterable[Figure]) -> list[Figure]:
    """The rows best first; equal values share a place, unknown ones stand below by pupils."""

    def worth(row: Figure) -> tuple[int, int]:
        return (-1, row["pupils"]) if row["value"] is None else (row["value"], 0)

    ordered = sorted(rows, key=lambda row: (*worth(row), row["pupils"], row["key"]), reverse=True)
    above, place = None, 0
    for count, row in enumerate(ordered, start=1):
        place, above = (place if worth(row) == above else count), worth(row)
        row["rank"] = place
    return ordered
