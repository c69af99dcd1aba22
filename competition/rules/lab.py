"""Pure decisions about the check of a PC: which lines there are, and when a PC is ready."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Line(StrEnum):
    """What is looked at, in the order in which the page shows it."""

    BROWSER = "browser"
    STORAGE = "storage"
    NETWORK = "network"
    SOCKET = "socket"
    SERVER = "server"
    CLOCK = "clock"
    FONT = "font"
    SCREEN = "screen"


class LineState(StrEnum):
    """What came of a line: fine, works with a remark, does not work."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Browser(StrEnum):
    """Families that are told apart; the rest is one."""

    CHROME = "chrome"
    EDGE = "edge"
    FIREFOX = "firefox"
    SAFARI = "safari"
    OPERA = "opera"
    OTHER = "other"


# A large school's PCs of one day; a stranger who has the code can write no more.
MOST_A_DAY = 120
KEPT = timedelta(days=60)
# Without signs that look like others when read from a screen: 0 O, 1 I L, 8 B, 2 Z, 5 S.
SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 6
NEWEST = 999
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class LabReport:
    """What a browser tells of its PC."""

    token: str
    lines: Mapping[Line, LineState]
    browser: Browser
    version: int

    @property
    def ready(self) -> bool:
        """Nothing that the quiz cannot do without is missing."""
        return LineState.BAD not in self.lines.values()


def new_code(draw: Callable[[int], int]) -> str:
    """Six signs, one of 244 million: with 900 schools a guess hits once in 270,000 times.

    ``draw(n)`` gives a number from 0 to n - 1 that nobody can foresee.
    """
    return "".join(SIGNS[draw(len(SIGNS))] for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """A code as it is stored, from what somebody typed: small letters, a space in the middle."""
    return "".join(text.split()).replace("-", "").upper()


def read_report(raw: object) -> LabReport | None:
    """The report in what a browser sent; ``None`` where it has another shape."""
    if not isinstance(raw, Mapping):
        return None
    token, lines, version = raw.get("token"), raw.get("lines"), raw.get("version")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    if not isinstance(lines, Mapping) or set(lines) != set(Line):
        return None
    if not all(isinstance(look, str) and look in set(LineState) for look in lines.values()):
        return None
    if type(version) is not int or not 0 <= version <= NEWEST:
        return None
    return LabReport(
        token=token,
        lines={line: LineState(lines[line]) for line in Line},
        browser=_family(raw.get("browser")),
        version=version,
    )


def _family(name: object) -> Browser:
    return Browser(name) if isinstance(name, str) and name in set(Browser) else Browser.OTHER
