"""A paper or draft as its pupils see it in one language, with what its organizers must notice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from competition.models import PaperDraft
from competition.queries.drafts import chosen_of, topic_names
from competition.queries.paper_sets import languages_of
from quizbank import rules
from quizbank.languages import base_of, name_of, tag_of
from quizbank.models import CompiledPaper, Paper, Question, QuestionText
from quizbank.queries import items_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at its place; ``order`` are its letters as shown, of a draft not drawn yet."""

    number: int
    question: Question
    order: str
    tie_break: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One question in one language; without choices where its text is missing."""

    number: int
    question: Question
    topic: str
    stem: str
    choices: list[str]
    right: int
    explanation: str
    unreviewed: bool
    tie_break: bool
    longest_stem: bool = False
    longest_choice: bool = False

    @property
    def missing(self) -> bool:
        return not self.choices


@dataclass(frozen=True, slots=True)
class Offered:
    """A language or country variant the paper can be seen in."""

    code: str
    tag: str
    name: str


def asked_in(draft: PaperDraft, paper: Paper | None) -> list[Asked]:
    """The questions of a published paper, or without one of the draft."""
    if paper is not None:
        items = items_of([paper.pk]).get(paper.pk, [])
        return [Asked(one.number, one.question, one.order, one.tie_break) for one in items]
    return [
        Asked(number, item.question, "", item.tie_break)
        for number, item in enumerate(chosen_of(draft), start=1)
    ]


def texts_by_language(asked: Iterable[Asked]) -> dict[str, dict[int, QuestionText]]:
    """All texts of the questions; one query."""
    found: dict[str, dict[int, QuestionText]] = {}
    for text in QuestionText.objects.filter(question__in=[one.question.pk for one in asked]):
        found.setdefault(text.language, {})[text.question_id] = text
    return found


def offered_in(draft: PaperDraft, texts: Iterable[str]) -> list[Offered]:
    """Every language of the edition, each followed by the variants there are texts of."""
    found, there = [], sorted(texts)
    for base in languages_of(draft.division.edition):
        own = [code for code in there if base_of(code) == base and code != base]
        found += [Offered(code, tag_of(code), name_of(code)) for code in (base, *own)]
    return found


def previews(
    draft: PaperDraft,
    paper: Paper | None,
    asked: Sequence[Asked],
    texts: dict[str, dict[int, QuestionText]],
    language: str,
) -> list[Preview]:
    """What pupils see, in order. A variant takes over the texts it has none of."""
    own = {**texts.get(base_of(language), {}), **texts.get(language, {})}
    names = topic_names()
    found = [
        _preview(one, own.get(one.question.pk), draft.seed, names.get(one.question.topic_id, ""))
        for one in asked
    ]
    return _with_longest(_as_compiled(found, paper, language))


def _preview(one: Asked, text: QuestionText | None, seed: str, topic: str) -> Preview:
    question = one.question
    letters = "".join(sorted(text.choices)) if text else ""
    order = one.order or rules.permuted(letters, seed=seed, question=question.key)
    return Preview(
        number=one.number,
        question=question,
        topic=topic or question.topic_id,
        stem=text.stem if text else "",
        choices=[text.choices.get(letter, "") for letter in order] if text else [],
        right=order.find(question.right) + 1,
        explanation=text.explanation if text else "",
        unreviewed=text is not None and text.state != QuestionText.State.APPROVED,
        tie_break=one.tie_break,
    )


def _as_compiled(found: list[Preview], paper: Paper | None, language: str) -> list[Preview]:
    """What was published is shown as it went out, whatever has been written since."""
    row = CompiledPaper.objects.filter(paper=paper, language=language).first() if paper else None
    if row is None:
        return found
    sent = {one["number"]: one for one in json.loads(row.body)["questions"]}
    return [
        replace(one, stem=sent[one.number]["stem"], choices=sent[one.number]["choices"])
        for one in found
    ]


def _with_longest(found: list[Preview]) -> list[Preview]:
    """Mark the longest question and the longest answer: what breaks a line breaks there first."""
    stem = max((len(one.stem) for one in found), default=0)
    choice = max((_longest(one) for one in found), default=0)
    return [
        replace(
            one,
            longest_stem=0 < stem == len(one.stem),
            longest_choice=0 < choice == _longest(one),
        )
        for one in found
    ]


def _longest(one: Preview) -> int:
    return max((len(choice) for choice in one.choices), default=0)
