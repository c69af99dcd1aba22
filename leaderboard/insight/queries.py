"""Counts of an edition's pupils by school, for what is published of them once for each seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Substr

from base.languages.texts import in_reader_language
from competition.editions.queries.taking_part import with_part_in
from competition.editions.queries.visible import key_is_open
from competition.models import Edition, Result, Sitting, Window
from competition.papers.queries.papers import scoring_items
from competition.results.queries import CountryOutcome
from competition.rules.edition_steps import SEALED
from leaderboard.insight.rules import Answered, RegisterFacts, Rows, SchoolScore
from leaderboard.insight.tables import AskedQuestion
from leaderboard.models import InsightSnapshot
from leaderboard.results.public_results import public_results
from leaderboard.results.queries import (
    PUPILS,
    SCHOOL,
    SCHOOLS,
    UNKNOWN,
    divisions_of,
    schools_that_count,
    stems_of,
)
from leaderboard.results.words import not_counted
from leaderboard.rules.suppression import FEWEST_SCHOOLS
from quizbank.bank.queries import items_of
from schools.models import Country, Region

PLACE = (f"{SCHOOL}__region", SCHOOL)


def unpublished(*, at: datetime) -> Iterator[tuple[Edition, Country]]:
    """Sealed editions, with each country of theirs without figures of the seal that holds.

    Before the seal an attempt may be voided or a question neutralised. The state alone does not do:
    a window may have been opened again by mistake. What was published of a list that was not
    reopened since never changes.
    """
    editions = Edition.objects.filter(state__in=SEALED)
    over = editions.annotate(last=Max("windows__closes_at")).filter(last__lte=at)
    there = InsightSnapshot.objects.filter(edition=OuterRef("edition"), country=OuterRef("country"))
    due = Window.objects.filter(
        ~Exists(there) | Exists(of_earlier_seals(there)), edition__in=over
    ).select_related("edition", "country")
    seen = {(window.edition, window.country): None for window in due.order_by("pk")}
    yield from seen


def of_earlier_seals(snapshots: QuerySet[InsightSnapshot]) -> QuerySet[InsightSnapshot]:
    """Those of lists that were reopened since."""
    return snapshots.filter(seal__reopened_at__isnull=False)


def counted(edition: Edition, country: Country) -> Rows:
    """Everything in a handful of queries, none of which gives a row for each pupil."""
    results = public_results().filter(division__edition=edition, country=country).order_by()
    return Rows(
        scored=list(_scored(results)),
        answered=list(_answered(edition, results)),
        known=_known(edition, results, country),
    )


def _scored(results: QuerySet[Result]) -> Iterator[SchoolScore]:
    names = (*PLACE, "division__code", "score", "max_score")
    rows = results.values_list(*names).annotate(pupils=Count("pk"))
    return (SchoolScore(str(place), *row) for place, *row in rows)


def _answered(edition: Edition, results: QuerySet[Result]) -> Iterator[Answered]:
    """Of those who sat their division's present paper, one query for each division."""
    for division in divisions_of(edition):
        keys = scoring_items([division.official_id or 0]).get(division.official_id or 0, [])
        those = results.filter(division=division, attempt__sitting__paper=division.official_id)
        digits = {f"choice_{item.number}": Substr("choices", item.number, 1) for item in keys}
        right = {
            f"right_{item.number}": Count(
                "pk", filter=Q(**{f"choice_{item.number}": item.right_mark})
            )
            for item in keys
        }
        blank = {
            f"open_{item.number}": Count("pk", filter=Q(**{f"choice_{item.number}": "0"}))
            for item in keys
        }
        rows = (
            those.annotate(**digits).values(*PLACE).annotate(pupils=Count("pk"), **right, **blank)
        )
        for place, school, pupils, *counts in rows.values_list(*PLACE, "pupils", *right, *blank):
            middle = len(keys)
            yield Answered(
                *(str(place), school, division.code, pupils),
                right=counts[:middle],
                left_open=counts[middle:],
            )


def _known(
    edition: Edition, results: QuerySet[Result], country: Country
) -> dict[str, RegisterFacts]:
    """``{place: …}`` of every place that has a school that counts."""
    took_part = {
        place: counts
        for place, *counts in results.values_list(PLACE[0]).annotate(
            schools=Count(SCHOOL, distinct=True), classes=Count("attempt__entry", distinct=True)
        )
    }
    register = schools_that_count(edition).filter(country=country).order_by().values_list("region")
    rows = register.annotate(
        schools=Sum(SCHOOLS),
        pupils=Sum(PUPILS, default=0),
        unknown=Sum(UNKNOWN),
    )
    return {
        str(place): RegisterFacts(schools, pupils, came, classes, unknown)
        for place, schools, pupils, unknown in rows
        for came, classes in [took_part.get(place, (0, 0))]
    }


def asked_questions(edition: Edition, code: str, *, at: datetime) -> list[AskedQuestion]:
    """The questions of a division's paper in order.

    The text is empty as long as a window is open anywhere, or as the key may not be known.
    """
    division = edition.divisions.select_related("edition").filter(code=code).first()
    if division is None or division.official_id is None:
        return []
    is_open = Window.objects.filter(edition=edition, closes_at__gt=at).exists()
    stems = stems_of(division) if not is_open and key_is_open(division, at=at) else {}
    return [
        AskedQuestion(
            question=item.question_id,
            number=item.number,
            topic=in_reader_language(item.question.topic.names, item.question.topic_id),
            difficulty=item.question.get_difficulty_display(),
            text=stems.get(item.number, ""),
            neutralised=not_counted(item) or "",
        )
        for item in items_of([division.official_id]).get(division.official_id, [])
    ]


def snapshot_before(snapshot: InsightSnapshot) -> InsightSnapshot | None:
    """What is published of the same country in the edition before."""
    earlier = InsightSnapshot.objects.filter(
        country=snapshot.country_id, edition__year__lt=snapshot.edition.year
    )
    return earlier.select_related("edition").order_by("-edition__year", "-edition").first()


class Entered(NamedTuple):
    """An edition of which nothing is published yet, with who has entered in some places."""

    edition: Edition
    schools: int
    classes: int


def waiting(places: Sequence[Country | Region]) -> list[Entered]:
    """Editions in which these places take part, neither drafts nor published there, the newest
    first."""
    school = "entries__school_class__school"
    inside = Q(pk__in=[])
    for place in places:
        if isinstance(place, Country):
            inside |= Q(**{f"{school}__country": place})
        else:
            inside |= Q(**{f"{school}__region__path__startswith": place.path})
    countries = {one.pk if isinstance(one, Country) else one.country_id for one in places}
    there = InsightSnapshot.objects.filter(edition=OuterRef("pk"), country__in=countries)
    begun = with_part_in(countries).exclude(state=Edition.State.DRAFT)
    editions = begun.filter(~Exists(there))
    counts = editions.annotate(
        schools=Count(school, distinct=True, filter=inside),
        classes=Count("entries", distinct=True, filter=inside),
    )
    return [Entered(one, one.schools, one.classes) for one in counts.order_by("-year", "-pk")]


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
    whole = found.body["areas"][:1] if found else []
    told = whole[0]["ages"].get(division.code) if whole else None
    if told is None or told["schools"] <= FEWEST_SCHOOLS:
        return None
    own = Result.objects.filter(
        division=division, counts=True, attempt__entry__school_class__school=school
    ).count()
    if told["pupils"] - own < division.edition.publishing_threshold:
        return None
    return CountryOutcome(told["mean"], tuple(right for right, _open in told["questions"]))
