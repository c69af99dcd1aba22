"""One condition of a step: what is looked at, what is wrong, and who may read how much of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from competition.models import Edition
from schools.roles import Area


@dataclass(slots=True)
class Check:
    """One condition in words, what is wrong with it now, and where it is mended.

    ``look``: does not stop the step, but somebody has to say that they have seen it. ``moot``:
    this edition has nothing it could be about. ``act``: an address that mends it with one press.
    ``notes``: what the step brings about, told before it is taken. ``details``: what of it lies in
    an area, by name of class and school: ``faults`` say of all countries how much there is, and
    ``own`` what the reader may know of it.
    """

    text: str
    faults: list[str] = field(default_factory=list)
    url: str = ""
    look: bool = False
    moot: bool = False
    act: str = ""
    act_label: str = ""
    # Nothing mends it any more, so that the step is not offered at all.
    for_good: bool = False
    notes: list[str] = field(default_factory=list)
    details: Callable[[Area], list[str]] | None = None
    own: list[str] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether it stops the step."""
        return bool(self.faults) and not self.look


type Checker = Callable[[Edition, datetime], Check]
