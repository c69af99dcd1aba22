"""What a seal holds, who may be the second person, and what the second one looks at."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from base import clock
from base.languages.collation import sort_key
from base.models import User
from competition.aliases import alias as wording
from competition.editions.queries.taking_part import codes_of
from competition.models import Alias, Attempt, AwardRule, Division, Edition, Result, Sitting
from competition.rules.scoring import RANKINGS
from leaderboard.awards.queries import (
    AwardWords,
    EditionPool,
    SealedAwards,
    award_words,
    sealed_awards,
)
from leaderboard.models import Draw, IssuedDiploma, Seal, Winner, WinnersPlan
from leaderboard.results.public_results import board_results, shown_boards
from leaderboard.results.queries import LARGE, SEPARATOR, ListedResult, boards_of, listed_results
from leaderboard.rules.awards import Given
from leaderboard.rules.ranking import RankedRow, ordering, place
from leaderboard.rules.snapshots import TOP
from leaderboard.rules.winners import seats
from leaderboard.seals.places import name_of
from schools.models import Country, Role, not_ended


@dataclass(frozen=True, slots=True)
class SealedBoard:
    """One board in the final list."""

    country: str
    division: str
    rows: int


@dataclass(slots=True)
class FinalList:
    """The list as anybody gets it, further rows for those who seal, and what is said of both."""

    body: str = ""
    held_back: str = ""
    boards: list[SealedBoard] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many pupils stand in it."""
        return sum(board.rows for board in self.boards)

    @property
    def sha256(self) -> str:
        """What anybody gets from the file."""
        return hashlib.sha256(self.body.encode()).hexdigest()


def final_list(edition: Edition) -> FinalList:
    """Every public result of an edition, board by board, best first.

    Only those on a board's public page stand with their alias: the list is not a way to look up
    a child below it, and of a board that shows no rows it tells none. Aliases have to be drawn
    before.
    """
    columns = ("score", "max_score", *RANKINGS[edition.ranking][1:])
    found = FinalList(";".join(("rank", "alias", "country", "division", *columns)) + "\n")
    boards = boards_of_edition(edition)
    shown = shown_boards([(one.pk, country.pk) for one, country in boards], edition)
    for division, country in boards:
        lines = [
            _line(standing, country, division, columns, named=number <= TOP)
            for number, standing in enumerate(_standings(division, country), start=1)
        ]
        found.boards.append(SealedBoard(country.pk, division.code, len(lines)))
        if (division.pk, country.pk) in shown:
            found.body += "".join(lines)
        else:
            found.held_back += "".join(lines)
    return found


def boards_of_edition(edition: Edition) -> list[tuple[Division, Country]]:
    """The edition's boards with results, in the order of the list."""
    found = boards_of(Result.objects.filter(division__edition=edition, counts=True))
    return sorted(found, key=lambda pair: (pair[1].pk, pair[0].code))


def top_cards(division: Division, country: Country) -> list[int]:
    """The cards that stand on a board's public page."""
    best = board_results(division.pk, country.pk)
    best = best.order_by(*ordering(division.chain), "attempt_id")
    return list(best.values_list("attempt__card_id", flat=True)[:TOP])


def _standings(division: Division, country: Country) -> Iterator[RankedRow[ListedResult]]:
    return place(listed_results(division.pk, country.pk, division.chain), division.chain)


def _line(
    standing: RankedRow[ListedResult],
    country: Country,
    division: Division,
    columns: Sequence[str],
    *,
    named: bool,
) -> str:
    """``columns`` that decide nothing in this age group stay empty."""
    row, told = standing.row, {"max_score", *division.chain}
    alias = (row.alias_codes or "").replace(SEPARATOR, " ") if named else ""
    values = (getattr(row, name) if name in told else "" for name in columns)
    return ";".join(map(str, (standing.rank, alias, country.pk, division.code, *values))) + "\n"


def newest_seal(edition: Edition) -> Seal | None:
    """What was laid before last."""
    seals = Seal.objects.filter(edition=edition).order_by("pk").defer(*LARGE)
    return seals.select_related("edition", "proposed_by", "confirmed_by").last()


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


def content_of(edition: Edition, draw: Draw) -> SealContent:
    """As results stand now; aliases of the best have to be drawn before."""
    return SealContent(final_list(edition), sealed_awards(edition, draw))


