"""In which papers a question stands or stood, and what the pupils who had it chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.db.models import Case, CharField, Count, F, Value, When
from django.utils.translation import gettext as _

from competition.editions.permissions import Desk, desk_of
from competition.models import Division, Edition
from competition.papers.queries.asked import KEPT_SECONDS, choice_at, counting, divisions_with
from competition.papers.queries.sets import KINDS
from competition.rules.edition_steps import OVER
from quizbank.models import Paper, PaperQuestion, Question
from quizbank.rules.marking import FULL, HALF, WRONG, may_be_half_right, right_mark
from quizbank.rules.responses import QuestionKind
from schools.models import User

# A share of fewer says more about the pupils than about the question.
FEWEST = 10

# How many chose what: ``{(division id, paper id): {digit: pupils}}``; 0 is no answer.
type Counted = dict[tuple[int, int], Counter[str]]


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """Which share of the pupils answered so, in per cent; ``answer`` is empty for no answer.

    It is a letter of a single choice, and in words how right any other answer was.
    """

    answer: str
    share: int
    right: bool


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """One place of a question; without ``choices`` where too few pupils had it to say anything."""

    where: str
    kind: str
    ages: str
    number: int
    published_at: datetime | None
    counts: bool
    pupils: int = 0
    choices: list[ChoiceShare] = field(default_factory=list)

    @property
    def share(self) -> int | None:
        """The per cent of the pupils who answered right."""
        return next((one.share for one in self.choices if one.right), None)


def uses_of(question: Question, user: User) -> list[QuestionUse]:
    """Where a question was used, as far as the user may know, the newest first.

    That it stands in an official paper is secret to all who do not set that edition up, until its
    windows are over. Six queries, however long the history is; once in ten minutes the official
    results are counted anew.
    """
    items = PaperQuestion.objects.filter(question=question).select_related("paper")
    by_paper = {item.paper_id: item for item in items}
    divisions = divisions_with(by_paper).prefetch_related("edition__countries", "edition__windows")
    placed = [
        (division, kind, by_paper[paper_id])
        for division in divisions
        for kind in KINDS
        if (paper_id := getattr(division, f"{kind}_id")) in by_paper
    ]
    desk = desk_of(user)
    known = [one for one in placed if _may_know(desk, one[0].edition, one[1], one[2].paper)]
    counted = _counted(placed, question)
    found = [_use(*one, question, counted) for one in known]
    there = {item.paper_id for _division, _kind, item in placed}
    loose = [item for pk, item in by_paper.items() if pk not in there]
    found += [_loose(item) for item in loose if _may_know(desk, None, "", item.paper)]
    return sorted(found, key=_age, reverse=True)


def _may_know(desk: Desk, edition: Edition | None, kind: str, paper: Paper) -> bool:
    """Whether somebody may learn what a paper asks; one without an edition may still get one."""
    if Paper.Kind.OFFICIAL not in (kind, paper.kind) or desk.every:
        return True
    return edition is not None and (edition.state in OVER or desk.leads(edition))


def _age(use: QuestionUse) -> tuple[bool, float, str]:
    at = use.published_at
    return at is not None, at.timestamp() if at else 0, use.where


def _use(
    division: Division, kind: str, item: PaperQuestion, question: Question, counted: Counted
) -> QuestionUse:
    counts = kind == Paper.Kind.OFFICIAL
    chosen = counted.get((division.pk, item.paper_id), Counter()) if counts else Counter[str]()
    return QuestionUse(
        where=f"{division.edition} {division.edition.year}",
        kind=str(Paper.Kind(kind).label),
        ages=division.get_code_display(),
        number=item.number,
        published_at=item.paper.published_at,
        counts=counts,
        pupils=chosen.total(),
        choices=shares(chosen, item),
    )


def _loose(item: PaperQuestion) -> QuestionUse:
    """A paper that no edition has, or has no more."""
    paper = item.paper
    return QuestionUse(
        where=_("no edition"),
        kind=paper.get_kind_display(),
        ages=Division(code=paper.division_code).get_code_display(),
        number=item.number,
        published_at=paper.published_at,
        counts=False,
    )


def shares(chosen: Counter[str], item: PaperQuestion) -> list[ChoiceShare]:
    """Of each letter of a single choice, in order; of right and half right of every other kind.

    And of no answer where there was one left out. Empty where fewer than ``FEWEST`` had it.
    """
    pupils = chosen.total()
    if pupils < FEWEST:
        return []
    marks = _marks_told(item)
    right = right_mark(item.form, item.key)
    found = [
        ChoiceShare(letter, round(100 * chosen[mark] / pupils), mark == right)
        for letter, mark in marks
    ]
    left_out = pupils - sum(chosen[mark] for _letter, mark in marks)
    return [*found, *([ChoiceShare("", round(100 * left_out / pupils), False)] if left_out else [])]


def _marks_told(item: PaperQuestion) -> list[tuple[str, str]]:
    """``(letter, mark)`` of what is told one by one."""
    if item.form.kind is QuestionKind.SINGLE:
        places = {letter: f"{place}" for place, letter in enumerate(item.order, start=1)}
        return sorted(places.items())
    half = [(_("one mistake"), HALF)] if may_be_half_right(item.form) else []
    return [(_("all right"), FULL), *half, (_("otherwise"), WRONG)]


def _counted(placed: Sequence[tuple[Division, str, PaperQuestion]], question: Question) -> Counted:
    """What was chosen in each place; one query, none while it is kept. May be old."""
    numbers = {item.paper_id: item.number for _division, _kind, item in placed}
    name = f"choices-of-{question.pk}"
    found: Counted | None = cache.get(name)
    if found is None:
        found = _count(numbers) if numbers else {}
        cache.set(name, found, KEPT_SECONDS)
    return found


def _count(numbers: dict[int, int]) -> Counted:
    """``numbers``: which question it is, by paper."""
    places = [When(paper=paper, then=choice_at(number)) for paper, number in numbers.items()]
    digit = Case(*places, default=Value(""), output_field=CharField())
    results = counting(numbers).annotate(paper=F("attempt__sitting__paper")).annotate(digit=digit)
    grouped = results.order_by().values_list("division", "paper", "digit")
    found: Counted = {}
    for division_id, paper_id, chosen, pupils in grouped.annotate(pupils=Count("pk")):
        found.setdefault((division_id, paper_id), Counter())[chosen] += pupils
    return found
