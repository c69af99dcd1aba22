"""One class on its teacher's page: what it has come to, and what follows from that."""

from __future__ import annotations

from dataclasses import dataclass, field

from competition.models import Edition, Entry, Sitting, Window
from competition.rules.classes import is_group
from competition.rules.precedence import TAKING
from schools.models import SchoolClass


@dataclass(slots=True)
class ClassRow:
    """A class in an edition, or in none yet, with its sittings and the window of its country.

    ``closed``: the newest first, after them those in which a few played ``apart``. ``offers``:
    editions it may be entered in as well.
    """

    school_class: SchoolClass
    cards: int
    edition: Edition | None = None
    entry: Entry | None = None
    open: list[Sitting] = field(default_factory=list)
    closed: list[Sitting] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    offers: list[Edition] = field(default_factory=list)
    window: Window | None = None
    window_is_open: bool = False
    window_is_over: bool = False
    played: int = 0
    printed: bool = False

    @property
    def zone(self) -> str:
        """The clocks of its country, by which its days and hours are told."""
        return self.school_class.school.country.timezone

    @property
    def to_come(self) -> int:
        """How many cards have not finished the official quiz, once some have."""
        return max(self.cards - self.played, 0) if self.played else 0

    @property
    def all_played(self) -> bool:
        """Whether each card has finished the official quiz."""
        return 0 < self.cards <= self.played

    @property
    def group_to_come(self) -> bool:
        """Whether a part of the class, which plays in groups, has still to play."""
        return bool(self.to_come) and is_group(self.to_come, self.cards)

    @property
    def live(self) -> bool:
        """Whether the edition has come so far that official sittings can be."""
        return self.entry is not None and self.entry.edition.state == Edition.State.LIVE

    @property
    def further(self) -> list[Edition]:
        """Editions that are offered beside the one of this row."""
        return [one for one in self.offers if one != self.edition]

    @property
    def rehearsed(self) -> bool:
        """Whether a rehearsal is over that somebody has played."""
        return Sitting.Kind.REHEARSAL in {one.kind for one in self.closed}

    @property
    def has_sat(self) -> bool:
        """Whether an official sitting is over."""
        return Sitting.Kind.OFFICIAL in {one.kind for one in self.closed}

    @property
    def may_sit(self) -> bool:
        """Whether an official sitting can be opened now, as far as edition and window go."""
        return self.live and self.window_is_open and self.has_paper

    @property
    def open_rehearsal(self) -> Sitting | None:
        """The rehearsal that is open, the newest of several."""
        return self._open_of(Sitting.Kind.REHEARSAL)

    @property
    def open_official(self) -> Sitting | None:
        """The official sitting that is open, the newest of several."""
        return self._open_of(Sitting.Kind.OFFICIAL)

    def _open_of(self, kind: Sitting.Kind) -> Sitting | None:
        return next((one for one in self.open if one.kind == kind), None)

    @property
    def has_paper(self) -> bool:
        """Whether the official paper is there."""
        return self.entry is not None and self.entry.division.official_id is not None

    @property
    def has_rehearsal(self) -> bool:
        """Whether there are questions to rehearse with, as far as the edition goes."""
        return (
            self.entry is not None
            and self.entry.division.rehearsal_id is not None
            and self.entry.edition.state in TAKING
        )

    @property
    def may_rehearse(self) -> bool:
        """Whether a rehearsal can be opened: not while the class plays its official quiz."""
        return self.has_rehearsal and self.open_official is None

    @property
    def results(self) -> Sitting | None:
        """The official sitting whose results are those of the class."""
        return next((one for one in self.closed if one.kind == Sitting.Kind.OFFICIAL), None)

    @property
    def left_paused(self) -> Sitting | None:
        """An official sitting that is paused while no window is left: answers wait for its end."""
        found = self.open_official if self.window_is_over else None
        return found if found and found.paused_at else None

    @property
    def step(self) -> str:
        """What is next: ``watch``, ``sit``, ``enter``, ``cards`` or ``results``."""
        if self.open:
            return "watch"
        if self.may_sit and (self.group_to_come or not self.has_sat):
            return "sit"
        if self.has_sat:
            return "results"
        return "enter" if self.entry is None and self.edition else "cards"
