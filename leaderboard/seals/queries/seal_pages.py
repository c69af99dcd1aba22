"""What the second person of the seal looks at: the places, and what changed since the last list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from competition.aliases import alias as wording
from competition.models import Edition, Result
from leaderboard.models import Export, Seal
from leaderboard.results.decided_by import in_words
from leaderboard.rules.ranking import Separation, place
from schools.models import Country, User

SHOWN = 5

# ``(country, division)`` of a board.
type Place = tuple[str, str]


class ScoreValues(NamedTuple):
    """What a chain of steps compares."""

    score: int
    wrong: int
    hard: int
    tie_break: int
    time: int


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of the list; ``alias`` by its codes, empty below the best; ``values`` decide."""

    place: Place
    rank: int
    alias: str
    values: tuple[int, ...]

    @property
    def scores(self) -> ScoreValues:
        """By the steps that decide."""
        score, _most, *rest = self.values
        return ScoreValues(score, *rest)

    def name(self, language: str) -> str:
        """The alias as a reader sees it."""
        adjective, animal, number = self.alias.split(" ")
        return wording.text(wording.Codes(adjective, animal, int(number)), language)


@dataclass(frozen=True, slots=True)
class TopRow:
    """A place at the top of a board; ``before``: the rank in the last list, 0 if it is new."""

    rank: int
    name: str
    animal: str
    score: int
    max_score: int
    before: int | None
    # why it is not the place above, in words; empty for the first
    why: str


@dataclass(frozen=True, slots=True)
class BoardLook:
    """One board as it would be sealed, and how it differs from the list before."""

    country: str
    division: str
    rows: int
    sha256: str
    top: Sequence[TopRow]
    # with other points, and how many only have another place because others came or went
    rescored: Sequence[str]
    moved: int
    came: Sequence[str]
    gone: Sequence[str]
    below_came: int
    below_gone: int
    # whether its rows are in the list that anybody gets
    public: bool

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        above = self.rescored or self.moved or self.came or self.gone
        return bool(above or self.below_came or self.below_gone)


def lines_of(body: str) -> Iterator[ListLine]:
    """The rows of a final list."""
    for line in body.splitlines()[1:]:
        rank, alias, country, division, *values = line.split(";")
        yield ListLine((country, division), int(rank), alias, tuple(map(int, values)))


def looks_at(
    seal: Seal, before: Seal | None, language: str, chain: Sequence[str]
) -> list[BoardLook]:
    """The boards of a list, compared with the list before if there is one."""
    found, old = by_place(seal.whole), by_place(before.whole) if before else None
    countries = Country.objects.in_bulk([board["country"] for board in seal.boards])
    public = by_place(seal.body)
    return [
        _look(board, countries, found, old, public, language, chain)
        for board in [*seal.boards, *_vanished(seal, before)]
    ]


def _vanished(seal: Seal, before: Seal | None) -> list[Mapping[str, str | int]]:
    """Boards that stood in the list before and have nobody left."""
    there = {(board["country"], board["division"]) for board in seal.boards}
    old = before.boards if before else ()
    return [
        {**board, "rows": 0, "sha256": ""}
        for board in old
        if (board["country"], board["division"]) not in there
    ]


def by_place(body: str) -> Mapping[Place, list[ListLine]]:
    found = defaultdict[Place, list[ListLine]](list)
    for line in lines_of(body):
        found[line.place].append(line)
    return found


