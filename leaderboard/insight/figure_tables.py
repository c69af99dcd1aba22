"""What a table of the ministry is made from and of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _

from base.spreadsheets.workbook import Value
from leaderboard.insight.figure_names import Names
from leaderboard.insight.reasons import Reason, nobody, too_fine, why_not
from leaderboard.insight.rows import Body, Depth, InsightArea, ScoreRow
from schools.rules.percents import one_decimal


@dataclass(frozen=True, slots=True)
class FigureTable:
    """What stands below a picture and in the files; ``bars``: label, number, number in words."""

    finding: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    bars: Sequence[tuple[str, float, str]] = ()
    # what the whole width stands for; the largest number where it is empty
    full: float | None = None
    notes: Sequence[str] = ()
    # of the areas that the rows are about, "" where there is nothing below one
    keys: Sequence[str] = ()
    # why there is nothing, and where it is told
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks at: published figures, the place, and the filters."""

    body: Body
    names: Names
    key: str
    division: str = ""
    language: str = ""
    # of the questions of the division's paper, in order; texts only where they may be told
    questions: Sequence[Mapping[str, str]] = field(default_factory=list)

    @property
    def area(self) -> InsightArea | None:
        """The place, as far as participation is published of it.

        Small areas that stand together in scores may stand otherwise in participation.
        """
        found = next((one for one in self.body["areas"] if one["key"] == self.key), None)
        same = found is None or self.depth is None or found["merged"] == self.depth["merged"]
        return found if same else None

    @property
    def depth(self) -> Depth | None:
        """The place, as far as more is published of it."""
        return next((one for one in self.body["depths"] if one["key"] == self.key), None)

    @property
    def areas(self) -> list[InsightArea]:
        """The place's parts, or itself where it has none."""
        inside = [one for one in self.body["areas"] if one["parent"] == self.key]
        return inside or [one for one in (self.area,) if one]

    @property
    def depths(self) -> list[Depth]:
        """The same of what tells more."""
        inside = [one for one in self.body["depths"] if one["parent"] == self.key]
        return inside or [one for one in (self.depth,) if one]

    @property
    def cell(self) -> str:
        """The key of what the filters ask for."""
        return f"{self.division}/{self.language}" if self.language else self.division

    @property
    def outcome(self) -> ScoreRow | None:
        """The place's outcome under the filters."""
        return self.depth["cells"].get(self.cell) if self.depth else None


def nothing(look: Look, *, depth: bool) -> FigureTable:
    """Where nothing may be told: why, and where to look instead."""
    reason = _why(look, depth=depth)
    return FigureTable(reason.text, [_("area")], [], reason=reason)


def _why(look: Look, *, depth: bool) -> Reason:
    if look.area and not look.area["pupils"]:
        return nobody()
    is_told = look.depth if depth else look.area
    return too_fine() if is_told else why_not(look.body, look.names, look.key, depth=depth)


def counted(number: int) -> str:
    """A number as it is read, its thousands parted."""
    return number_format(number, force_grouping=True)


def percent(number: float) -> str:
    """As it stands beside a bar."""
    return f"{localize(number)} %"


def in_sentence(share: float) -> str:
    """Per cents as people say them: without a decimal that is nothing."""
    return localize(int(share) if share == int(share) else share)


def of_hundred(part: int, whole: int) -> float | None:
    """Per cent with one decimal; none of nothing."""
    return one_decimal(100 * part / whole) if whole else None


def keys_of(look: Look, groups: Sequence[InsightArea | Depth]) -> list[str]:
    """The keys of groups that have others below them, for a way there."""
    parents = {one["parent"] for one in (*look.body["areas"], *look.body["depths"])}
    return [
        one["key"] if one["key"] in parents and one["key"] != look.key else "" for one in groups
    ]


def together(look: Look, groups: Sequence[InsightArea | Depth]) -> list[str]:
    """A note on which areas stand together."""
    return [
        _("Other areas together: %(areas)s.") % {"areas": ", ".join(look.names.members(group))}
        for group in groups
        if group["merged"]
    ]
