"""How a class did in one sitting: by pupil, question, topic, beside its country, in sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from django.utils.formats import localize
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.texts import in_reader_language
from base.registry import Registry
from competition.editions.queries.visible import told_from
from competition.models import Attempt, Decision, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from competition.sittings.actions.results import results_in_class
from competition.sittings.queries.attempts import late_questions
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion, Topic
from quizbank.papers.answers_in_words import BETWEEN, notes_in_words, right_in_words, scene_in_words
from quizbank.papers.as_asked import as_asked
from quizbank.papers.compiling import Compiled
from quizbank.rules.marking import HALF, NONE, may_be_half_right, wrong_parts
from quizbank.rules.responses import QuestionKind, ResponseForm, said_of_parts
from schools.rules.percents import share_of, whole_percent


class PupilRow(TypedDict):
    """One card's outcome; the name is empty unless it was asked for. ``late``: to so many questions
    the answer came when it was over."""

    attempt: int
    number: int
    name: str
    score: int
    right: int
    partly: int
    wrong: int
    unanswered: int
    late: int
    minutes: int


def may_be_partly_right(items: Sequence[ScoredQuestion]) -> bool:
    """Whether an answer to any of these questions can be worth half of its points."""
    return any(
        item.halves and may_be_half_right(item.form) and not item.neutralised for item in items
    )


def pupil_rows(
    results: Sequence[Result],
    items: Sequence[ScoredQuestion],
    late: Mapping[int, int],
    *,
    names: bool,
) -> list[PupilRow]:
    """``late``: ``{attempt id: its questions that were answered too late}``."""
    return [_row(one, items, late.get(one.attempt_id, 0), names=names) for one in results]


def _row(result: Result, items: Sequence[ScoredQuestion], late: int, *, names: bool) -> PupilRow:
    # As scoring counts them: a question that counts for nobody is in no column.
    pairs = zip(items, result.choices, strict=False)
    counted = Counter(own for item, own in pairs if item.has_worth)
    return {
        "attempt": result.attempt_id,
        "number": result.attempt.card.number,
        "name": result.attempt.card.name if names else "",
        "score": result.score,
        "right": result.right,
        "partly": counted[HALF],
        "wrong": result.wrong,
        "unanswered": counted[NONE],
        "late": late,
        "minutes": result.time,
    }


def counts_in_words(
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], asked: int
) -> list[str]:
    """A sentence for each choice, row or step; ``counts`` are of what ``said_of_parts`` says.

    They are told of all who were ``asked``, as who was right is told.
    """
    right = said_of_parts(form, told["key"])
    if form.kind is QuestionKind.SORT:
        rows = zip(right, counts, strict=True)
        return [_sorted(told["bins"], place, said, asked) for place, said in rows]
    if form.kind is QuestionKind.ORDER:
        words = _("Put in this place by %(count)d of %(all)d")
        numbers = [said[place] for place, said in zip(right, counts, strict=True)]
    else:
        single = form.kind is QuestionKind.SINGLE
        words = (
            _("Chosen by %(count)d of %(all)d") if single else _("Marked by %(count)d of %(all)d")
        )
        numbers = [said[1] for said in counts]
    return [words % {"count": number, "all": asked} for number in numbers]


def _sorted(bins: Sequence[str], right: int, said: Counter[int], asked: int) -> str:
    """The right group first, then where else the row was put."""
    rightly = {"count": said[right], "all": asked}
    others = [
        f"{name}: {said[place]}"
        for place, name in enumerate(bins, start=1)
        if place != right and said[place]
    ]
    left = [_("Not sorted: %(count)d") % {"count": said[0]}] if said[0] else []
    return BETWEEN.join([_("Sorted rightly by %(count)d of %(all)d") % rightly, *others, *left])


def shares_in_words(
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], asked: int
) -> list[str]:
    """The same for a wall that a class reads: shares, which point at nobody."""
    right = said_of_parts(form, told["key"])
    words = {
        QuestionKind.SORT: _("Sorted rightly: %(share)d %%"),
        QuestionKind.ORDER: _("Put in this place: %(share)d %%"),
        QuestionKind.SINGLE: _("Chosen: %(share)d %%"),
    }.get(form.kind, _("Marked: %(share)d %%"))
    if form.kind in (QuestionKind.ORDER, QuestionKind.SORT):
        numbers = [said[place] for place, said in zip(right, counts, strict=True)]
    else:
        numbers = [said[1] for said in counts]
    return [words % {"share": share_of(number, asked)} for number in numbers]


def way_wrong(form: ResponseForm, key: int, part: int) -> str:
    """In which way a part is answered wrongly; empty for a choice or mark that tempts.

    To have it wrong is not always to have chosen it: a right one is missed.
    """
    if form.kind is QuestionKind.SORT:
        return _("most often not in its group")
    if form.kind is QuestionKind.ORDER:
        return _("most often not in its place")
    return _("most often missed") if said_of_parts(form, key)[part] else ""


HARDEST = 3


class QuestionRow(TypedDict):
    """One question; all from ``most_chosen_wrong`` on is empty while the key may not leave.

    ``asked``: all who took part, of whom every share is. ``way_wrong``: how ``most_chosen_wrong``
    was wrong where it is no wrong choice. ``told``: as it was asked, with the key. ``parts``: each
    of its choices, rows or steps with how many of the class said what of it. ``scene`` and
    ``notes`` are what a page without script reads.
    """

    number: int
    stem: str
    topic: str
    right: int
    half: int
    right_share: int
    country_share: int | None
    asked: int
    answered: int
    neutralised: bool
    sensitive: bool
    purpose: str
    most_chosen_wrong: str
    most_chosen_wrong_count: int
    way_wrong: str
    right_choice: str
    explanation: str
    told: Compiled
    parts: list[tuple[str, str]]
    shares: list[str]
    most_chosen_wrong_share: int
    scene: list[str]
    notes: list[str]


class TopicRow(TypedDict):
    """One topic: right answers among those asked, over the whole class."""

    code: str
    name: str
    right: int
    asked: int
    share: int
    country_share: int | None


class ClassResults(TypedDict):
    """Everything the page of a closed sitting shows. ``rows``: of each card what its class is
    told. ``late``: cards with answers that came when it was over. ``waiting``: numbers of those
    that went on or played anew after their pupil was told points. ``not_handed_in``: cards that the
    time or the closing finished. ``partly``: whether an answer may be worth half of its points."""

    max_score: int
    average: float
    key_open: bool
    key_opens_at: datetime | None
    country_mean: float | None
    rows: list[Result]
    pupils: list[PupilRow]
    partly: bool
    late: int
    waiting: list[int]
    not_handed_in: int
    questions: list[QuestionRow]
    topics: list[TopicRow]


@dataclass(slots=True)
class _Tally:
    """How often each mark of one question was given, and what was said of each of its parts."""

    item: PaperQuestion
    scored: ScoredQuestion
    marks: Counter[str] = field(default_factory=Counter)
    wrong_parts: Counter[int] = field(default_factory=Counter)
    said: list[Counter[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.said = [Counter() for _part in range(self.scored.form.size)]

    @property
    def right(self) -> int:
        return self.marks[self.scored.right_mark]

    @property
    def asked(self) -> int:
        return self.marks.total()

    @property
    def answered(self) -> int:
        return self.asked - self.marks[NONE]

    def count(self, code: int) -> None:
        """One more response; 0 is no answer."""
        given = self.scored.mark(code)
        self.marks[given] += 1
        # Touched and left empty is no answer, and has no part wrong.
        if given != NONE:
            self.wrong_parts.update(wrong_parts(self.scored.form, self.scored.key, code))
            for counts, said in zip(self.said, said_of_parts(self.scored.form, code), strict=True):
                counts[said] += 1

    def worst(self) -> tuple[int, int]:
        """The position that was wrong most, and how often: as chosen, or as a part; or 0 times."""
        wrong = [(n, -position) for position, n in self.wrong_parts.items()]
        count, position = max(wrong, default=(0, 0))
        return -position, count


def class_results(sitting: Sitting, *, at: datetime, names: bool = False) -> ClassResults:
    """What the class of a closed sitting knew, in the reader's language; a fixed number of queries.

    Right answers, explanations and even the most chosen wrong answer stay out while the key may
    not leave the server (``told_from``): the eight o'clock class must not hold it.
    """
    results, waiting = _results_of(sitting, at=at)
    tallies = _tallies(sitting.paper_id, results)
    items = [tally.scored for tally in tallies]
    opens_at = told_from(sitting.entry.division, sitting.kind, at=at)
    key_open = opens_at is not None and opens_at <= at
    topics = {
        topic.code: in_reader_language(topic.names, topic.code) for topic in Topic.objects.all()
    }
    country = sitting.entry.school_class.school.country_id
    asked = as_asked(sitting.paper_id, country, key_open=key_open)
    topic_rows = _topic_rows(tallies, topics)
    late = late_questions((one.attempt_id, one.late) for one in results)
    return {
        "max_score": max((result.max_score for result in results), default=0),
        "average": _average([result.score for result in results]),
        "key_open": key_open,
        "key_opens_at": opens_at,
        "country_mean": None,
        "rows": results,
        "pupils": pupil_rows(results, items, late, names=names),
        "partly": may_be_partly_right(items),
        "late": len(late),
        "waiting": waiting,
        "not_handed_in": sum(one.attempt.ending != Attempt.Ending.PUPIL for one in results),
        "questions": [
            _question(tally, topics, asked.get(tally.item.number, {}), key_open=key_open)
            for tally in tallies
        ],
        "topics": topic_rows,
    }


def hardest_of(results: ClassResults) -> list[QuestionRow]:
    """The three that fewest knew, once their answers may be told."""
    asked = [row for row in results["questions"] if row["told"] and not row["neutralised"]]
    return sorted(asked, key=lambda row: (row["right_share"], row["number"]))[:HARDEST]


def record_of(sitting: Sitting) -> list[Decision]:
    """What people decided about a sitting and its attempts, the first decision first."""
    rows = Decision.objects.filter(sitting=sitting)
    return list(rows.select_related("decided_by", "card").order_by("decided_at", "pk"))


def _results_of(sitting: Sitting, *, at: datetime) -> tuple[list[Result], list[int]]:
    """The results of a sitting as its class is told them, by card, and which cards stand on boards
    with an earlier one until an organizer decides."""
    stored = Result.objects.filter(attempt__sitting=sitting, attempt__voided_at__isnull=True)
    rows = list(stored.select_related("attempt__card").order_by("attempt__card__number"))
    went_on = [one.pk for one in rows if one.late and one.attempt.told_until]
    told = results_in_class(went_on, at=at)
    waiting = [
        one.attempt.card.number
        for one in rows
        if (sitting.kind == Sitting.Kind.OFFICIAL and not one.counts)
        or told.get(one.pk, one).late < one.late
    ]
    for row in rows:
        told.setdefault(row.pk, row).attempt = row.attempt
    return [told[row.pk] for row in rows], waiting


def marks_of(paper_id: int, results: Sequence[Result]) -> list[list[float | None]]:
    """For each result and question the share of its points, ``None`` without an answer."""
    items = scoring_items([paper_id]).get(paper_id, [])
    return [
        [
            None if given == NONE else item.earned(given) / item.points
            for item, given in zip(items, result.choices, strict=False)
        ]
        for result in results
    ]


def _tallies(paper_id: int, results: Sequence[Result]) -> list[_Tally]:
    scored = scoring_items([paper_id]).get(paper_id, [])
    rows = items_of([paper_id]).get(paper_id, [])
    tallies = [_Tally(row, item) for row, item in zip(rows, scored, strict=True)]
    for result in results:
        for tally, code in zip(tallies, result.responses, strict=False):
            tally.count(code)
    return tallies


def _average(scores: Sequence[int]) -> float:
    return round(sum(scores) / len(scores), 1) if scores else 0.0


def _question(
    tally: _Tally,
    topics: dict[str, str],
    asked: Compiled,
    *,
    key_open: bool,
) -> QuestionRow:
    row: QuestionRow = {
        "number": tally.item.number,
        "stem": asked.get("stem", ""),
        "topic": topics.get(tally.item.question.topic_id, tally.item.question.topic_id),
        "right": tally.right,
        "half": tally.marks[HALF],
        "right_share": share_of(tally.right, tally.asked),
        "country_share": None,
        "asked": tally.asked,
        "answered": tally.answered,
        "neutralised": tally.item.neutralised,
        "sensitive": tally.item.question.sensitive,
        "purpose": tally.item.question.purpose,
        "most_chosen_wrong": "",
        "most_chosen_wrong_count": 0,
        "way_wrong": "",
        "right_choice": "",
        "explanation": "",
        "told": {},
        "parts": [],
        "shares": [],
        "most_chosen_wrong_share": 0,
        "scene": [],
        "notes": [],
    }
    if key_open and "key" in asked:
        _add_key(row, tally, asked)
    return row


def _add_key(row: QuestionRow, tally: _Tally, told: Compiled) -> None:
    position, count = tally.worst()
    said = counts_in_words(told, tally.scored.form, tally.said, tally.asked)
    row["right_choice"] = right_in_words(told)
    row["explanation"] = told["explanation"]
    row["most_chosen_wrong_count"] = count
    row["most_chosen_wrong_share"] = share_of(count, tally.asked)
    row["shares"] = shares_in_words(told, tally.scored.form, tally.said, tally.asked)
    if count:
        row["most_chosen_wrong"] = told["choices"][position]
        row["way_wrong"] = way_wrong(tally.scored.form, tally.scored.key, position)
    row["told"] = told
    row["parts"] = list(zip(told["choices"], said, strict=True))
    row["scene"] = scene_in_words(told)
    row["notes"] = notes_in_words(told)


def _topic_rows(tallies: Sequence[_Tally], names: dict[str, str]) -> list[TopicRow]:
    """Topics in the order of their list; a question that counts for nobody counts here neither."""
    right, asked = Counter[str](), Counter[str]()
    for tally in tallies:
        if not tally.item.neutralised:
            right[tally.item.question.topic_id] += tally.right
            asked[tally.item.question.topic_id] += tally.asked
    return [
        {
            "code": code,
            "name": name,
            "right": right[code],
            "asked": asked[code],
            "share": share_of(right[code], asked[code]),
            "country_share": None,
        }
        for code, name in names.items()
        if asked[code]
    ]


@dataclass(frozen=True, slots=True)
class CountryOutcome:
    """Per cents of an age group: the mean of the points, and who was right, by question."""

    mean: float
    right: Sequence[float]


country_outcomes = Registry[Callable[[Sitting], CountryOutcome | None]]()


def add_country(results: ClassResults, sitting: Sitting) -> None:
    """Put the country's figures beside those of a class; nothing where they are not told.

    Of official sittings alone, and once the key is open.
    """
    same_paper = sitting.paper_id == sitting.entry.division.official_id
    if sitting.kind != Sitting.Kind.OFFICIAL or not results["key_open"] or not same_paper:
        return
    told = country_outcomes.only(sitting)
    if told is None or len(told.right) != len(results["questions"]):
        return
    results["country_mean"] = told.mean
    by_topic = defaultdict[str, list[float]](list)
    for row, right in zip(results["questions"], told.right, strict=True):
        row["country_share"] = whole_percent(right)
        if not row["neutralised"]:
            by_topic[row["topic"]].append(right)
    for topic in results["topics"]:
        shares = by_topic[topic["name"]]
        topic["country_share"] = whole_percent(sum(shares) / len(shares))


# So far apart two shares say something.
APART = 5


def sentences(results: ClassResults, *, of_class: bool = True) -> list[str]:
    """The most important one first; nothing is said of a single pupil.

    Of a few who played apart, not ``of_class``, only how they did: they are not what it knew.
    """
    if not of_class:
        return list(_average_in_words(results))
    return [
        *_average_in_words(results),
        *_country(results),
        *_topics(results["topics"]),
        *_questions(results),
    ]


def _average_in_words(results: ClassResults) -> Iterator[str]:
    pupils = len(results["pupils"])
    words = ngettext(
        "%(pupils)s pupil finished, with %(average)s of %(most)s points.",
        "%(pupils)s pupils finished, with %(average)s of %(most)s points on average.",
        pupils,
    )
    most = results["max_score"]
    yield words % {"pupils": pupils, "average": localize(results["average"]), "most": most}


def _country(results: ClassResults) -> Iterator[str]:
    """No class is told that it is worse: the figures stand beside each other."""
    if results["country_mean"] is not None and results["max_score"]:
        scores = [one["score"] for one in results["pupils"]]
        own = share_of(sum(scores), results["max_score"] * len(scores))
        words = _(
            "That is %(own)s %% of the points; in the whole country this age group had %(mean)s %%."
        )
        yield words % {"own": own, "mean": whole_percent(results["country_mean"])}


def _topics(topics: Sequence[TopicRow]) -> Iterator[str]:
    if len(topics) > 1:
        by_share = sorted(topics, key=lambda one: -one["share"])
        best, least = by_share[0], by_share[-1]
        told = {
            "best": best["name"],
            "best_share": best["share"],
            "least": least["name"],
            "least_share": least["share"],
        }
        if best["share"] - least["share"] < APART:
            yield _("Your class knew all topics about equally well.")
        else:
            yield (
                _(
                    "Your class knew most about: %(best)s (%(best_share)s %%), and least about: "
                    "%(least)s (%(least_share)s %%)."
                )
                % told
            )


def _questions(results: ClassResults) -> Iterator[str]:
    counted = [one for one in results["questions"] if not one["neutralised"]]
    known = [str(one["number"]) for one in counted if one["right_share"] == 100]
    if known:
        words = ngettext(
            "Everybody knew question %(numbers)s.",
            "Everybody knew questions %(numbers)s.",
            len(known),
        )
        yield words % {"numbers": get_text_list(known, _("and"))}
    yield from _hardest(counted)


def _hardest(counted: Sequence[QuestionRow]) -> Iterator[str]:
    """Those that fewest knew; nothing where all were equally hard."""
    share = min((one["right_share"] for one in counted), default=100)
    numbers = [str(one["number"]) for one in counted if one["right_share"] == share]
    if len(numbers) < len(counted):
        words = ngettext(
            "Question %(numbers)s was the hardest: %(share)s %% knew it.",
            "Questions %(numbers)s were the hardest: %(share)s %% knew each of them.",
            len(numbers),
        )
        yield words % {"numbers": get_text_list(numbers, _("and")), "share": share}
