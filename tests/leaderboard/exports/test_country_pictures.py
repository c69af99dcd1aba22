"""A country counted in full and as it is published say the same, wherever both say something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderboard.exports.country_pictures import (
    AgeLine,
    as_published,
    counted_in_full,
    without_pupils,
)
from leaderboard.insight.attendance import participation
from leaderboard.insight.figure_names import Names
from leaderboard.insight.figure_tables import Look
from leaderboard.insight.release import release, tree
from leaderboard.insight.rows import Answered, Came, RegisterFacts, Rows, SchoolScore
from schools.models import Country, Region

COUNTRY = tree("BA", [(1, None), (2, None)], ["1", "2"])
AGES = {"9-11": 6, "12-13": 14}


def rows(schools: int, pupils: int = 9) -> Rows:
    """So many schools in two regions, both ages in each, in two languages."""
    there = [
        (str(1 + school % 2), school, ages, language)
        for school in range(schools)
        for ages in AGES
        for language in ("bs", "hr")
    ]
    points = [(place, n, ages, lang, (3 * n + AGES[ages]) % 21) for place, n, ages, lang in there]
    return Rows(
        came=[Came(place, n, ages, pupils) for place, n, ages, _lang in there],
        scored=[SchoolScore(*one, 20, pupils) for one in points],
        answered=[
            Answered(*one, pupils, [pupils, n % 5], [0, 1]) for one in there for n in [one[1]]
        ],
        known={place: RegisterFacts(20, 2000, schools // 2, 9) for place in ("1", "2")},
    )


def test_what_is_published_is_what_was_counted() -> None:
    counted = rows(36)
    full, told = counted_in_full(counted), as_published(release(COUNTRY, counted))
    assert [line.division for line in told] == ["", "9-11", "12-13"]
    for mine, theirs in zip(full, told, strict=True):
        assert (mine.schools, mine.pupils) == (theirs.schools, theirs.pupils)
        assert mine.schools_share == theirs.schools_share
        assert mine.pupils_share == theirs.pupils_share
        assert theirs.mean == (None if mine.mean is None else pytest.approx(mine.mean, abs=0.05))
        assert theirs.half is None
        for said, true in zip(theirs.answers, mine.answers, strict=True):
            assert said == pytest.approx(true, abs=0.05)


def test_a_country_in_full_counts_every_pupil_once() -> None:
    full = counted_in_full(rows(12))
    assert full[0] == AgeLine("", 12, 432, schools_share=30.0, pupils_share=10.8)
    assert [line.pupils for line in full[1:]] == [216, 216]


def test_a_school_without_a_number_leaves_no_share_of_pupils() -> None:
    """432 of 2,000 would be more than there is: the register knows one school less."""
    known = {"1": RegisterFacts(20, 2000, 6, 9), "2": RegisterFacts(20, 1900, 6, 9, 1)}
    counted = replace(rows(36), known=known)
    for picture in (counted_in_full(counted), as_published(release(COUNTRY, counted))):
        assert (picture[0].pupils_share, picture[0].schools_share) == (None, 30)
    regions = {str(n): Region(names={"en": f"Region {n}"}) for n in (1, 2)}
    names = Names(Country(code="BA"), regions)
    table = participation(Look(release(COUNTRY, counted), names, "BA"))
    told = {str(row[0]): [row[5], row[7]] for row in table.rows}
    assert told == {"Region 1": [2000, 32.4], "Region 2": [None, None]}


def test_of_a_country_of_too_few_only_the_own_reader_is_told() -> None:
    counted = replace(rows(2), known={})
    few = release(COUNTRY, counted)
    assert [line.division for line in as_published(few)] == [""]
    assert as_published({"areas": [], "depths": []}) == []
    assert [line.schools_share for line in counted_in_full(counted)] == [None] * 3
    empty = Rows([], [], [], {})
    assert counted_in_full(empty) == [AgeLine("", 0, 0)]


def test_a_whole_line_may_leave_out_how_many_pupils_there_are() -> None:
    line = counted_in_full(rows(12))[0]
    assert line.pupils
    assert without_pupils(line) == replace(line, pupils=None, pupils_share=None)
