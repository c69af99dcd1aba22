"""What may happen on the day of a quiz to classes of several countries, deed by deed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from base import clock
from competition.models import Attempt, Division, Edition, Entry, Result, Sitting, Window
from competition.sittings.actions.results import write_results
from leaderboard.boards.actions import freeze_boards, unfreeze_boards
from leaderboard.models import Board, Freeze
from leaderboard.rules.ranking import HIGHER_IS_BETTER
from schools.models import Role
from tests import cast
from tests.leaderboard import crowd

CARDS = 12
DIVISIONS = ("12-13", "9-11")


class Deed(NamedTuple):
    """What happens to a school in an age group, by a number that stands for how many and for all
    chance in it, some seconds after the last."""

    what: str
    school: int = 0
    division: int = 0
    number: int = 0
    seconds: int = 1


@dataclass
class World:
    """The classes by school and age group, and who has finished in them."""

    edition: Edition
    sittings: dict[tuple[int, int], Sitting]
    at: datetime = field(default_factory=clock.now)
    finished: dict[tuple[int, int], list[Attempt]] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        """One thing happens."""
        self.at += timedelta(seconds=deed.seconds)
        getattr(self, f"_{deed.what}")(deed, random.Random(deed.number))

    def _nothing(self, deed: Deed, chance: random.Random) -> None:
        """Nobody does anything."""

    def _finish(self, deed: Deed, chance: random.Random) -> None:
        self._come((deed.school, deed.division), deed.number, chance)

    def _crowd(self, deed: Deed, chance: random.Random) -> None:
        for place in self.sittings:
            self._come(place, CARDS, chance)

    def _come(self, place: tuple[int, int], pupils: int, chance: random.Random) -> None:
        sitting, there = self.sittings[place], self.finished.setdefault(place, [])
        if Sitting.objects.get(pk=sitting.pk).closed_at is None:
            cards = list(sitting.entry.school_class.cards.order_by("number"))
            attempts = crowd.finish_of(sitting, cards[len(there) :][:pupils], score=3)
            for attempt in attempts:
                self._score(attempt, chance)
            there += attempts

    def _score(self, attempt: Attempt, chance: random.Random) -> None:
        keys = {step: chance.randint(0, 2) for step in HIGHER_IS_BETTER}
        Result.objects.filter(pk=attempt.pk).update(**keys, changed_at=self.at)

    def _rescore(self, deed: Deed, chance: random.Random) -> None:
        for attempt in self._some(deed, chance):
            self._score(attempt, chance)

    def _void(self, deed: Deed, chance: random.Random) -> None:
        for attempt in self._some(deed, chance):
            Attempt.objects.filter(pk=attempt.pk).update(voided_at=self.at)
            write_results([attempt.pk], at=self.at)

    def _some(self, deed: Deed, chance: random.Random) -> list[Attempt]:
        there = self.finished.get((deed.school, deed.division), [])
        return chance.sample(there, min(len(there), deed.number))

    def _leave(self, deed: Deed, chance: random.Random) -> None:
        Role.objects.filter(school__name=f"S{deed.school}").update(approved_at=None)

    def _return(self, deed: Deed, chance: random.Random) -> None:
        Role.objects.filter(school__name=f"S{deed.school}").update(approved_at=self.at)

    def _close(self, deed: Deed, chance: random.Random) -> None:
        crowd.close(self.sittings[deed.school, deed.division], at=self.at)

    def _freeze(self, deed: Deed, chance: random.Random) -> None:
        """All boards of an age group, or those of one country."""
        boards, sitting = self._boards(deed), self.sittings[deed.school, deed.division]
        if deed.number % 2:
            boards = boards.filter(country=sitting.entry.school_class.school.country)
        freeze_boards(boards, at=self.at, by=None, reason=Freeze.Reason.CHECK)

    def _thaw(self, deed: Deed, chance: random.Random) -> None:
        unfreeze_boards(self._boards(deed), at=self.at, by=None)

    def _boards(self, deed: Deed) -> QuerySet[Board]:
        return Board.objects.filter(division__code=DIVISIONS[deed.division])

    def _rules(self, deed: Deed, chance: random.Random) -> None:
        Edition.objects.update(ranking=chance.choice(Edition.Ranking.values))

    def _threshold(self, deed: Deed, chance: random.Random) -> None:
        Edition.objects.update(publishing_threshold=chance.choice((5, 10, 30)))


def make_world(edition: Edition, countries: Sequence[str], *, divisions: int) -> World:
    """A school for each of these countries, some more than once, with a class of each age group."""
    now, paper = clock.now(), edition.divisions.get().official
    for code in sorted(set(countries) - {"BA"}):
        ends = now + timedelta(hours=9)
        Window.objects.create(
            edition=edition, country=cast.make_country(code), opens_at=now, closes_at=ends
        )
    for code in DIVISIONS[1:divisions]:
        Division.objects.create(edition=edition, code=code, official=paper)
    there = {window.country_id: window.country for window in edition.windows.all()}
    sittings = {}
    for number, country in enumerate(countries):
        school, teacher = crowd.make_school(there[country].regions.get(), f"S{number}")
        for place, code in enumerate(DIVISIONS[:divisions]):
            mine = cast.make_class(school, teacher, label=f"{number}-{code}", cards=CARDS)
            division = edition.divisions.get(code=code)
            entry = Entry.objects.create(edition=edition, division=division, school_class=mine)
            sittings[number, place] = cast.make_sitting(entry)
    return World(edition, sittings)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside was never there."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
