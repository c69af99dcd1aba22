"""Writes of the question bank: storing questions and publishing papers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from quizbank import rules
from quizbank.exceptions import BadQuestion, PaperNotPublishable
from quizbank.models import CompiledPaper, Paper, PaperQuestion, Question, QuestionText


@transaction.atomic
def store_question(
    data: Mapping[str, Any], *, languages: Sequence[str], demonstration: bool
) -> Question:
    """Create or replace a question and its texts from one file's content.

    ``data`` has the keys id, division, topic, difficulty, sensitive, right and texts, as in
    ``fixtures/questions``. A text that changes is unreviewed again. Raises ``BadQuestion`` naming
    every fault; the key and the letters of a question that is in a published paper never change.
    """
    found = rules.faults(data["right"], data["texts"], languages)
    found += _broken_promises(data)
    if found:
        raise BadQuestion(f"{data['id']}: " + "; ".join(found))
    question, _ = Question.objects.update_or_create(
        key=data["id"],
        defaults={
            "division_code": data["division"],
            "topic_id": data["topic"],
            "difficulty": data["difficulty"],
            "sensitive": data.get("sensitive", False),
            "right": data["right"],
            "demonstration": demonstration,
        },
    )
    for language, text in data["texts"].items():
        _store_text(question, language, text)
    return question


def _broken_promises(data: Mapping[str, Any]) -> list[str]:
    """Changes that would score a published paper differently from what pupils were asked."""
    question = Question.objects.filter(key=data["id"], paper_items__isnull=False).first()
    if question is None:
        return []
    found = []
    if question.right != data["right"]:
        found.append("the right choice of a question in a published paper cannot change")
    letters = {"".join(sorted(text["choices"])) for text in data["texts"].values()}
    if letters != {_letters(question)}:
        found.append("the letters of a question in a published paper cannot change")
    return found


def _store_text(question: Question, language: str, text: Mapping[str, Any]) -> None:
    wording = {
        "stem": text["question"],
        "choices": dict(text["choices"]),
        "explanation": text["explanation"],
    }
    present = question.texts.filter(language=language).first()
    if present is None:
        QuestionText.objects.create(question=question, language=language, **wording)
    elif any(getattr(present, name) != value for name, value in wording.items()):
        question.texts.filter(language=language).update(
            **wording, state=QuestionText.State.UNREVIEWED
        )


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
    Raises ``PaperNotPublishable`` when there is no question or a text is missing.
    """
    if not questions:
        raise PaperNotPublishable(f"{title}: a paper needs at least one question")
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
            order=rules.permuted(_letters(question), seed=paper.seed, question=question.key),
            tie_break=number in tie_break,
        )
        for number, question in enumerate(questions, start=1)
    ]
    PaperQuestion.objects.bulk_create(items)
    CompiledPaper.objects.bulk_create([_compile(paper, items, language) for language in languages])
    return paper


def _letters(question: Question) -> str:
    text = question.texts.first()
    if text is None:
        raise PaperNotPublishable(f"{question.key}: the question has no text")
    return "".join(sorted(text.choices))


def _compile(paper: Paper, items: Sequence[PaperQuestion], language: str) -> CompiledPaper:
    texts = {
        text.question_id: text
        for text in QuestionText.objects.filter(
            question__in=[item.question_id for item in items], language=language
        )
    }
    questions = []
    for item in items:
        if (text := texts.get(item.question_id)) is None:
            raise PaperNotPublishable(f"{item.question.key}: the {language} text is missing")
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
