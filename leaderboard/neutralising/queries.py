"""Rulings of an edition, and who would move by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from base.jobs.performing import Progress
from competition.models import Attempt, AwardRule, Division, Edition, Result
from competition.papers.queries.asked import choice_at
from competition.papers.queries.papers import scoring_items
from competition.setup.checks import Check
from leaderboard.awards.queries import EditionAward, awards_of
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.rules import RankableRow, as_ruled, award_moves, board_moves
from leaderboard.results.public_results import public_results
from leaderboard.rules.awards import AwardCandidate, AwardPool, pool_of
from leaderboard.rules.ranking import sort_key

CHUNK = 2000


def rulings_of(edition: Edition) -> QuerySet[QuestionRuling]:
    """All of an edition, the newest first, with the question and both people."""
    rows = QuestionRuling.objects.filter(edition=edition)
    return rows.select_related(
        "item__question", "item__paper", "proposed_by", "confirmed_by", "job"
    )


def open_ruling(edition: Edition) -> QuestionRuling | None:
    """The one that waits for somebody, or whose results are being written."""
    return rulings_of(edition).filter(withdrawn_at__isnull=True, done_at__isnull=True).first()


def division_of_paper(edition: Edition, paper_id: int) -> Division | None:
    """The division whose pupils have this paper for points."""
    mine = Division.objects.select_related("edition").filter(edition=edition)
    return mine.filter(official=paper_id).first()


def who_moves(ruling: QuestionRuling, progress: Progress) -> list[dict[str, Any]]:
    """``[{country, pupils, moved, rescored, first, awards}]`` of each board of the division.

    Only the public results: as places are told. Pupils of another paper have no mark at it.
    """
    item, own = ruling.item, ruling.item.paper_id
    division = Division.objects.select_related("edition").get(edition=ruling.edition, official=own)
    before = scoring_items([own])[own][item.number - 1]
    after, rows = replace(before, neutralised=ruling.neutral), public_results()
    rows = rows.filter(division=division)
    mark = Case(When(attempt__sitting__paper=own, then=choice_at(before.number)), default=Value(""))
    countries = sorted(rows.order_by().values_list("country", flat=True).distinct())
    progress.expect(rows.count())
    found = []
    for country in countries:
        mine = rows.filter(country=country).annotate(mark=mark).order_by("pk")
        columns = mine.values_list("attempt_id", *RankableRow._fields[1:])
        ranked = [RankableRow(*row) for row in columns.iterator(chunk_size=CHUNK)]
        ruled = [as_ruled(row, before, after) for row in ranked]
        pools = {
            str(award.rule.pk): (_pool(award, ranked, division), _pool(award, ruled, division))
            for award in awards_of(ruling.edition)
            if award.rule.kind != AwardRule.Kind.SCHOOLS
            and award.rule.division_id in (None, division.pk)
            and award.rule.country_id in (None, country)
        }
        moves = board_moves(ranked, ruled, division.chain)
        found.append({"country": country, **moves, "awards": award_moves(pools)})
        progress.step(len(ranked))
    return found


def _pool(award: EditionAward, rows: Sequence[RankableRow], division: Division) -> AwardPool:
    """Each row stands for its attempt."""
    candidates = [
        AwardCandidate(str(row.attempt), sort_key(row, division.chain), row.score, row.max_score)
        for row in rows
    ]
    return pool_of(str(award.rule.pk), award.giving, candidates)


def attempts_to_rescore(ruling: QuestionRuling) -> QuerySet[Attempt]:
    """The finished attempts at the paper, in the order in which they are held."""
    mine = Attempt.objects.filter(entry__edition=ruling.edition_id, finished_at__isnull=False)
    return mine.filter(sitting__paper=ruling.item.paper_id).order_by("pk")


def has_moved(division: Division, *, since: datetime) -> bool:
    """Whether a result of the age group is another one than when it was looked at."""
    mine = Attempt.objects.filter(entry__division=division)
    voided = mine.filter(voided_at__gt=since)
    return voided.exists() or Result.objects.filter(attempt__in=mine, changed_at__gt=since).exists()


def nothing_half_done(edition: Edition, at: datetime) -> Check:
    """The check before the seal: no ruling waits, and none is being carried out."""
    ruling = open_ruling(edition)
    check = Check(
        _("No question waits to be neutralised"),
        url=reverse("leaderboard:neutralising", args=[edition.slug]),
    )
    if ruling is not None:
        text = _("A ruling on question %d waits, or its results are being written.")
        check.faults.append(text % ruling.item.number)
    return check
