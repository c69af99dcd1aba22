"""Another kind, scene or number of answers for a question that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from quizbank import exceptions
from quizbank.bank.actions.writing import (
    FROZEN,
    About,
    changes_to,
    hold,
    insist_on_version,
    put_text,
    store_about,
    void,
)
from quizbank.bank.queries import is_in_paper
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import TextWords, Unit


@transaction.atomic
def rebuild_question(
    question: Question,
    about: About,
    *,
    words: TextWords,
    came_from: Mapping[Unit, Unit],
    version: int,
    by: AbstractBaseUser,
    at: datetime,
) -> None:
    """Store what a question is together with the words of its source.

    ``came_from`` says which unit of the stored text each unit is: in all other languages the words
    follow to their new places, and what is new is empty. Everything is reviewed again. The same as
    is stored changes nothing. Raises ``TextChanged``, and ``InPaper`` where pupils were asked it.
    """
    question = hold(question)
    source = question.texts.filter(language=question.source).first()
    insist_on_version(source, version)
    changes = changes_to(question, about)
    if not changes and source is not None and source.words == words:
        return
    other_shape = source is None or source.words.shape != words.shape
    if (other_shape or changes.keys() & set(FROZEN)) and is_in_paper(question):
        raise exceptions.InPaper
    store_about(question, about, changes, by=by, at=at)
    text = source or QuestionText(question=question, language=question.source)
    put_text(text, words, version + 1, by=by, at=at)
    _move_translations(question, words, came_from, at=at)


def _move_translations(
    question: Question, source: TextWords, came_from: Mapping[Unit, Unit], *, at: datetime
) -> None:
    translations = question.texts.exclude(language=question.source)
    for text in translations:
        words = text.words.moved(came_from).shaped_like(source)
        if words != text.words:
            put_text(text, words, text.version + 1, by=None, at=at)
    void(translations)
