"""Publishing papers: freezing questions and compiling them once per language and variant."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from quizbank.bank.queries import letters_of, readable, texts_of
from quizbank.bank.review_status import usable
from quizbank.exceptions import PaperNotPublishable
from quizbank.languages.variants import parts_of, variants_among, wording
from quizbank.models import CompiledPaper, Paper, PaperQuestion, Question, QuestionText
from quizbank.papers.compiling import compiled, order_in
from quizbank.rules.marking import points_of
from quizbank.rules.permutation import digest
from quizbank.rules.responses import QuestionKind


def hold_questions(questions: Iterable[Question]) -> None:
    """Nobody changes these while they are checked and frozen; inside a transaction."""
    ids = [question.pk for question in questions]
    list(Question.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


@transaction.atomic
def publish_paper(
    questions: Sequence[Question],
    *,
    title: str,
    kind: str,
    division_code: str,
    languages: Sequence[str],
    at: datetime,
    countries: Collection[str] = (),
    tie_break: Sequence[int] = (),
    halves: bool = True,
    seed: str = "",
) -> Paper:
    """Freeze questions, in this order, into a paper compiled once per language.

    So is each variant of a language for one of ``countries`` in which a question has its own text.
    ``tie_break`` names the numbers of the questions that break ties. A hard question is worth no
    more than another of its kind: difficulty enters the ranking chain, not the score. ``halves``:
    whether all but one slip leaves half of the points. ``seed`` is the secret
    that decides the order of the choices, where it was drawn before.
    Raises ``PaperNotPublishable`` when there is no question, or a text is missing or not complete.
    """
    if not questions:
        raise PaperNotPublishable(f"{title}: a paper needs at least one question")
    hold_questions(questions)
    paper = Paper.objects.create(
        title=title,
        kind=kind,
        division_code=division_code,
        seed=seed or secrets.token_hex(16),
        published_at=at,
    )
    items = _frozen(paper, questions, tie_break, halves=halves)
    PaperQuestion.objects.bulk_create(items)
    texts = _texts_for_pupils(questions)
    written = {code for those in texts.values() for code in those}
    codes = [*languages, *variants_among(written, languages, countries)]
    CompiledPaper.objects.bulk_create(_compile(paper, items, texts, code) for code in codes)
    return paper


def _frozen(
    paper: Paper, questions: Sequence[Question], tie_break: Sequence[int], *, halves: bool
) -> list[PaperQuestion]:
    """The questions at their places, each with the order of its letters."""
    return [
        PaperQuestion(
            paper=paper,
            question=question,
            number=number,
            order=_order(question, seed=paper.seed),
            points=points_of(QuestionKind(question.kind)),
            halves=halves,
            tie_break=number in tie_break,
        )
        for number, question in enumerate(questions, start=1)
    ]


def _order(question: Question, *, seed: str) -> str:
    kind = QuestionKind(question.kind)
    return order_in(kind, letters_of(question), seed=seed, question=question.key)


def _texts_for_pupils(questions: Iterable[Question]) -> dict[int, dict[str, QuestionText]]:
    """``{question id: {language or variant: text}}`` of those that a paper can be made of."""
    sources = {question.pk: question.source for question in questions}
    whole = {pk: usable(written, sources[pk]) for pk, written in texts_of(sources).items()}
    return {pk: readable(written, drafts=True) for pk, written in whole.items()}


def _compile(
    paper: Paper,
    items: Sequence[PaperQuestion],
    texts: Mapping[int, Mapping[str, QuestionText]],
    code: str,
) -> CompiledPaper:
    """The paper in a language or variant; a variant takes over what it has no text for."""
    questions, place = [], parts_of(code)
    for item in items:
        text = wording(texts.get(item.question_id, {}), *place)
        if text is None:
            key = item.question.key
            raise PaperNotPublishable(f"{key}: the {code} text is missing or not complete")
        asked = compiled(item.question.asked, text.words, item.order)
        questions.append({"number": item.number, **asked, "topic": item.question.topic_id})
    body = json.dumps({"language": code, "questions": questions}, ensure_ascii=False)
    return CompiledPaper(
        paper=paper, language=code, body=body, digest=digest(body, seed=paper.seed)
    )
