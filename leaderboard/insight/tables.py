"""The five tables of a ministry, each with a finding, a picture and notes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.languages.collation import sort_key
from base.spreadsheets.workbook import Column, Value
from leaderboard.insight.rules import AgeRow, Bar, Body, InsightArea, RegisterFacts, youngest
from schools.models import Country, Region
from schools.rules.percents import one_decimal, whole_percent

NAME_WIDTH, NUMBER_WIDTH = 40, 16
# More than so many topics with the same finding are no headline.
ALIKE_NAMED = 3
# Of fewer a finding would tell of these questions and not of their topic.
FEWEST_QUESTIONS = 3
# Of fewer a picture of topics or questions is a hint.
ENOUGH_PUPILS = 200


@dataclass(frozen=True, slots=True)
class Names:
    """The regions of one country by id, in the reader's language."""

    country: Country
    regions: Mapping[str, Region]

    def of(self, area: InsightArea) -> str:
        """A group by its region; small ones together have no name of their own."""
        if area["merged"]:
            return _("other areas together")
        if area["key"] == self.country.pk:
            return str(self.country)
        region = self._region(area["key"])
        if not area["key"].endswith("."):
            return region
        return _("%(area)s, schools without a smaller area") % {"area": region}

    def members(self, area: InsightArea) -> str:
        """The areas that stand together in a group."""
        return ", ".join(map(self._region, area["merged"]))

    def _region(self, key: str) -> str:
        return str(self.regions[key.rstrip(".")])


class AskedQuestion(NamedTuple):
    """A question of a division's paper; its text only where it may be told."""

    question: int
    number: int
    topic: str
    difficulty: str
    text: str
    neutralised: str


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks at: published figures, the place, and an age group.

    ``before``: what was published of the edition before; ``questions`` and ``questions_before`` of
    the age group's papers, in their order.
    """

    body: Body
    names: Names
    key: str
    division: str = ""
    questions: Sequence[AskedQuestion] = ()
    before: Body = field(default_factory=lambda: Body(areas=[]))
    questions_before: Sequence[AskedQuestion] = ()

    @property
    def area(self) -> InsightArea | None:
        """The place, as far as anything is published of it."""
        return _area_in(self.body, self.key)

    @property
    def areas(self) -> list[InsightArea]:
        """The place's parts, or itself where it has none; small ones together last."""
        inside = [area for area in self.body["areas"] if area["parent"] == self.key]
        collation = self.names.country.collation
        found = inside or [area for area in (self.area,) if area]
        return sorted(
            found,
            key=lambda area: (bool(area["merged"]), sort_key(self.names.of(area), collation)),
        )

    @property
    def ages(self) -> list[str]:
        """The age groups that are told of the place, the youngest first."""
        return sorted(self.area["ages"] if self.area else (), key=youngest)

    @property
    def age(self) -> AgeRow | None:
        """The outcome of the chosen age group."""
        return self.area["ages"].get(self.division) if self.area else None

    def came_before(self, area: InsightArea) -> int | None:
        """How many finished there in the edition before; none where it was not told alone."""
        found = None if area["merged"] else _area_in(self.before, area["key"])
        return found["pupils"] if found else None

    def right_before(self) -> dict[int, float]:
        """``{question: per cent right in the edition before}`` of those asked there as well."""
        area = _area_in(self.before, self.key)
        told = area["ages"].get(self.division) if area and not area["merged"] else None
        shares = told["questions"] if told else []
        asked = zip(self.questions_before, shares, strict=False)
        return {question.question: share[0] for question, share in asked}


