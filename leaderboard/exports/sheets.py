"""The sheets of workbooks, each with its columns and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.languages.speech import variant
from base.languages.texts import in_reader_language
from base.pages.context import active_language
from base.spreadsheets.workbook import Column, Heading, Value, WorkbookSheet
from competition.aliases import alias as wording
from competition.editions.queries.visible import key_is_open
from competition.models import AwardRule, Division, Edition
from leaderboard.awards.queries import school_blocks
from leaderboard.exports.queries import (
    AreaLine,
    QuestionTally,
    SchoolRow,
    area_lines,
    counts_by_region,
    question_tallies,
    school_rows,
)
from leaderboard.models import Winner
from leaderboard.models.winner import AwardGroup, PublicWinner
from leaderboard.results.queries import (
    SEPARATOR,
    ListedResult,
    divisions_of,
    joint_results,
    listed_results,
    stems_of,
)
from leaderboard.results.words import in_words, not_counted
from leaderboard.rules.ceremony import BlockShape, ReadingOrder, called_order
from leaderboard.rules.ranking import RankedRow, Separation, place
from leaderboard.rules.snapshots import TOP
from leaderboard.winners.queries import held_awards, reasons, told_publicly
from quizbank.models import PaperQuestion, Topic
from schools.models import DIVISION_CODES, Country, Region, School, SchoolClass
from schools.rules.percents import one_decimal

# Read from a sheet of A4 two metres away; five or six winners stand on one.
STAGE_POINTS = 28

type Boards = Sequence[tuple[Division, Country]]


class HeldPlace(NamedTuple):
    """Who holds a place of an award now; ``envelope``: by its number on stage, 0 before the
    teacher has said yes."""

    award: AwardGroup
    winner: Winner
    told: PublicWinner
    envelope: int
    why: str = ""


def held_places(edition: Edition, schools: QuerySet[School]) -> list[HeldPlace]:
    """Every place that is called at the ceremony, in its order: age group by age group, the last
    place first. Whoever reached a threshold gets the diploma at school: those are thousands."""
    held, why = held_awards(edition, schools), reasons(edition)
    told = told_publicly([winner for award in held for winner in award.winners], edition)
    countries = sorted({award.key.rpartition("/")[2] for award in held})
    announced = list(edition.award_rules.values_list("pk", flat=True))
    order = ReadingOrder([code for code, _label in DIVISION_CODES], countries, announced)
    found = list[HeldPlace]()
    envelopes = 0
    for award in sorted(held, key=lambda award: order.of(award.key)):
        for number in called_order(_shape(award)):
            winner = award.winners[number]
            public = told[winner.pk]
            envelopes += public.confirmed
            envelope = envelopes if public.confirmed else 0
            decided = why.get(winner.pk, "")
            found.append(HeldPlace(award, winner, public, envelope, decided))
    return found


def _shape(award: AwardGroup) -> BlockShape:
    together = award.kind != AwardRule.Kind.RANK
    return BlockShape(award.key, [winner.place for winner in award.winners], together=together)


def _heading(held: HeldPlace) -> list[str]:
    return [held.award.name, held.award.division, held.award.country]


def stage_sheet(places: Iterable[HeldPlace]) -> WorkbookSheet[HeldPlace]:
    """What is read out, and nothing else: whoever is confirmed, by name once a guardian has agreed,
    and with the school where it may be named."""
    columns: list[Column[HeldPlace]] = [
        Column(_("envelope"), 10, lambda held: held.envelope),
        Column(_("place"), 9, _counted_place),
        Column(_("name"), 48, lambda held: held.winner.shown_name),
        Column(_("school"), 46, lambda held: held.told.school),
        Column(_prize(), 28, lambda held: held.winner.prize),
    ]
    called = (held for held in places if held.envelope)
    rows = _under_headings(
        called, lambda held: [held.award.name, held.award.division, held.award.country]
    )
    return WorkbookSheet(_("Stage"), columns, rows, points=STAGE_POINTS)


def _counted_place(held: HeldPlace) -> Value:
    """Who was drawn, or is among the best per cent, is read out without a place."""
    return held.winner.place if held.award.kind == AwardRule.Kind.RANK else None


def _under_headings[Row](
    rows: Iterable[Row], heading: Callable[[Row], list[str]]
) -> Iterator[Row | Heading]:
    for words, those in groupby(rows, heading):
        yield Heading(" · ".join(words))
        yield from those


def _prize() -> str:
    """What is handed over, beside the award it is for: in our languages both may be one word."""
    return pgettext("beside the award", "prize")


def winner_sheet(places: Iterable[HeldPlace]) -> WorkbookSheet[HeldPlace]:
    """Everybody who holds an award, confirmed or not, with what is known of it."""
    columns: list[Column[HeldPlace]] = [
        Column(_("envelope"), 10, lambda held: held.envelope or None),
        Column(_("award"), 26, lambda held: held.award.name),
        Column(_("ages"), 8, lambda held: held.award.division),
        Column(_("country"), 18, lambda held: held.award.country),
        Column(_("place"), 7, lambda held: held.winner.place),
        Column(_("name"), 24, lambda held: held.winner.shown_name),
        Column(_("class"), 8, lambda held: _class_of(held).label),
        Column(_("school"), 32, lambda held: _class_of(held).school.name),
        Column(_("town"), 16, lambda held: _class_of(held).school.place),
        Column(_("teachers"), 22, _teachers),
        Column(_prize(), 20, lambda held: held.winner.prize),
        Column(_("what decided"), 24, lambda held: held.why, printed=False),
        Column(_("confirmed"), 11, _marked("confirmed_at"), printed=False),
        Column(_("invited"), 9, _marked("invited_at"), printed=False),
        Column(_("comes"), 9, _comes, printed=False),
        Column(_("handed over"), 11, _marked("handed_over_at"), printed=False),
    ]
    return WorkbookSheet(_("Winners"), columns, places)


def _class_of(held: HeldPlace) -> SchoolClass:
    return held.winner.school_class


def _teachers(held: HeldPlace) -> str:
    teachers = _class_of(held).teachers.all()
    return ", ".join(teacher.name or teacher.email for teacher in teachers)


def _marked(moment: str) -> Callable[[HeldPlace], Value]:
    def mark(held: HeldPlace) -> Value:
        winner = held.winner
        return _word(yes=getattr(winner, moment) is not None) if winner.told_at else None

    return mark


def _comes(held: HeldPlace) -> Value:
    comes = held.winner.comes
    return None if comes is None else _word(yes=comes)


def _word(*, yes: bool) -> str:
    return _("yes") if yes else _("no")


class Standing(NamedTuple):
    """A result at its rank; ``alias``: empty where the reader may not have it."""

    country: str
    ages: str
    ranked: RankedRow[ListedResult]
    alias: str | None


def result_sheet(standings: Iterable[Standing]) -> WorkbookSheet[Standing]:
    """Every result with all that its rank comes from. Of a pupil who is not the reader's own it has
    what the public list has: no class, school or card."""
    regions = {region.pk: str(region) for region in Region.objects.all()}
    decided = cache(lambda step, above, own: in_words(Separation(0, step, above, own)))

    def apart(standing: Standing) -> Value:
        found = standing.ranked.apart
        return decided(found.step, found.above, found.own) if found else None

    columns: list[Column[Standing]] = [
        Column(_("country"), 22, lambda standing: standing.country),
        Column(_("ages"), 8, lambda standing: standing.ages),
        Column(_("rank"), 8, lambda standing: standing.ranked.rank),
        Column(_("alias"), 26, lambda standing: standing.alias),
        Column(_("points"), 8, lambda standing: standing.ranked.row.score),
        Column(_("points possible"), 10, lambda standing: standing.ranked.row.max_score),
        Column(_("minutes"), 9, lambda standing: standing.ranked.row.time),
        Column(_("class"), 10, lambda standing: _own(standing).class_label),
        Column(_("school"), 36, lambda standing: _own(standing).school),
        Column(_("town"), 18, lambda standing: _own(standing).place),
        Column(_("what decided"), 30, apart, printed=False),
        Column(_("wrong"), 8, lambda standing: standing.ranked.row.wrong, printed=False),
        Column(_("hard questions"), 10, lambda standing: standing.ranked.row.hard, printed=False),
        Column(
            _("tie-break questions"),
            10,
            lambda standing: standing.ranked.row.tie_break,
            printed=False,
        ),
        Column(_("card"), 8, lambda standing: _own(standing).card, printed=False),
        Column(_("teachers"), 26, lambda standing: _own(standing).mentor, printed=False),
        Column(
            _("region"), 28, lambda standing: regions.get(_own(standing).region_id), printed=False
        ),
    ]
    return WorkbookSheet(_("Results"), columns, standings)


class _Hidden:
    """Of a pupil who is not the reader's own."""

    class_label = school = place = card = mentor = region_id = None


