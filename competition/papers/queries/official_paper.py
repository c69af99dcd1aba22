"""Which paper counts for a class: the official one, or the reserve where that has become known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from competition.models import Division, Edition, Entry, ReserveUse, Sitting
from quizbank.models import Paper
from schools.models import Country


def official_paper(entry: Entry) -> Paper | None:
    """What a class takes whose sitting is opened now; one query."""
    division = entry.division
    country = entry.school_class.school.country_id
    if division.reserve_id and running_uses(division).filter(country=country).exists():
        return division.reserve
    return division.official


def running_uses(division: Division) -> QuerySet[ReserveUse]:
    """The countries whose classes take the reserve paper now."""
    return ReserveUse.objects.filter(division=division, ended_at__isnull=True)


@dataclass(frozen=True, slots=True)
class ReservePlace:
    """The reserve paper of an age group in one country, and every time it was taken into use."""

    division: Division
    country: Country
    uses: Sequence[ReserveUse]
    sittings: int

    @property
    def running(self) -> ReserveUse | None:
        """The use that goes on, if there is one."""
        return next((one for one in self.uses if one.ended_at is None), None)


def reserve_places(edition: Edition, countries: Iterable[Country]) -> Iterator[ReservePlace]:
    """Those that there are, by age group; two queries for each."""
    divisions = edition.divisions.filter(reserve__isnull=False).order_by("pk")
    for division in divisions:
        uses = list(division.reserve_uses.select_related("by", "ended_by").order_by("-at"))
        for country in countries:
            taken = Sitting.objects.filter(
                entry__division=division,
                entry__school_class__school__country=country,
                paper=division.reserve_id,
            )
            own = [one for one in uses if one.country_id == country.pk]
            yield ReservePlace(division, country, own, taken.count())
