"""One country of an edition as it is compared with others: counted in full, or as published.

Both have one form. What is published is read off the body that a ministry sees
(``leaderboard.insight``), of the country as a whole, and nothing of it is counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from leaderboard.insight.depth import narrow_band
from leaderboard.insight.rows import Answered, Body, RegisterFacts, Rows, SchoolScore
from leaderboard.rules.school_means import mean_of_schools
from schools.rules.percents import one_decimal


@dataclass(frozen=True, slots=True)
class AgeLine:
    """An age group of a country, or all of them (no ``division``); shares are per cent."""

    division: str
    schools: int | None = None
    pupils: int | None = None
    mean: float | None = None
    half: float | None = None
    schools_share: float | None = None
    pupils_share: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """How an age group answered, in one language or in all (no ``language``): for each question
    per cent right and left open."""

    division: str
    language: str
    pupils: int
    shares: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class CountryPicture:
    """What there is of one country; ``bands``: pupils by their share of the points, as "60-79";
    ``points``: pupils by their points and the points possible, of what is counted in full."""

    lines: Sequence[AgeLine] = ()
    bands: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    points: Mapping[str, Counter[tuple[int, int]]] = field(default_factory=dict)
    answers: Sequence[AnswerLine] = ()


def without_pupils(line: AgeLine) -> AgeLine:
    """The same line without how many pupils there are."""
    return replace(line, pupils=None, pupils_share=None)


def counted_in_full(rows: Rows) -> CountryPicture:
    """A country whose every pupil the reader may see."""
    divisions = sorted({one.division for one in rows.scored}, key=_age)
    own = {code: [one for one in rows.scored if one.division == code] for code in divisions}
    facts = [*rows.known.values()]
    return CountryPicture(
        lines=[
            _with_register(_line("", rows.scored), _sum(facts)),
            *(_line(code, own[code]) for code in divisions),
        ],
        bands={code: sorted(_bands(those).items(), key=_lowest) for code, those in own.items()},
        points={code: _points(those) for code, those in own.items()},
        answers=list(_answers(rows.answered)),
    )


def as_published(body: Body) -> CountryPicture:
    """A country of which the reader gets what is published, and no more."""
    if not body["areas"]:
        return CountryPicture()
    top = body["areas"][0]
    whole = _with_register(AgeLine("", pupils=top["pupils"]), RegisterFacts(*top["known"]))
    if not body["depths"]:
        return CountryPicture([whole])
    depth = body["depths"][0]
    cells = sorted(depth["cells"].items(), key=lambda one: (_age(one[0].split("/")[0]), one[0]))
    return CountryPicture(
        lines=[whole]
        + [
            AgeLine(name, one["schools"], one["pupils"], one_decimal(one["mean"]))
            for name, one in cells
            if "/" not in name
        ],
        bands={
            code: sorted(((str(name), int(many)) for name, many in found), key=_lowest)
            for code, found in depth["bands"].items()
        },
        answers=[
            AnswerLine(
                *_named(name),
                one["pupils"],
                [list(map(one_decimal, pair)) for pair in one["questions"]],
            )
            for name, one in cells
            if one["questions"]
        ],
    )


def _age(division: str) -> int:
    return int(division.split("-")[0])


def _lowest(cell: tuple[str, int]) -> int:
    return int(cell[0].split("-")[0])


def _named(cell: str) -> tuple[str, str]:
    division, _slash, language = cell.partition("/")
    return division, language


def _sum(facts: Sequence[RegisterFacts]) -> RegisterFacts:
    return RegisterFacts(*map(sum, zip(RegisterFacts(0, 0, 0, 0), *facts, strict=True)))


def _line(division: str, those: Sequence[SchoolScore]) -> AgeLine:
    schools: dict[int, tuple[int, int]] = {}
    for one in those:
        points, most = schools.get(one.school, (0, 0))
        schools[one.school] = (points + one.points * one.pupils, most + one.most * one.pupils)
    found = mean_of_schools(list(schools.values())) if division else None
    means = (found.mean, found.half) if found else (None, None)
    return AgeLine(division, len(schools), sum(one.pupils for one in those), *means)


def _with_register(line: AgeLine, facts: RegisterFacts) -> AgeLine:
    """How much of the register that is: the register knows no ages."""
    return AgeLine(
        line.division,
        facts.took_part if line.schools is None else line.schools,
        line.pupils,
        schools_share=_share(facts.took_part, facts.schools),
        pupils_share=_share(line.pupils or 0, facts.known_pupils or 0),
    )


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _bands(those: Iterable[SchoolScore]) -> Counter[str]:
    found = Counter[str]()
    for one in those:
        found[narrow_band(one)] += one.pupils
    return found


def _points(those: Iterable[SchoolScore]) -> Counter[tuple[int, int]]:
    found = Counter[tuple[int, int]]()
    for one in those:
        found[one.points, one.most] += one.pupils
    return found


def _answers(answered: Iterable[Answered]) -> Iterator[AnswerLine]:
    """Each age group in all languages, then in each."""
    groups: dict[tuple[str, str], list[Answered]] = {}
    for one in answered:
        groups.setdefault((one.division, ""), []).append(one)
        groups.setdefault((one.division, one.language), []).append(one)
    for (division, language), those in sorted(groups.items(), key=lambda one: _order(one[0])):
        pupils = sum(one.pupils for one in those)
        right = map(sum, zip(*(one.right for one in those), strict=True))
        left_open = map(sum, zip(*(one.left_open for one in those), strict=True))
        pairs = zip(right, left_open, strict=True)
        shares = [[100 * many / pupils for many in pair] for pair in pairs]
        yield AnswerLine(division, language, pupils, shares)


def _order(group: tuple[str, str]) -> tuple[int, str]:
    return _age(group[0]), group[1]
