"""The facts from which an edition's rules are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from competition.editions.queries.visible import last_close
from competition.models import Division, Edition
from competition.papers.queries.papers import scoring_items
from competition.public.queries.public_countries import divisions_of, windows_of
from competition.public.rulebook import AgeGroup, Facts, KindWorth
from competition.rules.scoring import ScoredQuestion
from quizbank.rules.marking import may_be_half_right
from quizbank.rules.responses import QuestionKind
from schools.models import Country, Grade


def facts_of(edition: Edition, country: Country) -> Facts:
    """What is fixed for pupils of a country; four queries besides the country's grades."""
    zone, divisions = ZoneInfo(country.timezone), divisions_of(edition)
    items = scoring_items(one.official_id for one in divisions if one.official_id)
    grades, last = list(country.grades.all()), last_close(edition.pk)
    windows = windows_of(edition, country)
    asked = [item for there in items.values() for item in there]
    of_parts = [item for item in asked if item.form.kind is not QuestionKind.SINGLE]
    return Facts(
        groups=tuple(_groups(divisions, grades, items)),
        windows=tuple(
            (one.opens_at.astimezone(zone), one.closes_at.astimezone(zone)) for one in windows
        ),
        minutes_decide=edition.ranking == Edition.Ranking.MINUTES,
        grace_seconds=edition.grace_seconds,
        reveal_early=edition.reveal_early,
        key_opens_at=last.astimezone(zone) if last else None,
        kinds=tuple(sorted({item.form.kind.value for item in asked})),
        halves=any(item.halves for item in of_parts) if of_parts else edition.half_points,
        worth=tuple(_worth(asked)),
    )


def _worth(asked: Sequence[ScoredQuestion]) -> Iterable[KindWorth]:
    for kind in QuestionKind:
        own = [item for item in asked if item.form.kind is kind and not item.neutralised]
        if own:
            right = {item.points for item in own}
            yield KindWorth(kind.value, tuple(sorted(right)), tuple(sorted({*map(_slip, own)})))


def _slip(item: ScoredQuestion) -> int:
    return item.points // 2 if item.halves and may_be_half_right(item.form) else 0


def _groups(
    divisions: Iterable[Division], grades: Sequence[Grade], items: dict[int, list[ScoredQuestion]]
) -> Iterable[AgeGroup]:
    for division in divisions:
        own = tuple(one.code for one in grades if one.division_code == division.code)
        if own:
            yield _group(division, own, items.get(division.official_id or 0, []))


def _group(
    division: Division, grades: tuple[str, ...], items: Sequence[ScoredQuestion]
) -> AgeGroup:
    worth = [item.points for item in items if item.has_worth]
    return AgeGroup(
        ages=division.get_code_display(),
        grades=grades,
        minutes=division.minutes,
        questions=len(items),
        points=sum(worth),
        worth=tuple(sorted(set(worth))),
    )
