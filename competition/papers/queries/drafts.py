"""A draft against its blueprint: what is chosen, what is missing, and what may be overridden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.models import Division, DraftQuestion, PaperDraft
from competition.papers.queries.asked_before import asked_again
from competition.papers.queries.sets import PaperSet
from quizbank.bank.queries import topic_names
from quizbank.models import Paper, Question, QuestionText
from quizbank.papers.blueprint import SIZE, Blueprint, gaps, is_lopsided, standard, targets
from quizbank.rules.permutation import permuted

# Of a paper of the usual size; more would make it a test of reading.
MOST_OF_PARTS = 6
YOUNGEST = "9-11"


@dataclass(frozen=True, slots=True)
class GridCell:
    """How many questions of a kind are wanted and how many are chosen."""

    target: int
    chosen: int

    @property
    def missing(self) -> int:
        return max(self.target - self.chosen, 0)

    @property
    def extra(self) -> int:
        return max(self.chosen - self.target, 0)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of the blueprint; its last cell is the sum."""

    name: str
    cells: list[GridCell]


def draft_of(division: Division, kind: str) -> PaperDraft:
    """The draft of a paper; one that is not stored yet where nobody has begun."""
    drafts = PaperDraft.objects.select_related("changed_by")
    draft = drafts.filter(division=division, kind=kind).first()
    if draft is None:
        return PaperDraft(division=division, kind=kind)
    draft.division = division
    return draft


def chosen_of(draft: PaperDraft) -> list[DraftQuestion]:
    """What is chosen, in order."""
    rows = DraftQuestion.objects.filter(draft__division=draft.division, draft__kind=draft.kind)
    return list(rows.select_related("question").order_by("position", "pk"))


def blueprint_of(draft: PaperDraft, names: dict[str, str]) -> Blueprint:
    """The draft's own blueprint, or the standard one of the age group, for the topics there are."""
    usual = standard(draft.division.code, draft.size or SIZE)
    topics = _in_order(draft.topics, usual.topics) or usual.topics
    return Blueprint(
        usual.size,
        {code: weight for code, weight in topics.items() if code in names},
        _in_order(draft.difficulties, usual.difficulties) or usual.difficulties,
    )


def _in_order(stored: dict[str, int], usual: Mapping[str, int]) -> dict[str, int]:
    """PostgreSQL sorts the keys of JSON, and among equal shares the first gets more."""
    return {
        code: stored[code] for code in [*usual, *sorted(stored.keys() - usual)] if code in stored
    }


def grid(
    blueprint: Blueprint, questions: Sequence[Question], names: dict[str, str]
) -> list[GridRow]:
    """Topic by difficulty with sums; topics outside the blueprint stand in it once chosen."""
    wanted, levels = targets(blueprint), [value for value, _label in Question.Difficulty.choices]
    chosen = [(question.topic_id, question.difficulty) for question in questions]
    rows = []
    for code in dict.fromkeys([*names, *blueprint.topics, *(topic for topic, _level in chosen)]):
        cells = [
            GridCell(wanted.get((code, level), 0), chosen.count((code, level))) for level in levels
        ]
        if any(cell.target or cell.chosen for cell in cells):
            rows.append(GridRow(names.get(code, code), [*cells, _sum(cells)]))
    columns = [_sum([row.cells[at] for row in rows]) for at in range(len(levels) + 1)]
    return [*rows, GridRow(_("All"), columns)]


def _sum(cells: Sequence[GridCell]) -> GridCell:
    return GridCell(sum(cell.target for cell in cells), sum(cell.chosen for cell in cells))


def draft_warnings(draft: PaperDraft, items: Sequence[DraftQuestion]) -> list[str]:
    """What does not fit the blueprint or helps guessing; an organizer may decide it is right."""
    if not items:
        return []
    questions = [item.question for item in items]
    names = topic_names()
    blueprint = blueprint_of(draft, names)
    found = [*_number(blueprint, questions), *_shares(blueprint, questions, names)]
    found += _kinds(draft, questions)
    if draft.kind == Paper.Kind.OFFICIAL:
        found += asked_again(PaperSet(draft.division, draft.kind, questions))
    if is_lopsided(key_places(draft, questions)):
        found.append(
            _("The right answers stand mostly in the same places: draw the order of choices again.")
        )
    if draft.kind == Paper.Kind.OFFICIAL and not any(item.tie_break for item in items):
        found.append(_("No question breaks ties, but the ranking counts on some."))
    return found


def _kinds(draft: PaperDraft, questions: Sequence[Question]) -> Iterator[str]:
    """A scene or rows are read and judged: too many of them, or two at once, are tiring."""
    of_parts = [one for one in questions if one.kind != Question.Kind.SINGLE]
    if len(of_parts) * SIZE > MOST_OF_PARTS * len(questions):
        yield _("%(count)d of %(all)d questions have several parts: take at most 6 of 20.") % {
            "count": len(of_parts),
            "all": len(questions),
        }
    scenes = [bool(one.scene) for one in questions]
    beside = [n for n, pair in enumerate(pairwise(scenes), start=1) if all(pair)]
    if draft.division.code == YOUNGEST and beside:
        pairs = ", ".join(f"{n}–{n + 1}" for n in beside)
        yield _(
            "For the youngest no two scenes should follow each other. Questions: %(numbers)s."
        ) % {"numbers": pairs}


def _number(blueprint: Blueprint, questions: Sequence[Question]) -> list[str]:
    if len(questions) == blueprint.size:
        return []
    text = ngettext(
        "%(count)d question is chosen, the blueprint wants %(wanted)d.",
        "%(count)d questions are chosen, the blueprint wants %(wanted)d.",
        len(questions),
    )
    return [text % {"count": len(questions), "wanted": blueprint.size}]


def _shares(
    blueprint: Blueprint, questions: Sequence[Question], names: dict[str, str]
) -> list[str]:
    left = gaps(blueprint, [(question.topic_id, question.difficulty) for question in questions])
    levels = dict(Question.Difficulty.choices)
    topics = [f"{name} ({n})" for code, name in names.items() if (n := left.topics[code]) > 0]
    difficulties = [f"{levels[code]} ({n})" for code, n in left.difficulties.items() if n > 0]
    found = []
    if topics:
        found.append(_("Missing by topic: %(list)s.") % {"list": ", ".join(topics)})
    if difficulties:
        found.append(_("Missing by difficulty: %(list)s.") % {"list": ", ".join(difficulties)})
    return found


def key_places(draft: PaperDraft, questions: Sequence[Question]) -> list[int]:
    """Where the right answers will stand, counted from 1; of questions of one choice."""
    letters = dict(
        QuestionText.objects.filter(question__in=questions).values_list("question_id", "choices")
    )
    places = []
    for question in questions:
        present = "".join(sorted(letters.get(question.pk, {})))
        if question.kind == Question.Kind.SINGLE and question.right in present:
            order = permuted(present, seed=draft.seed, question=question.key)
            places.append(order.index(question.right) + 1)
    return places
