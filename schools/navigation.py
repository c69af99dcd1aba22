"""The ways at the head of every page, by what the reader may do: daily work first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schools.permissions import schools_of
from schools.roles import holdings_of


class SiteSection(NamedTuple):
    """A part of the product: its name, its first page, and what its addresses begin with."""

    name: Promise
    view: str
    starts: tuple[str, ...]


CLASSES = SiteSection(_("My classes"), "competition:classes", ("staff/classes/", "staff/sittings/"))
BOARDS = SiteSection(_("Boards"), "leaderboard:boards", ("boards/",))
INSIGHT = SiteSection(_("Insight"), "leaderboard:insight", ("staff/insight/",))
QUESTIONS = SiteSection(_("Questions"), "quizbank:questions", ("staff/questions/",))
DAY = SiteSection(_("The day"), "leaderboard:day", ("staff/day/",))
DAILY = (
    DAY,
    SiteSection(_("Editions"), "competition:editions", ("staff/editions",)),
    SiteSection(_("Schools"), "competition:schools", ("staff/schools/",)),
    BOARDS,
)
RARER = (
    SiteSection(_("Classes of your area"), "competition:area_classes", ("staff/area/",)),
    SiteSection(_("Outages"), "competition:outages", ("staff/outages/",)),
    SiteSection(_("Spreadsheets"), "leaderboard:spreadsheets", ("staff/spreadsheets/",)),
    INSIGHT,
    SiteSection(_("People"), "schools:people", ("staff/people/",)),
    SiteSection(_("Record"), "base:record", ("staff/record/",)),
    SiteSection(_("Mails"), "base:mails", ("staff/mails/",)),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One link; ``current`` is the value of ``aria-current``, empty elsewhere."""

    name: str
    url: str
    current: str


class Ways(NamedTuple):
    """The links in sight, and those behind "More"."""

    daily: list[Way]
    more: list[Way]

    @property
    def within(self) -> Way | None:
        """The link behind "More" that stands for this page."""
        return next((way for way in self.more if way.current), None)


def ways_of(request: HttpRequest) -> Ways:
    """What the reader has work with, and nothing that would only be refused; one small query."""
    held = holdings_of(request.user)
    questions = (QUESTIONS,) if held.works_on_questions else ()
    if held.organizes:
        own = (CLASSES,) if schools_of(request.user).exists() else ()
        return Ways(_ways(request, DAILY), _ways(request, (*own, *questions, *RARER)))
    day = (DAY,) if held.looks_on else ()
    figures = (INSIGHT,) if held.is_ministry else ()
    taught = not (day or figures or questions) or schools_of(request.user).exists()
    own = (CLASSES,) if taught else ()
    return Ways(_ways(request, (*day, *figures, *questions, *own, BOARDS)), [])


def _ways(request: HttpRequest, sections: tuple[SiteSection, ...]) -> list[Way]:
    return [_way(request.path, section) for section in sections]


def _way(path: str, section: SiteSection) -> Way:
    url = reverse(section.view)
    _language, _slash, rest = path.removeprefix("/").partition("/")
    inside = "true" if rest.startswith(section.starts) else ""
    return Way(str(section.name), url, "page" if path == url else inside)
