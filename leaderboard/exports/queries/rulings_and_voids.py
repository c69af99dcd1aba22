"""What people decided about results: questions out of the count, attempts out of it or in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from competition.models import Decision, Edition
from leaderboard.appeals.queries.case_lines import ABOUT_A_RESULT
from leaderboard.models import QuestionRuling
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.rules.suppression import SMALLEST
from leaderboard.seals.queries.noted_changes import rulings_of_corrections
from schools.models import Country, School

AT_ONCE = 500


class RuledQuestion(NamedTuple):
    """A ruling in one country: ``None`` where a count would tell of too few pupils, or of a country
    that is not the reader's as a whole."""

    ruling: QuestionRuling
    country: Country
    pupils: int | None
    moved: int | None
    rescored: int | None


def ruled_questions(
    edition: Edition, schools: QuerySet[School], own: Collection[str]
) -> Iterator[RuledQuestion]:
    """Every ruling, the first one first, then what was noted after the seal, in each country of the
    schools; four queries.

    ``own``: countries that are the reader's as a whole.
    """
    codes = set(schools.order_by().values_list("country", flat=True).distinct())
    countries = Country.objects.in_bulk(codes)
    rulings = QuestionRuling.objects.filter(edition=edition).order_by("pk")
    stored = rulings.select_related("item__question", "proposed_by", "confirmed_by")
    for ruling in (*stored, *rulings_of_corrections(edition)):
        boards = {board["country"]: board for board in ruling.moves}
        for code in sorted(countries):
            board = boards.get(code) if code in own else None
            counts = (_enough(board, name) for name in ("pupils", "moved", "rescored"))
            yield RuledQuestion(ruling, countries[code], *counts)


def _enough(board: Mapping[str, Any] | None, name: str) -> int | None:
    """A count of pupils of a board of enough of them: nobody, or enough to tell of none alone."""
    if board is None or board["pupils"] < SMALLEST:
        return None
    many: int = board[name]
    return None if 0 < many < SMALLEST else many


def settled_attempts(edition: Edition, schools: QuerySet[School]) -> Iterator[Decision]:
    """What was taken out of the count, late answers that were let into it, also by a file, and what
    was taken back of both, as it came.

    Of official attempts at the schools; one query, and one for teachers' schools behind it.
    """
    rows = Decision.objects.filter(
        kind__in=ABOUT_A_RESULT,
        attempt__kind="official",
        attempt__entry__edition=edition,
        **{f"{SCHOOL}__in": schools},
    )
    shown = rows.select_related("card", "decided_by", f"{SCHOOL}__country")
    return shown.order_by("decided_at", "pk").iterator(chunk_size=AT_ONCE)
