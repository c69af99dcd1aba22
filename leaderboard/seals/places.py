"""Places of a list that is sealed or laid before, as pages show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from base.languages.speech import variant
from competition.aliases import alias as wording
from competition.aliases.alias import Codes
from competition.models import Alias, Result
from competition.rules.scoring import chain_of
from leaderboard.models import Seal
from leaderboard.results.queries import LARGE
from leaderboard.results.words import in_words
from leaderboard.rules.ranking import Separation, place
from schools.models import Country

# ``(country, division)`` of a board.
type Place = tuple[str, str]


class ScoreValues(NamedTuple):
    """What a chain of steps compares; no minutes where they decide nothing."""

    score: int
    hard: int
    tie_break: int
    time: int = 0


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
        return name_of(self.alias, language, self.place[0])


def name_of(codes: str, language: str, country: str) -> str:
    """An alias by its codes, as a reader sees it, and as it is spoken in its country."""
    adjective, animal, number = codes.split(" ")
    spoken = variant(language, country)
    return wording.text(wording.Codes(adjective, animal, int(number)), spoken)


def lines_of(body: str) -> Iterator[ListLine]:
    """The rows of a final list."""
    for line in body.splitlines()[1:]:
        rank, alias, country, division, *values = line.split(";")
        told = tuple(int(value) for value in values if value)
        yield ListLine((country, division), int(rank), alias, told)


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The rows of one board: those with an alias by it, best first; the others only counted by what
    decides, since nobody can be told from an equal one."""

    named: dict[str, ListLine] = field(default_factory=dict)
    below: Counter[tuple[int, ...]] = field(default_factory=Counter)

    def add(self, line: ListLine) -> None:
        """One more, in the order of the list."""
        if line.alias:
            self.named[line.alias] = line
        else:
            self.below[line.values] += 1


def by_place(body: str) -> Mapping[Place, BoardRows]:
    """The rows of each board; of 100,000 pupils a few hundred are kept."""
    found = defaultdict[Place, BoardRows](BoardRows)
    for line in lines_of(body):
        found[line.place].add(line)
    return found


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


def rows_apart(then: BoardRows, now: BoardRows) -> RowsApart:
    """From the rows of before to those of now."""
    named, former = now.named, then.named
    both = named.keys() & former.keys()
    rescored = [one for one in named if one in both and named[one].values != former[one].values]
    moved = [one for one in both if named[one].rank != former[one].rank and one not in rescored]
    return RowsApart(
        rescored=rescored,
        moved=len(moved),
        came=[one for one in named if one not in both],
        gone=[one for one in former if one not in both],
        below_came=(now.below - then.below).total(),
        below_gone=(then.below - now.below).total(),
    )


@dataclass(frozen=True, slots=True)
class TopRow:
    """A place with an alias on a board; ``before``: the rank in the last list, 0 if it is new."""

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


def look_of(seal: Seal, before: Seal | None) -> dict[str, Any]:
    """What the second person looks at, ready to be stored: of 100,000 pupils it takes seconds.

    ``{same, boards}``; aliases by their codes. Of a list that was not compared with one before it
    ``was`` of a top row is nothing, and 0 for whoever was not there.
    """
    found, public = by_place(seal.whole), by_place(seal.body)
    old = by_place(before.whole) if before else None
    boards = [
        _board(board, found, old, public) for board in [*seal.boards, *_vanished(seal, before)]
    ]
    if before is not None and before.reopened_at:
        for one in boards:
            one["gone"] = _kept_names(seal.edition_id, one["gone"])
    return {"same": before is not None and before.whole == seal.whole, "boards": boards}


def _kept_names(edition: int, names: Collection[str]) -> list[str]:
    """Those of some aliases, by their codes, that a card has still: who was deleted is called by
    none."""
    numbers = {int(one.rpartition(" ")[2]) for one in names}
    rows = Alias.objects.filter(edition=edition, number__in=numbers)
    there = {" ".join(map(str, codes)) for codes in rows.values_list(*Codes._fields)}
    return [one for one in names if one in there]