def _look(
    board: Mapping[str, str | int],
    countries: Mapping[str, Country],
    found: Mapping[Place, list[ListLine]],
    old: Mapping[Place, list[ListLine]] | None,
    public: Mapping[Place, list[ListLine]],
    language: str,
    chain: Sequence[str],
) -> BoardLook:
    place = (str(board["country"]), str(board["division"]))
    now = found[place]
    then = now if old is None else old[place]
    named, former = _named(now), _named(then)
    known = None if old is None else former
    apart = rows_apart(then, now)
    return BoardLook(
        country=str(countries.get(place[0], place[0])),
        division=place[1],
        rows=int(board["rows"]),
        sha256=str(board["sha256"]),
        top=_top(now, known, language, chain),
        rescored=[named[one].name(language) for one in apart.rescored],
        moved=apart.moved,
        came=[named[one].name(language) for one in apart.came],
        gone=[former[one].name(language) for one in apart.gone],
        below_came=apart.below_came,
        below_gone=apart.below_gone,
        public=place in public or not now,
    )


@dataclass(frozen=True, slots=True)
class RowsApart:
    """What differs between the rows of one board, by the codes of aliases; below them counted.

    ``moved``: another place only because others came or went.
    """

    rescored: Sequence[str]
    moved: int
    came: Sequence[str]
    gone: Sequence[str]
    below_came: int
    below_gone: int

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        above = self.rescored or self.moved or self.came or self.gone
        return bool(above or self.below_came or self.below_gone)


def rows_apart(then: Sequence[ListLine], now: Sequence[ListLine]) -> RowsApart:
    """From the rows of before to those of now."""
    named, former = _named(now), _named(then)
    both = named.keys() & former.keys()
    rescored = [one for one in named if one in both and named[one].values != former[one].values]
    moved = [one for one in both if named[one].rank != former[one].rank and one not in rescored]
    below, below_then = _below(now), _below(then)
    return RowsApart(
        rescored=rescored,
        moved=len(moved),
        came=[one for one in named if one not in both],
        gone=[one for one in former if one not in both],
        below_came=(below - below_then).total(),
        below_gone=(below_then - below).total(),
    )


def _top(
    lines: Sequence[ListLine],
    former: Mapping[str, ListLine] | None,
    language: str,
    chain: Sequence[str],
) -> list[TopRow]:
    best = [line for line in lines[:SHOWN] if line.alias]
    why = [standing.apart for standing in place((line.scores for line in best), chain)]
    return [_row(line, former, language, one) for line, one in zip(best, why, strict=True)]


def _row(
    line: ListLine,
    former: Mapping[str, ListLine] | None,
    language: str,
    apart: Separation | None,
) -> TopRow:
    before = None
    if former is not None:
        before = former[line.alias].rank if line.alias in former else 0
    return TopRow(
        rank=line.rank,
        name=line.name(language),
        animal=line.alias.split(" ")[1],
        score=line.values[0],
        max_score=line.values[1],
        before=before,
        why=in_words(apart) if apart else "",
    )


def _named(lines: Sequence[ListLine]) -> dict[str, ListLine]:
    return {line.alias: line for line in lines if line.alias}


def _below(lines: Sequence[ListLine]) -> Counter[tuple[int, ...]]:
    """Those without an alias by what decides: nobody can be told from an equal one."""
    return Counter(line.values for line in lines if not line.alias)


def list_before(seal: Seal) -> Seal | None:
    """The list laid before this one, if there is one that was kept."""
    earlier = Seal.objects.filter(edition=seal.edition_id, pk__lt=seal.pk).exclude(body="")
    if seal.corrects_id:
        earlier = earlier.filter(pk=seal.corrects_id)
    return earlier.select_related("proposed_by").last()


def changed_since(seal: Seal) -> bool:
    """Whether a result was written after the list was laid before: it will not be sealed then."""
    results = Result.objects.filter(division__edition=seal.edition_id)
    return results.filter(changed_at__gt=seal.proposed_at).exists()


def workbook_of(edition: Edition, user: User, seal: Seal) -> Export | None:
    """The user's workbook that was asked for after the list was laid before."""
    mine = Export.objects.filter(edition=edition, user=user, part=Export.Part.WORKBOOK)
    asked = mine.filter(asked_at__gte=seal.proposed_at).select_related("job")
    return asked.order_by("pk").last()
