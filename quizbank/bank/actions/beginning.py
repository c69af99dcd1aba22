"""Storing questions and their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from quizbank import exceptions
from quizbank.bank.actions.writing import (
    About,
    change_about,
    changes_to,
    first_texts,
    write_text,
)
from quizbank.bank.naming import key_from
from quizbank.bank.queries import letters_of
from quizbank.exceptions import BadQuestion
from quizbank.models import Question, QuestionText, Wording
from quizbank.pictures.queries import faults_of_pictures
from quizbank.rules.question_faults import Asked, faults, words_from
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import only_gains_pictures
from quizbank.rules.text_units import TextWords

# Nobody writes the same question anew so soon.
TWICE = timedelta(minutes=1)


@transaction.atomic
def store_question(data: Mapping[str, Any], *, languages: Sequence[str], at: datetime) -> Question:
    """Create or replace a question and its texts from one file's content.

    ``data`` has the keys id, division, topic, difficulty, sensitive, right, texts and perhaps
    kind, scene, purpose and source, as in ``fixtures/questions``. A text that changes is a draft
    again, and so are all when another answer is right. Raises ``BadQuestion`` naming every fault;
    the key and the letters of a question that is in a published paper never change.
    """
    found: list[str] = _faults(data, languages) or _broken_promises(data)
    if found:
        raise BadQuestion(f"{data['id']}: " + "; ".join(found))
    words = {language: words_from(text) for language, text in data["texts"].items()}
    question = _store_about(data, at=at)
    if not question.texts.exists():
        first_texts(question, words, at=at)
        return question
    # The source first: a change of it overtakes the translations.
    for language in sorted(words, key=lambda one: one != question.source):
        write_text(question, language, words=words[language], by=None, at=at, answers_source=True)
    return question


def _faults(data: Mapping[str, Any], languages: Sequence[str]) -> list[str]:
    if (kind := _kind(data)) not in Question.Kind:
        return [f"“{kind}” is no kind of question: {', '.join(Question.Kind.values)}"]
    asked = Asked(data["right"], QuestionKind(kind), data.get("scene") or {})
    return [*faults(asked, data["texts"], languages), *faults_of_pictures(asked.scene)]


def _kind(data: Mapping[str, Any]) -> str:
    return str(data.get("kind") or Question.Kind.SINGLE)


def _store_about(data: Mapping[str, Any], *, at: datetime) -> Question:
    about = About(
        division_code=data["division"],
        topic_id=data["topic"],
        difficulty=data["difficulty"],
        right=data["right"],
        sensitive=data.get("sensitive", False),
        kind=_kind(data),
        scene=data.get("scene") or {},
        purpose=data.get("purpose") or "",
    )
    source = data.get("source") or _written_in(data["texts"])
    question, is_new = Question.objects.get_or_create(
        key=data["id"], defaults={**_fields(about), "source": source}
    )
    if not is_new:
        _change(question, about, at=at)
        question.refresh_from_db()
    if data.get("source") and question.source != source:
        # What was back-checked as a translation has not passed the reviews of a source.
        question.source = source
        question.texts.update(state=QuestionText.State.DRAFT, source_version=None)
    question.save(update_fields=["source"])
    return question


def _change(question: Question, about: About, *, at: datetime) -> None:
    try:
        change_about(question, about, by=None, at=at)
    except exceptions.InPaper as refusal:
        raise BadQuestion(f"{question.key}: {refusal}") from refusal


def _fields(about: About) -> dict[str, Any]:
    return {name: getattr(about, name) for name in About.__slots__}


@transaction.atomic
def begin_question(
    key: str, about: About, *, source: str, words: TextWords, by: AbstractBaseUser, at: datetime
) -> Question:
    """A new question, written in one language. Raises ``KeyTaken``."""
    question, is_new = Question.objects.get_or_create(
        key=key,
        defaults={**_fields(about), "source": source},
    )
    if not is_new:
        raise exceptions.KeyTaken
    write_text(question, source, words=words, by=by, at=at, version=0)
    return question


def begin_new_question(
    about: About, *, source: str, words: TextWords, by: AbstractBaseUser, at: datetime
) -> Question:
    """A new question under an identifier made from its words; pressed twice, it is the same one."""
    begin = partial(begin_question, about=about, source=source, words=words, by=by, at=at)
    begun = partial(_just_begun, about, source, words, by=by, at=at)
    while True:
        # The other press was a moment faster, or a colleague whose question begins like this one.
        with suppress(exceptions.KeyTaken):
            return begun() or begin(free_key(about.topic_id, words.stem))


def _just_begun(
    about: About, source: str, words: TextWords, *, by: AbstractBaseUser, at: datetime
) -> Question | None:
    """The question that somebody has begun with just this, if it was a moment ago."""
    latest = Wording.objects.filter(by=by.pk, version=1, stem=words.stem, at__gt=at - TWICE)
    latest = latest.filter(text__language=source, text__question__source=source)
    for one in latest.select_related("text__question"):
        if one.words == words and not changes_to(one.text.question, about):
            return one.text.question
    return None


def _written_in(languages: Iterable[str]) -> str:
    """English, in which the countries understand each other; without it, whatever there is."""
    return "en" if "en" in languages else next(iter(languages))


def _broken_promises(data: Mapping[str, Any]) -> list[str]:
    """Changes that would score a published paper differently from what pupils were asked."""
    question = Question.objects.filter(key=data["id"], paper_items__isnull=False).first()
    if question is None:
        return []
    found = []
    if (question.kind, question.right) != (_kind(data), data["right"]):
        found.append("the right choice of a question in a published paper cannot change")
    letters = {"".join(sorted(text["choices"])) for text in data["texts"].values()}
    same = only_gains_pictures(question.scene, data.get("scene") or {})
    if letters != {letters_of(question)} or not same:
        found.append("the letters of a question in a published paper cannot change")
    return found


def free_key(topic: str, stem: str) -> str:
    """An identifier that no question has, made from the topic and the first words."""
    return key_from(topic, stem, set(Question.objects.values_list("key", flat=True)))
