"""What the teachers of a class may know of its country: read off what was published once."""

from __future__ import annotations

from competition.models import Result, Sitting
from competition.results.beside import CountryOutcome
from leaderboard.models import InsightSnapshot
from leaderboard.rules.suppression import OUTCOME

# The school's own, and as many others as a figure of outcomes is told of.
FEWEST_SCHOOLS = OUTCOME.schools + 1


def country_outcome(sitting: Sitting) -> CountryOutcome | None:
    """Mean and shares of the sitting's age group in its country; nothing before they are published,
    and nothing where the school could take its own pupils off and be left with too few.

    Two queries.
    """
    school = sitting.entry.school_class.school
    found = InsightSnapshot.objects.filter(
        edition=sitting.entry.edition_id, country=school.country_id
    ).first()
    division = sitting.entry.division
    whole = (
        next((one for one in found.body["depths"] if not one["parent"]), None) if found else None
    )
    told = whole["cells"].get(division.code) if whole else None
    if told is None or told["schools"] < FEWEST_SCHOOLS:
        return None
    own = Result.objects.filter(
        division=division, counts=True, attempt__entry__school_class__school=school
    ).count()
    if told["pupils"] - own < division.edition.publishing_threshold:
        return None
    return CountryOutcome(told["mean"], tuple(right for right, _open in told["questions"]))