def _vanished(seal: Seal, before: Seal | None) -> list[Mapping[str, str | int]]:
    """Boards that stood in the list before and have nobody left."""
    there = {(board["country"], board["division"]) for board in seal.boards}
    old = before.boards if before else ()
    return [
        {**board, "rows": 0} for board in old if (board["country"], board["division"]) not in there
    ]


def _board(
    board: Mapping[str, str | int],
    found: Mapping[Place, BoardRows],
    old: Mapping[Place, BoardRows] | None,
    public: Mapping[Place, BoardRows],
) -> dict[str, Any]:
    place = (str(board["country"]), str(board["division"]))
    now = found.get(place, BoardRows())
    then = now if old is None else old.get(place, BoardRows())
    former = None if old is None else then.named
    top = [[*_line(line), _was(line, former)] for line in now.named.values()]
    is_public = place in public or not (now.named or now.below)
    return {**board, "top": top, "public": is_public} | asdict(rows_apart(then, now))


def _line(line: ListLine) -> tuple[int, str, Sequence[int]]:
    return line.rank, line.alias, line.values


def _was(line: ListLine, former: Mapping[str, ListLine] | None) -> int | None:
    if former is None:
        return None
    return former[line.alias].rank if line.alias in former else 0


def looks_at(seal: Seal, before: Seal | None, language: str) -> list[BoardLook]:
    """The boards of a list in the reader's language, compared with the list before."""
    told = seal.look or look_of(seal, before)
    countries = Country.objects.in_bulk([board["country"] for board in seal.boards])
    return [_in_words(board, countries, language, seal.edition.ranking) for board in told["boards"]]


def _in_words(
    board: Mapping[str, Any], countries: Mapping[str, Country], language: str, ranking: str
) -> BoardLook:
    place = (board["country"], board["division"])
    return BoardLook(
        country=str(countries.get(place[0], place[0])),
        division=place[1],
        rows=board["rows"],
        top=_top(place, board["top"], language, chain_of(ranking, board["division"])),
        rescored=[name_of(codes, language, place[0]) for codes in board["rescored"]],
        moved=board["moved"],
        came=[name_of(codes, language, place[0]) for codes in board["came"]],
        gone=[name_of(codes, language, place[0]) for codes in board["gone"]],
        below_came=board["below_came"],
        below_gone=board["below_gone"],
        public=board["public"],
    )


def _top(
    at: Place, rows: Sequence[Sequence[Any]], language: str, chain: Sequence[str]
) -> list[TopRow]:
    lines = [ListLine(at, rank, alias, tuple(values)) for rank, alias, values, _was in rows]
    why = [standing.apart for standing in place((line.scores for line in lines), chain)]
    return [
        _row(line, was, language, apart)
        for line, (*_told, was), apart in zip(lines, rows, why, strict=True)
    ]


def _row(line: ListLine, was: int | None, language: str, apart: Separation | None) -> TopRow:
    return TopRow(
        rank=line.rank,
        name=line.name(language),
        animal=line.alias.split(" ")[1],
        score=line.values[0],
        max_score=line.values[1],
        before=was,
        why=in_words(apart) if apart else "",
    )


def list_before(seal: Seal) -> Seal | None:
    """The list that was sealed before this one and reopened, else the one laid before it, if there
    is one that was kept."""
    earlier = Seal.objects.filter(edition=seal.edition_id, pk__lt=seal.pk).exclude(body="")
    sealed = earlier.filter(confirmed_at__isnull=False)
    earlier = sealed if sealed.exists() else earlier
    return earlier.select_related("proposed_by").defer(*LARGE).order_by("pk").last()


def changed_since(seal: Seal) -> bool:
    """Whether a result was written after the list was laid before: it will not be sealed then."""
    results = Result.objects.filter(division__edition=seal.edition_id)
    return results.filter(changed_at__gt=seal.proposed_at).exists()
