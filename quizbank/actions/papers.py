"""Publishing papers: freezing questions and compiling them once per language."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from quizbank import rules
from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, Paper, PaperQuestion, Question, QuestionText
from quizbank.queries import letters_of
from quizbank.standing import is_whole


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
    tie_break: Sequence[int] = (),
    seed: str = "",
) -> Paper:
    """Freeze questions, in this order, into a paper compiled once per language.

    ``tie_break`` names the numbers of the questions that break ties. A hard question is worth one
    point like any other: difficulty enters the ranking chain, not the score. ``seed`` is the secret
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
    items = [
        PaperQuestion(
            paper=paper,
            question=question,
            number=number,
            order=rules.permuted(letters_of(question), seed=paper.seed, question=question.key),
            tie_break=number in tie_break,
        )
        for number, question in enumerate(questions, start=1)
    ]
    PaperQuestion.objects.bulk_create(items)
    CompiledPaper.objects.bulk_create([_compile(paper, items, language) for language in languages])
    return paper


def _compile(paper: Paper, items: Sequence[PaperQuestion], language: str) -> CompiledPaper:
    texts = {
        text.question_id: text
        for text in QuestionText.objects.filter(
            question__in=[item.question_id for item in items], language=language
        )
    }
    questions = []
    for item in items:
        text = texts.get(item.question_id)
        if text is None or not is_whole(text, item.order):
            key = item.question.key
            raise PaperNotPublishable(f"{key}: the {language} text is missing or not complete")
        questions.append(
            {
                "number": item.number,
                "stem": text.stem,
                "choices": [text.choices[letter] for letter in item.order],
                "topic": item.question.topic_id,
            }
        )
    body = json.dumps({"language": language, "questions": questions}, ensure_ascii=False)
    return CompiledPaper(
        paper=paper, language=language, body=body, digest=rules.digest(body, seed=paper.seed)
    )