def is_waiting(seal: Seal) -> bool:
    """Whether the list laid before last can still be confirmed."""
    return seal.confirmed_at is None and seal.edition.state == Edition.State.REVIEW


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Somebody who may confirm a list, and by what, in words."""

    name: str
    by: str


def second_people(
    edition: Edition, *, but: User, language: str, at: datetime
) -> list[SecondPerson]:
    """Everybody besides ``but`` who may confirm a list of the edition, by name; two queries.

    It is what ``get_sealing_desk`` lets in: coordinators and superusers, and who organizes a
    whole country of it.
    """
    organizes = Q(kind=Role.Kind.ORGANIZER, country__in=codes_of(edition), region=None)
    roles = Role.objects.filter(
        not_ended(at),
        Q(kind=Role.Kind.COORDINATOR) | organizes,
        approved_at__isnull=False,
        user__is_active=True,
    )
    superusers = User.objects.filter(is_active=True, is_superuser=True)
    found = {one: [_("superuser")] for one in superusers}
    for role in roles.select_related("user", "country", "region", "school").order_by("pk"):
        found.setdefault(role.user, []).append(str(role))
    found.pop(but, None)
    people = [SecondPerson(str(one), ", ".join(by)) for one, by in found.items()]
    return sorted(people, key=lambda one: sort_key(one.name, language))


@dataclass(frozen=True, slots=True)
class ToldWinners:
    """How many teachers were told of, confirmed, and told the pupil; how many stand with a name;
    ``public``: whether anybody may see winners by now."""

    told: int
    confirmed: int
    known: int
    named: int
    handed_over: int
    diplomas: int
    public: bool


def told_winners(seal: Seal) -> ToldWinners:
    """Three statements."""
    standing = Winner.objects.filter(edition=seal.edition_id).told().held()
    counts = standing.aggregate(
        told=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        known=Count("pk", filter=Q(pupil_told_at__isnull=False)),
        named=Count("pk", filter=~Q(name="")),
        handed_over=Count("pk", filter=Q(handed_over_at__isnull=False)),
    )
    diplomas = IssuedDiploma.objects.filter(edition=seal.edition_id, revoked_at__isnull=True)
    public = WinnersPlan.public(clock.now()).filter(edition=seal.edition_id)
    return ToldWinners(**counts, diplomas=diplomas.count(), public=public.exists())


NOT_WANTED = (Winner.Gone.DECLINED, Winner.Gone.LATE)


@dataclass(frozen=True, slots=True)
class ChangedHolder:
    """Who has another place, or none (0), of an award; ``winner``: once the teacher was told."""

    ticket: str
    name: str
    then: int
    now: int
    winner: Winner | None


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """One award that somebody gains, loses, or has with another place."""

    words: AwardWords
    holders: Sequence[ChangedHolder]


def awards_apart(edition: Edition, awards: SealedAwards) -> list[dict[str, Any]]:
    """``[{award, names, rows: [[ticket, place before, place now, alias]]}]``, ready
    to be stored. Who did not want it stays so."""
    there = list(Winner.objects.filter(edition=edition).select_related("rule"))
    gone = {(one.key, one.ticket) for one in there if one.gone_why in NOT_WANTED}
    then = defaultdict[str, dict[str, int]](dict)
    for one in there:
        if one.is_held:
            then[one.key][one.ticket] = one.place
    now = _to_give(edition, awards, then, gone)
    names = dict(edition.award_rules.values_list("pk", "names"))
    aliases = {(one.key, one.ticket): one.alias for one in there}
    left = {one.pool.key for one in awards.waiting}
    found = list[dict[str, Any]]()
    for key in sorted(then.keys() | now.keys()):
        old, new = then.get(key, {}), now.get(key, {})
        rows = [
            [one, old.get(one, 0), new.get(one, 0), aliases.get((key, one), "")]
            for one in sorted(old.keys() | new.keys(), key=lambda one: (new.get(one, 0), one))
            if old.get(one, 0) != new.get(one, 0) and key not in left
        ]
        if rows:
            rule = int(key.partition("/")[0])
            found.append({"award": key, "names": names[rule], "rows": rows})
    return found


def _to_give(
    edition: Edition,
    awards: SealedAwards,
    then: Mapping[str, Mapping[str, int]],
    gone: Collection[tuple[str, str]],
) -> dict[str, Mapping[str, int]]:
    """``{award: {ticket: place}}`` of pupils and schools, as it would be given."""
    kinds = dict(edition.award_rules.values_list("pk", "kind"))
    found = {
        key: seats(
            given.winners,
            given.reserves,
            gone={ticket for award, ticket in gone if award == key},
            stepped_in=then.get(key, {}).keys(),
            moves_up=kinds[int(key.partition("/")[0])] != AwardRule.Kind.DRAW,
        )
        for key, given in awards.given.items()
    }
    return found | {
        pool.key: {one.school.ticket: one.rank for one in pool.winners}
        for pool in awards.schools.pools
    }


def changed_awards(seal: Seal, before: Seal | None, language: str) -> list[ChangedAward]:
    """As it was stored with the list, with what has become of each award by now."""
    told = (seal.look or {}).get("changed", ())
    if before is None or not told:
        return []
    words = award_words(told)
    tickets = [row[0] for one in told for row in one["rows"]]
    rows = Winner.objects.filter(edition=seal.edition_id, ticket__in=tickets).told()
    winners = {(one.key, one.ticket): one for one in rows}
    return [
        ChangedAward(
            words[one["award"]],
            [
                ChangedHolder(
                    ticket,
                    name_of(codes, language, one["award"].rpartition("/")[2]) if codes else "",
                    then,
                    now,
                    winner=winners.get((one["award"], ticket)),
                )
                for ticket, then, now, codes in one["rows"]
            ],
        )
        for one in told
    ]


# So many of each award stand on the page; a diploma for enough points has thousands.
MOST_ON_PAGE = 60
# What a draw decides of an award: how many winners, how many reserves.
LEFT = ("take", "reserves_drawn")


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A winner with a place, or a reserve with its number; ``name`` empty: only the ticket."""

    number: int
    ticket: str
    name: str
    animal: str