_HIDDEN = _Hidden()


def _own(standing: Standing) -> Any:  # noqa: ANN401 - of a row or of none
    return standing.ranked.row if standing.ranked.row.own else _HIDDEN


def own_standings(boards: Boards, schools: QuerySet[School]) -> Iterator[Standing]:
    """The rows of these schools, board by board; ranks are those of the whole board all the same.
    A row at a time, however many there are."""
    language = active_language()
    for division, country in boards:
        listed = listed_results(division.pk, country.code, division.chain, schools)
        names = str(country), str(division)
        for ranked in place(listed, division.chain):
            if ranked.row.own:
                yield Standing(*names, ranked, _alias(ranked.row, language))


def joint_standings(
    division: Division, countries: Collection[str], schools: QuerySet[School]
) -> Iterator[Standing]:
    """One ranking of an age group in several countries: with the alias of these schools' pupils,
    and of those on the public page of a board."""
    language, names = active_language(), Country.objects.in_bulk(countries)
    seen, ages = Counter[str](), str(division)
    listed = joint_results(division.pk, countries, division.chain, schools)
    for ranked in place(listed, division.chain):
        row = ranked.row
        seen[row.country_id] += 1
        told = row.own or seen[row.country_id] <= TOP
        alias = _alias(row, language) if told else None
        yield Standing(str(names[row.country_id]), ages, ranked, alias)


