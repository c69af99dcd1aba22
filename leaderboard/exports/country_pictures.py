"""One country of an edition as it is compared with others: counted in full, or as published.

Both have one form. What is published is read off the body that a ministry sees
(``leaderboard.insight``), of the country as a whole, and nothing of it is counted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderboard.insight.rows import Answered, Body, RegisterFacts, Rows, SchoolScore
from leaderboard.rules.school_means import mean_of_schools
from schools.rules.percents import one_decimal


@dataclass(frozen=True, slots=True)
class AgeLine:
    """An age group of a country, or all of them (no ``division``), in per cent; ``answers``: of
    each question how many had it right, and how many left it open."""

    division: str
    schools: int | None = None
    pupils: int | None = None
    mean: float | None = None
    half: float | None = None
    schools_share: float | None = None
    pupils_share: float | None = None
    answers: Sequence[Sequence[float]] = ()


def without_pupils(line: AgeLine) -> AgeLine:
    """The same line without how many pupils there are."""
    return replace(line, pupils=None, pupils_share=None)


def counted_in_full(rows: Rows) -> list[AgeLine]:
    """A country whose every pupil the reader may see."""
    divisions = sorted({row.division for row in rows.scored}, key=_age)
    whole = _with_register(_line("", rows.scored), _sum([*rows.known.values()]))
    return [whole, *(_of_age(code, rows) for code in divisions)]


def as_published(body: Body) -> list[AgeLine]:
    """A country of which the reader gets what is published, and no more."""
    if not body["areas"]:
        return []
    top = body["areas"][0]
    whole = _with_register(AgeLine("", pupils=top["pupils"]), RegisterFacts(*top["known"]))
    cells = body["depths"][0]["cells"] if body["depths"] else {}
    return [whole] + [
        AgeLine(
            code,
            told["schools"],
            told["pupils"],
            one_decimal(told["mean"]),
            answers=told["questions"],
        )
        for code, told in sorted(cells.items(), key=lambda cell: _age(cell[0].split("/")[0]))
        if "/" not in code
    ]


def _age(division: str) -> int:
    return int(division.split("-")[0])


def _sum(facts: Sequence[RegisterFacts]) -> RegisterFacts:
    return RegisterFacts(*map(sum, zip(RegisterFacts(0, 0, 0, 0), *facts, strict=True)))


def _of_age(division: str, rows: Rows) -> AgeLine:
    line = _line(division, [row for row in rows.scored if row.division == division])
    answered = [row for row in rows.answered if row.division == division]
    return replace(line, answers=_answers(answered))


def _line(division: str, those: Sequence[SchoolScore]) -> AgeLine:
    schools: dict[int, tuple[int, int]] = {}
    for row in those:
        points, most = schools.get(row.school, (0, 0))
        schools[row.school] = (points + row.points * row.pupils, most + row.most * row.pupils)
    found = mean_of_schools(list(schools.values())) if division else None
    means = (found.mean, found.half) if found else (None, None)
    return AgeLine(division, len(schools), sum(row.pupils for row in those), *means)


def _with_register(line: AgeLine, facts: RegisterFacts) -> AgeLine:
    """How much of the register that is: the register knows no ages."""
    return replace(
        line,
        schools=facts.took_part if line.schools is None else line.schools,
        schools_share=_share(facts.took_part, facts.schools),
        pupils_share=_share(line.pupils or 0, facts.known_pupils or 0),
    )


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _answers(answered: Sequence[Answered]) -> list[list[float]]:
    pupils = sum(row.pupils for row in answered)
    right = map(sum, zip(*(row.right for row in answered), strict=True))
    left_open = map(sum, zip(*(row.left_open for row in answered), strict=True))
    pairs = zip(right, left_open, strict=True)
    return [[100 * many / pupils for many in pair] for pair in pairs]