@dataclass(frozen=True, slots=True)
class LaidAward:
    """One award as it would be sealed.

    ``count``: of all its winners; ``take``, ``reserves_drawn``: how many winners and reserves are
    left to a draw, of so many ``tickets`` that can win.
    """

    name: str
    division: str
    country: str
    winners: Sequence[LaidLine]
    reserves: Sequence[LaidLine]
    count: int
    tickets: int
    take: int
    reserves_drawn: int


def told_of_awards(edition: Edition, awards: SealedAwards) -> list[dict[str, Any]]:
    """What the second person reads of the awards, ready to be stored; aliases by their codes.

    Two statements. ``edition`` has its aliases drawn.
    """
    names = _names(edition)
    return [_told(one, awards, names) for one in awards.pools]


def _names(edition: Edition) -> Mapping[int, str]:
    """``{attempt: codes}`` of those who have an alias: the best of each board."""
    aliases = Alias.objects.filter(edition=edition)
    found = {
        card: " ".join(map(str, codes))
        for card, *codes in aliases.values_list("card_id", *wording.Codes._fields)
    }
    mine = Attempt.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL)
    rows = mine.filter(card__in=aliases.values("card")).values_list("pk", "card_id")
    return {attempt: found[card] for attempt, card in rows}


def _told(one: EditionPool, awards: SealedAwards, names: Mapping[int, str]) -> dict[str, Any]:
    pool = one.pool
    given = awards.given.get(pool.key)
    winners, reserves = given or Given()

    def lines(rows: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
        told = list(rows)[:MOST_ON_PAGE]
        return [(number, it, names.get(awards.attempts[it], "")) for number, it in told]

    return {
        "award": pool.key,
        "names": one.award.rule.names,
        "winners": lines(winners),
        "reserves": lines(reserves),
        "count": len(winners),
        "tickets": len(pool.entries),
        "take": 0 if given else pool.take,
        "reserves_drawn": 0 if given else pool.reserves,
    }


def laid_awards(seal: Seal, language: str) -> list[LaidAward]:
    """In the reader's language, in the order in which they are given; one statement.

    Nothing of a list that was laid before by an earlier release.
    """
    given = (seal.look or {}).get("given", ())
    words = award_words(given)
    return [_award(one, words[one["award"]], language) for one in given]


def _award(told: Mapping[str, Any], words: AwardWords, language: str) -> LaidAward:
    return LaidAward(
        name=words.name,
        division=words.ages,
        country=words.country,
        winners=_lines(told["winners"], language, told["award"].rpartition("/")[2]),
        reserves=_lines(told["reserves"], language, told["award"].rpartition("/")[2]),
        count=told["count"],
        tickets=told["tickets"],
        take=told["take"],
        reserves_drawn=told["reserves_drawn"],
    )


def _lines(rows: Sequence[tuple[int, str, str]], language: str, country: str) -> list[LaidLine]:
    return [
        LaidLine(number, it, name_of(codes, language, country), codes.split(" ")[1])
        if codes
        else LaidLine(number, it, "", "")
        for number, it, codes in rows
    ]