def _alias(row: ListedResult, language: str) -> str | None:
    """None before the first look at board or receipt."""
    if not row.alias_codes:
        return None
    adjective, animal, number = row.alias_codes.split(SEPARATOR)
    codes = wording.Codes(adjective, animal, int(number))
    return wording.text(codes, variant(language, row.country_id))


def school_sheet(edition: Edition, schools: QuerySet[School]) -> WorkbookSheet[SchoolRow]:
    """Who took part, school by school, beside what the register says of it, and its awards."""
    awards = _school_awards(edition, schools)
    columns: list[Column[SchoolRow]] = [
        Column(_("country"), 22, lambda row: str(row.school.country)),
        Column(_("region"), 30, lambda row: str(row.school.region)),
        Column(_("school"), 40, lambda row: row.school.name),
        Column(_("town"), 18, lambda row: row.school.place),
        Column(_("code in the register"), 14, lambda row: row.school.register_code),
        Column(_("pupils in the register"), 10, lambda row: row.pupils),
        Column(_("classes entered"), 9, lambda row: row.classes),
        Column(_("pupils entered"), 9, lambda row: row.cards),
        Column(_("pupils finished"), 10, lambda row: row.finished),
        Column(_("of them waiting for approval"), 12, lambda row: row.waiting),
        Column(_("finished, share of the school (%)"), 10, lambda row: _tenths(row.share)),
        Column(_("award"), 30, lambda row: "; ".join(awards.get(row.school.pk, ())) or None),
    ]
    return WorkbookSheet(_("Schools"), columns, school_rows(edition, schools))


def _school_awards(edition: Edition, schools: QuerySet[School]) -> dict[int, list[str]]:
    """The awards of each school with place and prize."""
    found: dict[int, list[str]] = {}
    for block in school_blocks(edition, schools):
        for winner in block.winners:
            words = ", ".join(filter(None, [f"{block.name} ({winner.place})", winner.prize]))
            found.setdefault(winner.school_id or 0, []).append(words)
    return found


def _tenths(share: float | None) -> float | None:
    return None if share is None else one_decimal(share)


