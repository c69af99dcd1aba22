"""Who is called, what is still drawn on the stage, and which boards rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base.languages.dates import moment_in_sentence
from base.models import User
from competition.aliases.alias import Codes
from competition.models import AwardRule, Division, Edition
from competition.setup.checks import Check
from leaderboard.awards.queries import DrawnPool, draw_of, drawn_pools
from leaderboard.boards.permissions import boards_run_by
from leaderboard.ceremony.permissions import CeremonyDesk
from leaderboard.models import Board, Draw, Freeze, Winner, WinnersPlan
from leaderboard.models.winner import PublicWinner, Told, grouped
from leaderboard.results.queries import current_seal
from leaderboard.rules.ceremony import MOST_CALLED, BlockShape, ReadingOrder
from leaderboard.seals.checks import frozen_boards
from leaderboard.winners.queries import hall_hears_who, told_publicly
from schools.models import DIVISION_CODES, Country

# So many tickets are on the screen, whoever wins.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class DrawShown:
    """One draw on the screen. ``what``: where the number comes from; ``number`` is there once it is
    drawn, ``entries`` (how many can win) and ``tickets`` of some of them only of a pool that
    anybody may see; ``proof``: the hash of the seed, which was public before."""

    what: str
    number: str
    proof: str
    entries: int
    tickets: Sequence[str]

    @property
    def made(self) -> bool:
        """Whether it is drawn."""
        return bool(self.number)


def pools_to_show(edition: Edition) -> dict[str, DrawShown]:
    """``{award as the seal calls it: its draw}`` of all that a draw decides who wins."""
    draw = draw_of(edition)
    pools = drawn_pools(current_seal(edition)) if draw else []
    return {pool.key: _shown(draw, pool) for pool in pools if draw and pool.pool.take}


def _shown(draw: Draw, pool: DrawnPool) -> DrawShown:
    tickets = pool.tickets if pool.open else ()
    some = tuple(tickets[:: max(len(tickets) // SHOWN, 1)][:SHOWN])
    return DrawShown(draw.source, draw.number, draw.seed_sha256, len(tickets), some)


@dataclass(frozen=True, slots=True)
class CalledPupil:
    """Who is called; ``name`` only with the guardian's consent."""

    place: int
    codes: Codes
    name: str
    school: str
    prize: str


class CalledGroup(NamedTuple):
    """Who of an award is called, and how many are still being confirmed."""

    pupils: Sequence[CalledPupil]
    unconfirmed: int


NOBODY = CalledGroup((), 0)


