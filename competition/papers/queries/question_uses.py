"""In which papers a question stands or stood, and what the pupils who had it chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.db.models import Case, CharField, Count, F, Func, Value, When
from django.utils.translation import gettext as _

from competition.editions.permissions import Desk, desk_of
from competition.models import Division, Edition
from competition.papers.queries.asked import (
    KEPT_SECONDS,
    choice_at,
    code_at,
    counting,
    divisions_with,
)
from competition.papers.queries.sets import EARNEST, KINDS
from competition.rules.edition_steps import OVER
from quizbank.bank.kept_wordings import History, history_of, stood
from quizbank.bank.queries import words_for_reader
from quizbank.models import Paper, PaperQuestion, Question
from quizbank.rules.marking import (
    FULL,
    HALF,
    WRONG,
    may_be_half_right,
    right_apart,
    right_mark,
    told_apart,
)
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import marks_of
from quizbank.rules.text_units import TextWords
from schools import clock
from schools.models import User
from schools.rules.percents import share_of

# A share of fewer says more about the pupils than about the question.
FEWEST = 10


@dataclass(slots=True)
class Responses:
    """How many pupils gave each response: by its mark, and by its code where it has parts."""

    marks: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)


# ``{(division id, paper id): …}``
type Counted = dict[tuple[int, int], Responses]


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """Which share of the pupils answered so, in per cent; ``answer`` is empty for no answer.

    It is a letter of a single choice, and in words how right any other answer was.
    """

    answer: str
    share: int
    right: bool


@dataclass(frozen=True, slots=True)
class PartShare:
    """Of a part with its letter, or of two steps that follow, the per cent who had it right.

    Counted are those who gave an answer. ``belongs``: where a part goes by the key: its group, or
    that it is to be marked; empty where it is not, or in an order.
    """

    letters: str
    words: str
    belongs: str
    share: int


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """One place of a question; without ``choices`` where too few pupils had it to say anything.

    ``parts``: of a question of several, with as many answers.
    """

    where: str
    kind: str
    ages: str
    number: int
    published_at: datetime | None
    counts: bool
    pupils: int = 0
    choices: list[ChoiceShare] = field(default_factory=list)
    parts: list[PartShare] = field(default_factory=list)
    neutralised: bool = False
    given: bool = False

    @property
    def share(self) -> int | None:
        """The per cent of the pupils who answered right."""
        return next((one.share for one in self.choices if one.right), None)


def uses_of(question: Question, user: User) -> list[QuestionUse]:
    """Where a question was used, as far as the user may know, the newest first.

    That it stands in an official or a reserve paper is secret to all who do not set that edition
    up, until its windows are over. Seven queries, however long the history is; once in ten minutes
    the official results are counted anew.
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
    known = [one for one in placed if may_know(desk, one[0].edition, one[1], one[2].paper)]
    counted = _counted(placed, question)
    history = history_of([question.pk])
    found = [_use(*one, _as_asked(history, one[2]), counted) for one in known]
    there = {item.paper_id for _division, _kind, item in placed}
    loose = [item for pk, item in by_paper.items() if pk not in there]
    found += [_loose(item) for item in loose if may_know(desk, None, "", item.paper)]
    return sorted(found, key=_age, reverse=True)


def _as_asked(history: History, item: PaperQuestion) -> TextWords:
    """What the question said in a paper, whatever was written since."""
    kept = stood(history, item.paper.published_at or clock.now())
    return words_for_reader(kept.get(item.question_id, {}))


def may_know(desk: Desk, edition: Edition | None, kind: str, paper: Paper) -> bool:
    """Whether somebody may learn what a paper asks; one without an edition may still get one."""
    if not any(one in EARNEST for one in (kind, paper.kind)) or desk.every:
        return True
    return edition is not None and (edition.state in OVER or desk.leads(edition))


def _age(use: QuestionUse) -> tuple[bool, float, str]:
    at = use.published_at
    return at is not None, at.timestamp() if at else 0, use.where


