"""What one walk knows while it goes: the server, the people at their desks, the classes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Browser, Page

from tests.flows import people
from tests.flows.newcomer import NewTeacher
from tests.machine import ROOT
from tests.walk.desk import Person
from tests.walk.hall import Room
from tests.walk.pupil import Pupil
from tests.walk.served import Server
from tests.walk.year import COUNTRY, ZONE, Class, classes

OUT = ROOT / ".tools/walk"


class Watched(Protocol):
    """Whoever sits at a screen."""

    page: Page


class Walk:
    """The state of a walk; ``here`` is whose screen shows the step that was just taken."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self.browser = server, browser
        self.people: dict[str, Person] = {}
        self.classes: list[Class] = classes()
        self.rooms: list[Room] = []
        self.pupils: list[Pupil] = []
        # The page that a class reads on the wall.
        self.wall: Page | None = None
        # When the window closes; when other editions were begun beside this one, and what anybody
        # saw before; the fingerprint of the sealed list.
        self.closes = datetime.max.replace(tzinfo=UTC)
        self.begun = 0.0
        self.public: dict[str, list[str]] = {}
        self.sealed = ""
        # When the number for draws is known; who did not want what was drawn, and who has it
        # instead: the language of the teacher, and the made-up name in it.
        self.number_known = datetime.max.replace(tzinfo=UTC)
        self.declined = self.instead = ("", "")
        # Of the diploma of the pupil who is called by name.
        self.serial = ""
        self.here: Watched | None = None
        # Who came by herself, and her pupils.
        self.newcomer: NewTeacher | None = None
        self.newcomers: dict[str, people.Person] = {}
        self.her_pupils: list[people.Pupil] = []

    @property
    def home(self) -> list[Class]:
        """Those of the country in which most of it happens."""
        return [one for one in self.classes if one.country == COUNTRY]

    @property
    def abroad(self) -> Class:
        """The one of the other country."""
        [one] = [one for one in self.classes if one.country != COUNTRY]
        return one

    def now(self) -> datetime:
        """By the clock of the servers, as people there read it."""
        return datetime.now(ZONE) + self.server.ahead

    def meet(self, email: str, language: str = "en") -> Person:
        """Somebody with an e-mail at a browser of their own; the same one every time."""
        if email not in self.people:
            self.people[email] = Person(self.browser, self.server.url, language, email)
        return self._see(self.people[email])

    def stranger(self, language: str = "en", name: str = "public") -> Person:
        """Somebody without an account."""
        if name not in self.people:
            self.people[name] = Person(self.browser, self.server.url, language)
        return self._see(self.people[name])

    def _see(self, who: Person) -> Person:
        self.here = who
        return who

    def complaints(self) -> list[str]:
        """What the consoles of all browsers complained of."""
        everybody: dict[str, Person | people.Person] = {**self.people, **self.newcomers}
        return [f"{name}: {one}" for name, who in everybody.items() for one in who.complaints]

    def leave(self) -> None:
        """Whoever needs no browser goes home."""
        for room in self.rooms:
            room.leave()

    def photograph(self, file: Path) -> None:
        """The whole screen of whoever has just done something."""
        if self.here is not None:
            self.here.page.screenshot(path=file, full_page=True)

    def file(self, name: str) -> Path:
        """Where something the walk makes is kept."""
        return OUT / name
