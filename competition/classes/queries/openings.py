"""What is about to be opened: how far the class is, and for whom of it a sitting can be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from competition.models import Entry, Sitting
from competition.rules.groups import Who, group


@dataclass(frozen=True, slots=True)
class Opening:
    """Which numbers there are, which have begun or finished the paper, and what is open.

    ``running``: an open sitting of the class, an official one before a rehearsal; ``open``: the
    keys of all. ``groups``: for whom of the class a sitting can be, with their numbers.
    """

    numbers: list[int]
    begun: frozenset[int]
    finished: int
    questions: int
    running: Sitting | None
    open: frozenset[int]
    groups: dict[str, list[int]]

    @property
    def cards(self) -> int:
        """How many cards the class has."""
        return len(self.numbers)

    @property
    def waiting(self) -> list[int]:
        """Who has not played yet."""
        return self.groups[Who.REST]

    @property
    def plays(self) -> bool:
        """Whether the class is in an official sitting now: another one is for a group of it."""
        return self.running is not None and self.running.kind == Sitting.Kind.OFFICIAL

    def preset(self, asked: str) -> str:
        """Who is chosen already when the page is shown: who was asked for, else all.

        Nobody where a sitting of all would be an empty one.
        """
        if asked == Who.REST and self.begun and self.waiting:
            return Who.REST
        return "" if self.plays or not self.waiting else Who.ALL

    def of(self, who: str, chosen: Collection[int]) -> list[int] | None:
        """The numbers that were chosen and can still play; nothing for the whole class."""
        if who in ("", Who.ALL):
            return None
        chosen_ones = group(who, self.numbers, played=self.begun, chosen=chosen)
        return [number for number in chosen_ones if number not in self.begun]


def opening(entry: Entry) -> Opening:
    """The official sitting a teacher is asked about; five queries."""
    counting = entry.attempts.filter(
        kind=Sitting.Kind.OFFICIAL, voided_at__isnull=True, started_at__isnull=False
    )
    rows = list(counting.values_list("card__number", "finished_at"))
    begun = frozenset(number for number, _finished in rows)
    paper, there = entry.division.official, _open(entry)
    numbers = list(entry.school_class.cards.order_by("number").values_list("number", flat=True))
    return Opening(
        numbers=numbers,
        begun=begun,
        finished=sum(finished_at is not None for _number, finished_at in rows),
        questions=paper.items.count() if paper else 0,
        running=next(iter(there), None),
        open=frozenset(one.pk for one in there),
        groups={who.value: group(who, numbers, played=begun) for who in Who},
    )


def _open(entry: Entry) -> list[Sitting]:
    """Official ones first, the newest of them before all."""
    there = list(entry.sittings.filter(closed_at__isnull=True).order_by("-opened_at"))
    official = [one for one in there if one.kind == Sitting.Kind.OFFICIAL]
    return [*official, *(one for one in there if one not in official)]