@dataclass(frozen=True, slots=True)
class CalledBlock:
    """One award of one division and country; ``pupils`` empty while it waits for its draw, and
    where there are too ``many`` to be called; ``unconfirmed``: so many are not on the stage."""

    key: str
    award: AwardRule
    division: Division
    country: Country
    pupils: Sequence[CalledPupil]
    many: int
    draw: DrawShown | None
    unconfirmed: int = 0

    @property
    def is_called(self) -> bool:
        """Whether it is on the stage."""
        return bool(self.pupils) or self.waits or self.many > MOST_CALLED

    @property
    def is_of_somebody(self) -> bool:
        """Whether there is anything to say of it, were it only that nobody is confirmed."""
        return self.is_called or self.unconfirmed > 0

    @property
    def waits(self) -> bool:
        """Whether its draw is still to be made."""
        return self.draw is not None and not self.draw.made

    @property
    def shape(self) -> BlockShape:
        """The same for the pure rules."""
        places = [one.place for one in self.pupils] or [0] * self.many
        drawn = self.draw is not None and self.draw.made
        return BlockShape(self.key, places, drawn, self.waits, together=not self.has_places)

    @property
    def has_places(self) -> bool:
        """Whether its places mean anything: who is drawn, or is among the best per cent, is as
        good as the others."""
        return str(self.award.kind) == AwardRule.Kind.RANK


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the keys of awards stand for."""

    rules: Mapping[int, AwardRule]
    divisions: Mapping[str, Division]
    countries: Mapping[str, Country]

    def is_called(self, key: str) -> bool:
        rule = self.rules[int(key.partition("/")[0])]
        return str(rule.kind) != AwardRule.Kind.THRESHOLD

    @property
    def order(self) -> ReadingOrder:
        ages = [code for code, _label in DIVISION_CODES]
        return ReadingOrder(ages, sorted(self.countries), list(self.rules))


def called_awards(desk: CeremonyDesk) -> list[CalledBlock]:
    """Those whose winners somebody may call. A fixed number of statements.

    Whoever reached a threshold gets the diploma at school.
    """
    edition = desk.edition
    parts, draws = _parts(edition), pools_to_show(edition)
    sizes = _sizes(edition, desk)
    waiting = {
        key
        for key, one in draws.items()
        if not one.made and desk.may_call(key) and parts.is_called(key)
    }
    called = [key for key, size in sizes.items() if size <= MOST_CALLED]
    groups = _groups(edition, called)
    keys = sorted(waiting | set(sizes), key=parts.order.of)
    found = [_block(key, parts, groups.get(key, NOBODY), sizes.get(key, 0), draws) for key in keys]
    return [block for block in found if block.is_of_somebody]


def _sizes(edition: Edition, desk: CeremonyDesk) -> dict[str, int]:
    """``{award: winners}``."""
    rows = Winner.objects.filter(edition=edition).held().called().pupils()
    counted = rows.order_by().values_list("key").annotate(Count("pk"))
    return {key: number for key, number in counted if desk.may_call(key)}


def _parts(edition: Edition) -> _Parts:
    return _Parts(
        rules={one.pk: one for one in edition.award_rules.all()},
        divisions={one.code: one for one in edition.divisions.all()},
        countries={one.pk: one for one in Country.objects.all()},
    )


def _block(
    key: str,
    parts: _Parts,
    group: CalledGroup,
    size: int,
    draws: Mapping[str, DrawShown],
) -> CalledBlock:
    rule, division, country = key.split("/")
    return CalledBlock(
        key=key,
        award=parts.rules[int(rule)],
        division=parts.divisions[division],
        country=parts.countries[country],
        pupils=group.pupils,
        many=size,
        draw=draws.get(key),
        unconfirmed=group.unconfirmed,
    )


def _groups(edition: Edition, keys: Collection[str]) -> dict[str, CalledGroup]:
    """Who holds each award now, best place first."""
    winners = list(Winner.objects.listed(edition).held().filter(key__in=keys))
    told = told_publicly(winners, edition)
    return {award.key: _group(award.winners, told) for award in grouped(winners)}


def _group(winners: Sequence[Winner], told: Told) -> CalledGroup:
    heard = [winner for winner in winners if hall_hears_who(winner, told[winner.pk])]
    pupils = [_pupil(winner, told[winner.pk]) for winner in heard]
    return CalledGroup(pupils, unconfirmed=len(winners) - len(pupils))


def _pupil(winner: Winner, told: PublicWinner) -> CalledPupil:
    codes = winner.codes
    assert codes is not None  # who has an award has an alias  # noqa: S101
    return CalledPupil(winner.place, codes, told.name, told.school, winner.prize)


# Whoever stopped a board for another reason lets it go when that is settled.
FOR_THE_CEREMONY = (Freeze.Reason.CEREMONY, Freeze.Reason.END)


def freezes_now(user: User, edition: Edition) -> list[Freeze]:
    """What holds the boards of an edition that are theirs to move; one query."""
    found = Freeze.objects.filter(lifted_at__isnull=True, board__in=boards_run_by(user, edition))
    shown = found.select_related("board__division__edition", "board__edition", "board__country")
    return list(shown.order_by("reason", "board"))


def resting_boards(user: User, edition: Edition) -> QuerySet[Board]:
    """Those that rest for the ceremony."""
    return boards_run_by(user, edition).filter(
        freezes__lifted_at__isnull=True, freezes__reason__in=FOR_THE_CEREMONY
    )


def no_ceremony_ahead(edition: Edition, at: datetime) -> Check:
    """The check before publication: a ceremony after it has nothing left to reveal.

    Its date is among the dates of the winners; without one, boards that rest for a ceremony tell
    that there is to be one.
    """
    check = Check(_("No ceremony lies ahead"), look=True)
    plan = WinnersPlan.objects.filter(edition=edition).first()
    held_at = plan.ceremony_at if plan else None
    if held_at is None and _boards_rest(edition):
        check.faults = [
            _(
                "Boards rest for a ceremony, and no date of it is set. With this step everybody "
                "reads the final places: if the ceremony is still to come, its secret is out."
            )
        ]
    elif held_at is not None and held_at > at:
        text = _(
            "The ceremony is on %(day)s. With this step everybody reads the final places before: "
            "its secret is out. Publish after it."
        )
        day = moment_in_sentence(timezone.localtime(held_at))
        check.faults = [text % {"day": day}]
    check.url = reverse("leaderboard:winners_plan", args=[edition.slug])
    return check


def no_ceremony_to_come(edition: Edition, at: datetime) -> Check:
    """The check before archiving: until the ceremony winners may change. Without a date of one it
    is about nothing."""
    plan = WinnersPlan.objects.filter(edition=edition).first()
    held_at = plan.ceremony_at if plan else None
    check = Check(_("The ceremony is over"), look=True, moot=held_at is None)
    check.url = reverse("leaderboard:winners_plan", args=[edition.slug])
    if held_at is not None and held_at > at:
        day = moment_in_sentence(timezone.localtime(held_at))
        text = _("The ceremony is on %(day)s: until then a reserve may still step in.")
        check.faults = [text % {"day": day}]
    return check


def _boards_rest(edition: Edition) -> bool:
    stops = Freeze.objects.filter(lifted_at__isnull=True, reason=Freeze.Reason.CEREMONY)
    return stops.filter(board__in=frozen_boards(edition)).exists()