def _area_in(body: Body, key: str) -> InsightArea | None:
    return next((area for area in body["areas"] if area["key"] == key), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A table with its finding and picture; ``full``: what the picture's whole width stands for,
    the largest number where it is empty; ``keys``: of the areas that the rows are about and that
    have others below them, ``""`` for any other."""

    finding: str
    columns: Sequence[Column[Any]]
    rows: Sequence[Any] = ()
    bars: Sequence[Bar] = ()
    full: float | None = None
    notes: Sequence[str] = ()
    keys: Sequence[str] = ()

    def lines(self) -> list[list[Value]]:
        """The cells of each row."""
        return [[column.value(row) for column in self.columns] for row in self.rows]


def nothing(look: Look) -> Figure:
    """Where nothing may be told."""
    if look.area and not look.area["pupils"]:
        text = _("Nobody took part here.")
    else:
        text = _("Too few pupils: nothing can be shown here without telling of single children.")
    return Figure(text, [Column(_("area"), NAME_WIDTH, str)])


def division_name(code: str) -> str:
    """Ages as people write them."""
    return code.replace("-", "–")


def counted(number: int) -> str:
    """A number as it is read, its thousands parted."""
    return number_format(number, force_grouping=True)


def _number[Row](header: str, value: Callable[[Row], Value]) -> Column[Row]:
    return Column(header, NUMBER_WIDTH, value)


def _in_sentence(share: float) -> str:
    """Per cents as people say them: without a decimal that is nothing."""
    return localize(int(share) if share == int(share) else share)


def _of_hundred(part: int, whole: int | None) -> float | None:
    """Per cent with one decimal; none of nothing."""
    return one_decimal(100 * part / whole) if whole else None


def _known(area: InsightArea) -> RegisterFacts:
    return RegisterFacts(*area["known"])


def _keys(look: Look, areas: Sequence[InsightArea]) -> list[str]:
    parents = {area["parent"] for area in look.body["areas"]} - {look.key}
    return [area["key"] if area["key"] in parents else "" for area in areas]


def _together(look: Look, areas: Sequence[InsightArea]) -> list[str]:
    return [
        _("Other areas together: %(areas)s.") % {"areas": look.names.members(area)}
        for area in areas
        if area["merged"]
    ]


def participation(look: Look) -> Figure:
    """How many came, by area, beside what the register says and the edition before."""
    areas, names = look.areas, look.names
    if not areas:
        return nothing(look)
    columns: list[Column[InsightArea]] = [
        Column(_("area"), NAME_WIDTH, names.of),
        _number(_("schools in the register"), lambda area: _known(area).schools),
        _number(_("schools that took part"), lambda area: _known(area).took_part),
        _number(
            _("share of the schools (%)"),
            lambda area: _of_hundred(_known(area).took_part, _known(area).schools),
        ),
        _number(_("classes that took part"), lambda area: _known(area).classes),
        _number(_("pupils in the register"), lambda area: _known(area).known_pupils),
        _number(_("pupils finished"), lambda area: area["pupils"]),
        _number(
            _("share of the pupils (%)"),
            lambda area: _of_hundred(area["pupils"], _known(area).known_pupils),
        ),
    ]
    if look.before["areas"]:
        columns.append(_number(_("pupils finished the year before"), look.came_before))
    bars = [Bar(names.of(area), area["pupils"], counted(area["pupils"])) for area in areas]
    notes = _together(look, areas)
    finding = _how_many_came(look, look.area or areas[0])
    return Figure(finding, columns, areas, bars, notes=notes, keys=_keys(look, areas))


def _how_many_came(look: Look, area: InsightArea) -> str:
    """Beside the register, where it has schools of the place, and the year before."""
    pupils, known = area["pupils"], _known(area)
    if not pupils:
        return _("Nobody took part here.")
    finished = ngettext("%(count)s pupil finished", "%(count)s pupils finished", pupils)
    where = ngettext("in %(count)s school", "in %(count)s schools", known.took_part)
    came = finished % {"count": counted(pupils)}
    came = f"{came} {where % {'count': counted(known.took_part)}}"
    share = _of_hundred(known.took_part, known.schools)
    if share is not None:
        facts = {"came": came, "share": _in_sentence(share)}
        came = _("%(came)s: %(share)s %% of the schools in the register") % facts
    before = look.came_before(area)
    if before is not None:
        facts = {"came": came, "before": counted(before)}
        came = _("%(came)s; the year before %(before)s pupils") % facts
    return came


def scores(look: Look) -> Figure:
    """The mean of each age group by area, ages side by side, in the order of names: of those who
    came, nobody is ranked."""
    ages = look.ages
    areas = [area for area in look.areas if area["ages"]]
    if not ages or not areas:
        return nothing(look)
    columns: list[Column[InsightArea]] = [Column(_("area"), NAME_WIDTH, look.names.of)]
    for age in ages:
        columns += _of_age(age)
    shown = [(area, area["ages"][look.division]) for area in areas if look.division in area["ages"]]
    bars = [_mean_bar(look.names.of(area), row) for area, row in shown]
    notes = [*_together(look, areas), _how_uncertain()]
    if len(shown) > 1 and not _any_differ([row for _area, row in shown]):
        notes.append(_("No difference between these areas is larger than the uncertainty."))
    finding = _mean_words(look.division, look.age) if look.age else ""
    keys = _keys(look, areas)
    return Figure(finding, columns, areas, bars, full=100, notes=notes, keys=keys)


def _of_age(age: str) -> list[Column[InsightArea]]:
    name = division_name(age)

    def of(read: Callable[[AgeRow], Value]) -> Callable[[InsightArea], Value]:
        return lambda area: read(area["ages"][age]) if age in area["ages"] else None

    return [
        _number(_("%(ages)s: pupils finished") % {"ages": name}, of(lambda row: row["pupils"])),
        _number(
            _("%(ages)s: mean (%% of the points)") % {"ages": name},
            of(lambda row: one_decimal(row["mean"])),
        ),
        _number(_("%(ages)s: uncertain by ± (%%)") % {"ages": name}, of(margin)),
    ]


def by_age(look: Look) -> Figure:
    """The age groups of the place, each by its own questions."""
    if look.area is None or not look.ages:
        return nothing(look)
    told = look.area["ages"]
    columns: list[Column[str]] = [
        Column(_("ages"), NAME_WIDTH, division_name),
        _number(_("schools that took part"), lambda age: told[age]["schools"]),
        _number(_("pupils finished"), lambda age: told[age]["pupils"]),
        _number(_("mean (% of the points)"), lambda age: one_decimal(told[age]["mean"])),
        _number(_("uncertain by ± (%)"), lambda age: margin(told[age])),
    ]
    finding = "; ".join(_mean_words(age, told[age]) for age in look.ages)
    bars = [_mean_bar(division_name(age), told[age]) for age in look.ages]
    each = _("Each age group has questions of its own: their means are no ranking.")
    return Figure(finding, columns, look.ages, bars, full=100, notes=[each, _how_uncertain()])


def _mean_words(age: str, row: AgeRow) -> str:
    return _("Ages %(ages)s reached %(mean)s %% of the points on average, ± %(margin)s") % {
        "ages": division_name(age),
        "mean": _in_sentence(one_decimal(row["mean"])),
        "margin": _in_sentence(margin(row)),
    }


def _mean_bar(label: str, row: AgeRow) -> Bar:
    return _share_bar(label, row["mean"], one_decimal(row["mean"]), margin(row))


def _share_bar(label: str, share: float, told: float, uncertain: float) -> Bar:
    return Bar(label, share, f"{localize(told)} % ± {_in_sentence(uncertain)}", uncertain)


def margin(row: AgeRow) -> float:
    """What a mean is uncertain by: half of a 95 % interval."""
    return _by_lot(row["mean"], row["pupils"]) if row["half"] is None else one_decimal(row["half"])


def _by_lot(share: float, pupils: int) -> float:
    """The same as if the pupils had been drawn by lot, also where all or none had it right: with
    two more of each (Agresti and Coull, *The American Statistician* 52, 1998).

    Shares of points spread at most as far as right and wrong: of a mean it is the widest.
    """
    many = pupils + 4
    middle = (share * pupils + 200) / many
    return round(1.96 * math.sqrt(middle * (100 - middle) / many), 1)


def _how_uncertain() -> str:
    return _(
        "± counts schools where at least ten took part; with fewer it is as if pupils had been "
        "drawn by lot, which is too little."
    )


def _differ(apart: float, one: float, other: float) -> bool:
    """Whether the difference of two shares is larger than what both are uncertain by."""
    return abs(apart) > math.hypot(one, other)


def _any_differ(rows: Sequence[AgeRow]) -> bool:
    return any(
        _differ(row["mean"] - other["mean"], margin(row), margin(other))
        for row, other in combinations(rows, 2)
    )


class TopicShare(NamedTuple):
    """The share of right answers of a topic, how many questions it rests on, and its name."""

    share: float
    questions: int
    name: str

    @property
    def is_firm(self) -> bool:
        """Whether it tells of the topic, and not of one or two questions."""
        return self.questions >= FEWEST_QUESTIONS

    @property
    def many(self) -> str:
        """How many questions, in words."""
        text = ngettext("%(total)s question", "%(total)s questions", self.questions)
        return text % {"total": self.questions}

    @property
    def label(self) -> str:
        """With how many questions it rests on."""
        return f"{self.name} ({self.many})"


def topics(look: Look) -> Figure:
    """Topics by the share of right answers, known least first; those that rest on one or two
    questions behind all others."""
    by_topic: dict[str, list[float]] = {}
    for question, (right, _blank) in _asked(look):
        if not question.neutralised:
            by_topic.setdefault(question.topic, []).append(right)
    if not by_topic or not look.age:
        return nothing(look)
    pupils = look.age["pupils"]
    found = [TopicShare(sum(all_) / len(all_), len(all_), name) for name, all_ in by_topic.items()]
    found.sort(key=lambda topic: (not topic.is_firm, topic))
    columns: list[Column[TopicShare]] = [
        Column(_("topic"), NAME_WIDTH, lambda topic: topic.name),
        _number(_("questions"), lambda topic: topic.questions),
        _number(_("right (%)"), lambda topic: one_decimal(topic.share)),
        _number(_("uncertain by ± (%)"), lambda topic: _by_lot(topic.share, pupils)),
        Column(_("what it rests on"), NAME_WIDTH, _rests_on),
    ]
    bars = [_topic_bar(topic, pupils) for topic in found]
    firm = [topic for topic in found if topic.is_firm]
    finding = _least_known(look.division, firm, pupils)
    return Figure(finding, columns, found, bars, full=100, notes=_counted(pupils))


def _rests_on(topic: TopicShare) -> str:
    if topic.is_firm:
        return _("the topic")
    return _("one or two questions: it tells of these, not of the topic")


def _topic_bar(topic: TopicShare, pupils: int) -> Bar:
    told, uncertain = whole_percent(topic.share), _by_lot(topic.share, pupils)
    label = topic.label if topic.is_firm else f"{topic.label}: {_('tells of these alone')}"
    return _share_bar(label, topic.share, told, uncertain)


def _least_known(division: str, found: Sequence[TopicShare], pupils: int) -> str:
    """What the order of topics, known least first, is worth beside what they are uncertain by."""
    ages = division_name(division)
    if len(found) <= 1:
        text = _("Ages %(ages)s: too few questions of each topic to say what is known least")
        return text % {"ages": ages}
    least, most = found[0], found[-1]
    of_least = _by_lot(least.share, pupils)
    alike = [
        topic.label
        for topic in found
        if not _differ(least.share - topic.share, of_least, _by_lot(topic.share, pupils))
    ]
    if len(alike) == len(found):
        return _(
            "Ages %(ages)s: no topic stands out; %(least)s to %(most)s %% right lies within "
            "the uncertainty"
        ) % {"ages": ages, "least": whole_percent(least.share), "most": whole_percent(most.share)}
    if len(alike) > 1:
        text = _(
            "Children aged %(ages)s know less about these, with no order among them: %(topics)s"
        )
        return text % {"ages": ages, "topics": ", ".join(alike[:ALIKE_NAMED])}
    return _(
        "Children aged %(ages)s know least about: %(topic)s (%(share)s %% right, %(questions)s)"
    ) % {
        "ages": ages,
        "topic": least.name,
        "share": whole_percent(least.share),
        "questions": least.many,
    }


def _counted(pupils: int) -> list[str]:
    notes = [_("Counted: %(pupils)s pupils.") % {"pupils": counted(pupils)}]
    few = [_("Fewer than 200 pupils: take it as a hint.")] if pupils < ENOUGH_PUPILS else []
    return notes + few


def _asked(look: Look) -> Iterator[tuple[AskedQuestion, Sequence[float]]]:
    return zip(look.questions, look.age["questions"] if look.age else [], strict=False)


class QuestionShare(NamedTuple):
    """How a question was answered, and how in the edition before, where it was asked there."""

    asked: AskedQuestion
    right: float
    left_open: float
    before: float | None


def questions(look: Look) -> Figure:
    """Questions by the share of right answers, missed most first."""
    before = look.right_before()
    found = [
        QuestionShare(asked, right, left_open, before.get(asked.question))
        for asked, (right, left_open) in _asked(look)
    ]
    if not found or not look.age:
        return nothing(look)
    found.sort(key=lambda share: share.right)
    pupils = look.age["pupils"]
    columns: list[Column[QuestionShare]] = [
        _number(_("question"), lambda share: share.asked.number),
        Column(_("topic"), NAME_WIDTH, lambda share: share.asked.topic),
        _number(_("difficulty"), lambda share: share.asked.difficulty),
        Column(_("text"), NAME_WIDTH, lambda share: share.asked.text or _("not open yet")),
        _number(_("right (%)"), lambda share: one_decimal(share.right)),
        _number(_("uncertain by ± (%)"), lambda share: _by_lot(share.right, pupils)),
        _number(_("unanswered (%)"), lambda share: one_decimal(share.left_open)),
        _number(_("counts for nobody"), lambda share: share.asked.neutralised),
    ]
    again = any(share.before is not None for share in found)
    if again:
        columns.append(_number(_("right the year before (%)"), _right_before))
    notes = _counted(pupils)
    if look.before["areas"]:
        notes.append(_beside_last_year(again=again))
    bars = [
        _share_bar(
            f"{share.asked.number}. {share.asked.topic}",
            share.right,
            whole_percent(share.right),
            _by_lot(share.right, pupils),
        )
        for share in found
    ]
    worst = found[0]
    finding = _("Missed most: question %(number)s, %(topic)s (%(share)s %% right)") % {
        "number": worst.asked.number,
        "topic": worst.asked.topic,
        "share": whole_percent(worst.right),
    }
    return Figure(finding, columns, found, bars, full=100, notes=notes)


def _right_before(share: QuestionShare) -> float | None:
    return None if share.before is None else one_decimal(share.before)


def _beside_last_year(*, again: bool) -> str:
    if again:
        return _(
            "Questions that stood in both papers are told beside the year before, as it was "
            "published; other questions cannot be compared."
        )
    return _("No question of this paper is told of the year before: others cannot be compared.")


# By their names in addresses: title and table.
TABLES: dict[str, tuple[object, Callable[[Look], Figure]]] = {
    "participation": (gettext_lazy("Participation by area"), participation),
    "scores": (gettext_lazy("Scores by area"), scores),
    "ages": (gettext_lazy("Scores by age"), by_age),
    "topics": (gettext_lazy("Topics known least"), topics),
    "questions": (gettext_lazy("Questions missed most"), questions),
}
# Those that are of one age group, of its questions, and with the year before beside them.
OF_AN_AGE = {"scores", "topics", "questions"}
OF_QUESTIONS = {"topics", "questions"}
BESIDE_BEFORE = {"participation", "questions"}