def participation_sheet(
    edition: Edition, schools: QuerySet[School], regions: Sequence[Region]
) -> WorkbookSheet[AreaLine]:
    """The places of the reader's area, each before those below it, beside the register."""
    columns: list[Column[AreaLine]] = [
        Column(_("code of the region"), 16, lambda line: line.place.code if line.place else None),
        Column(_("area"), 44, _area),
        Column(_("schools in the register"), 10, lambda line: line.counts.schools),
        Column(_("with an approved teacher"), 10, lambda line: line.counts.with_teacher),
        Column(_("with classes entered"), 9, lambda line: _still(line, line.counts.entered)),
        Column(_("that have played"), 9, lambda line: _still(line, line.counts.played)),
        Column(_("share of schools that played (%)"), 9, lambda line: line.counts.played_share),
        Column(_("pupils in the register"), 10, lambda line: line.counts.known_pupils),
        Column(_("schools with an unknown number of pupils"), 12, lambda line: line.counts.unknown),
        Column(_("pupils entered"), 9, lambda line: _still(line, line.counts.cards)),
        Column(_("pupils finished"), 9, lambda line: _still(line, line.counts.finished)),
        Column(_("share of pupils who finished (%)"), 9, lambda line: line.counts.finished_share),
    ]
    lines = area_lines(counts_by_region(edition, schools), regions)
    return WorkbookSheet(_("Participation"), columns, lines)


def _area(line: AreaLine) -> str:
    """Further in, the deeper it lies."""
    name = str(line.place or _("all together"))
    if line.is_rest:
        name = _("%(area)s, schools without a smaller area") % {"area": name}
    return f"{'  ' * line.depth}{name}"


def _still(line: AreaLine, many: int) -> int | None:
    """Nothing where it is not known any more."""
    return None if line.counts.deleted else many


class AnsweredQuestion(NamedTuple):
    """How a question was answered in a country and language; "" stands for all of them."""

    ages: str
    item: PaperQuestion
    stem: str | None
    country: str
    language: str
    pupils: int | None
    right: float
    left_open: float


def question_sheet(answered: Iterable[AnsweredQuestion]) -> WorkbookSheet[AnsweredQuestion]:
    """How each question was answered; its text once no class has the paper before it."""
    topics = {topic.pk: in_reader_language(topic.names, topic.pk) for topic in Topic.objects.all()}
    names = settings.ENDONYMS
    columns: list[Column[AnsweredQuestion]] = [
        Column(_("ages"), 8, lambda answer: answer.ages),
        Column(_("question"), 9, lambda answer: answer.item.number),
        Column(_("topic"), 24, lambda answer: topics[answer.item.question.topic_id]),
        Column(_("difficulty"), 10, lambda answer: answer.item.question.get_difficulty_display()),
        Column(_("text"), 56, lambda answer: answer.stem),
        Column(_("country"), 22, lambda answer: answer.country or _("all")),
        Column(
            _("language"),
            14,
            lambda answer: names.get(answer.language, answer.language) or _("all"),
        ),
        Column(_("pupils"), 9, lambda answer: answer.pupils),
        Column(_("right (%)"), 9, lambda answer: one_decimal(answer.right)),
        Column(_("unanswered (%)"), 11, lambda answer: one_decimal(answer.left_open)),
        Column(_("counts for nobody"), 10, lambda answer: not_counted(answer.item)),
    ]
    return WorkbookSheet(_("Questions"), columns, answered)


def own_answers(
    edition: Edition, schools: QuerySet[School], *, at: datetime
) -> Iterator[AnsweredQuestion]:
    """Of these schools' pupils: of all, by country, and by language."""
    countries = {country.pk: str(country) for country in Country.objects.all()}
    for division in divisions_of(edition):
        if division.official_id is None:
            continue
        stems = told_stems(division, at=at)
        for tally in question_tallies(division, division.official_id, schools):
            if tally.pupils:
                country = countries[tally.country] if tally.country else ""
                yield _answered(str(division), stems, tally, country)


def told_stems(division: Division, *, at: datetime) -> dict[int, str]:
    """The texts of its questions; none while a class may still have the paper before it."""
    return stems_of(division) if key_is_open(division, at=at) else {}


def _answered(
    ages: str, stems: dict[int, str], tally: QuestionTally, country: str
) -> AnsweredQuestion:
    right, left_open = (100 * many / tally.pupils for many in (tally.right, tally.unanswered))
    where = (country, tally.language or "")
    item = tally.item
    return AnsweredQuestion(
        ages, item, stems.get(item.number), *where, tally.pupils, right, left_open
    )


def about_sheet(sentences: Iterable[str]) -> WorkbookSheet[str]:
    """What a reader has to know, a sentence each."""
    return WorkbookSheet(_("About"), [Column(_("About this workbook"), 90, str)], sentences)