def _use(
    division: Division, kind: str, item: PaperQuestion, words: TextWords, counted: Counted
) -> QuestionUse:
    counts = kind in EARNEST
    given = counted.get((division.pk, item.paper_id)) if counts else None
    chosen, codes = (given.marks, given.codes) if given else (Counter[str](), Counter[int]())
    return QuestionUse(
        where=division.edition.title,
        kind=str(Paper.Kind(kind).label),
        ages=division.get_code_display(),
        number=item.number,
        published_at=item.paper.published_at,
        counts=counts,
        pupils=chosen.total(),
        choices=shares(chosen, item),
        parts=part_shares(codes, item, words),
        neutralised=item.neutralised,
        given=item.given,
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
        neutralised=item.neutralised,
        given=item.given,
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
        ChoiceShare(letter, share_of(chosen[mark], pupils), mark == right) for letter, mark in marks
    ]
    left_out = pupils - sum(chosen[mark] for _letter, mark in marks)
    return [*found, *([ChoiceShare("", share_of(left_out, pupils), False)] if left_out else [])]


def _marks_told(item: PaperQuestion) -> list[tuple[str, str]]:
    """``(letter, mark)`` of what is told one by one."""
    if item.form.kind is QuestionKind.SINGLE:
        places = {letter: f"{place}" for place, letter in enumerate(item.order, start=1)}
        return sorted(places.items())
    half = [(_("one mistake"), HALF)] if may_be_half_right(item.form) else []
    return [(_("all right"), FULL), *half, (_("otherwise"), WRONG)]


def part_shares(codes: Counter[int], item: PaperQuestion, words: TextWords) -> list[PartShare]:
    """Of each part, or each two steps that follow in the right order, who had it right.

    Empty for a single choice, and where fewer than ``FEWEST`` gave an answer.
    """
    answered = Counter({code: pupils for code, pupils in codes.items() if code > 1})
    pupils, right = answered.total(), Counter[int]()
    if pupils < FEWEST:
        return []
    for code, count in answered.items():
        for at, is_right in enumerate(right_apart(item.form, item.key, code)):
            right[at] += is_right * count
    apart = enumerate(told_apart(item.form, item.key))
    found = [_part(item, words, parts, share_of(right[at], pupils)) for at, parts in apart]
    # Steps stand in their right order, all else as it was written.
    in_order = item.form.kind is QuestionKind.ORDER
    return found if in_order else sorted(found, key=lambda one: one.letters)


def _part(item: PaperQuestion, words: TextWords, parts: tuple[int, ...], share: int) -> PartShare:
    letters = [item.order[at] for at in parts]
    said = " → ".join(words.choices.get(letter, "") for letter in letters)
    return PartShare("".join(letters), said, _belongs(item, words, letters[0]), share)


def _belongs(item: PaperQuestion, words: TextWords, letter: str) -> str:
    mark = marks_of(item.form.kind, item.question.right).get(letter, "")
    if item.form.kind is QuestionKind.ORDER or not mark:
        return ""
    return words.bins.get(mark, mark) if item.form.kind is QuestionKind.SORT else _("to be marked")


def _counted(placed: Sequence[tuple[Division, str, PaperQuestion]], question: Question) -> Counted:
    """What was chosen in each place; one query, none while it is kept. May be old."""
    numbers = {item.paper_id: item.number for _division, _kind, item in placed}
    name = f"responses-of-{question.pk}"
    found: Counted | None = cache.get(name)
    if found is None:
        found = _count(numbers, question) if numbers else {}
        cache.set(name, found, KEPT_SECONDS)
    return found


def _count(numbers: dict[int, int], question: Question) -> Counted:
    """``numbers``: which question it is, by paper."""
    of_parts = question.kind != Question.Kind.SINGLE
    mark = _in_each(numbers, choice_at)
    code = _in_each(numbers, code_at) if of_parts else Value("")
    results = counting(numbers).annotate(paper=F("attempt__sitting__paper"))
    grouped = results.annotate(mark=mark, code=code).order_by()
    rows = grouped.values_list("division", "paper", "mark", "code").annotate(pupils=Count("pk"))
    found: Counted = {}
    for division_id, paper_id, chosen, said, pupils in rows:
        responses = found.setdefault((division_id, paper_id), Responses())
        responses.marks[chosen] += pupils
        responses.codes[int(said or 0)] += pupils
    return found


def _in_each(numbers: Mapping[int, int], at: Callable[[int], Func]) -> Case:
    """What stands at the number the question has in each paper."""
    places = [When(paper=paper, then=at(number)) for paper, number in numbers.items()]
    return Case(*places, default=Value(""), output_field=CharField())
