"""The one way into a text: every wording is kept, and reviews of an earlier one are void."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from quizbank import exceptions
from quizbank.bank.queries import is_in_paper
from quizbank.models import Question, QuestionText, Review, Wording
from quizbank.rules.scene_kinds import only_gains_pictures
from quizbank.rules.text_units import TextWords

State = QuestionText.State
# What a published paper is scored from, or filed under.
FROZEN = ("division_code", "topic_id", "difficulty", "kind", "right", "scene")


@dataclass(frozen=True, slots=True)
class About:
    """What a question is, apart from any language."""

    division_code: str
    topic_id: str
    difficulty: str
    right: str
    sensitive: bool
    kind: str = Question.Kind.SINGLE
    scene: Mapping[str, Any] = field(default_factory=dict)
    purpose: str = ""


def hold(question: Question) -> Question:
    """Lock a question for a step of the workshop; to be called inside a transaction."""
    return Question.objects.select_for_update(no_key=True).get(pk=question.pk)


def insist_on_version(text: QuestionText | None, version: int | None) -> None:
    """Raise ``TextChanged`` unless somebody began from what is stored; ``None`` overrules it."""
    if version is not None and version != (text.version if text else 0):
        raise exceptions.TextChanged


def present_text(question: Question, language: str, *, version: int) -> QuestionText:
    """The text if it is still in the wording somebody has seen; raises ``TextChanged``."""
    text = question.texts.filter(language=language, version=version).first()
    if text is None:
        raise exceptions.TextChanged
    return text


@transaction.atomic
def write_text(
    question: Question,
    language: str,
    *,
    words: TextWords,
    by: AbstractBaseUser | None,
    at: datetime,
    version: int | None = None,
    answers_source: bool = False,
    source_version: int | None = None,
) -> QuestionText:
    """Store a text as a draft, with its wording; the same words change nothing.

    ``version`` is the wording the writer began from (0: there was none), ``None`` for a file that
    overrules what is there. ``answers_source``: a translation of the source as it is now. Of a new
    one ``source_version`` is the wording of the source it was written beside, if that is known.
    A changed source sends all translations back to translation.
    Raises ``TextChanged``, and ``InPaper`` for other letters in a question pupils were asked.
    """
    question = hold(question)
    text = question.texts.filter(language=language).first()
    insist_on_version(text, version)
    if text is not None and text.words == words:
        return text
    is_source = language == question.source
    if text is not None and text.words.shape != words.shape and is_in_paper(question):
        raise exceptions.InPaper
    number = text.version + 1 if text is not None else 1
    text = text or QuestionText(question=question, language=language)
    if not is_source and (answers_source or text.pk is None):
        text.source_version = source_version or version_of_source(question)
    put_text(text, words, number, by=by, at=at)
    if is_source:
        _overtake_translations(question, words, at=at)
    return text


def first_texts(question: Question, words: Mapping[str, TextWords], *, at: datetime) -> None:
    """All texts of a question that has none, from a file of the product; two queries."""
    texts = [
        QuestionText(question=question, language=language, **_said(one))
        for language, one in words.items()
    ]
    for text in texts:
        text.source_version = None if text.language == question.source else 1
    QuestionText.objects.bulk_create(texts)
    Wording.objects.bulk_create(
        Wording(text=text, version=1, at=at, **_said(words[text.language])) for text in texts
    )


def version_of_source(question: Question) -> int | None:
    """The number of the wording that translations answer now."""
    numbers = question.texts.filter(language=question.source).values_list("version", flat=True)
    return numbers.first()


def put_text(
    text: QuestionText, words: TextWords, number: int, *, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Store a wording as a draft; for the actions of this feature, which have looked before."""
    said = _said(words)
    for name, value in said.items():
        setattr(text, name, value)
    text.version, text.state = number, State.DRAFT
    text.save()
    Wording.objects.create(text=text, version=number, by_id=by.pk if by else None, at=at, **said)


def _said(words: TextWords) -> dict[str, Any]:
    choices = {letter: words.choices[letter] for letter in words.letters}
    return {**asdict(words), "choices": choices}


def _overtake_translations(question: Question, source: TextWords, *, at: datetime) -> None:
    """All translations are to be looked at again; what is new is still empty in them.

    Other choices or parts make another wording, by nobody: whoever has the page open is told of it.
    """
    for text in question.texts.exclude(language=question.source):
        if text.words.shape != source.shape:
            words = text.words.shaped_like(source)
            put_text(text, words, text.version + 1, by=None, at=at)
    void(question.texts.exclude(language=question.source))


def void(texts: QuerySet[QuestionText]) -> None:
    """All are drafts again."""
    # One by one: the record of staff actions is not told of an update.
    for text in texts.exclude(state=State.DRAFT):
        text.state = State.DRAFT
        text.save(update_fields=["state"])


@transaction.atomic
def change_about(
    question: Question,
    about: About,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    version: int | None = None,
) -> None:
    """Change what a question is; it goes through its reviews again, as with a new wording.

    ``by`` is nobody for what came from a file of the product. ``version`` is the wording of the
    source that stood on the page, ``None`` for a file: every change of a question raises it.

    Translations say nothing of it and stay as they are, unless another answer is right now.
    Raises ``TextChanged``, and ``InPaper`` for a question pupils were asked.
    """
    question = hold(question)
    source = question.texts.filter(language=question.source).first()
    insist_on_version(source, version)
    changes = changes_to(question, about)
    if not changes:
        return
    frozen = changes.keys() & set(FROZEN)
    if only_gains_pictures(question.scene, about.scene):
        frozen.discard("scene")
    if frozen and is_in_paper(question):
        raise exceptions.InPaper
    store_about(question, about, changes, by=by, at=at)
    if source is not None:
        put_text(source, source.words, source.version + 1, by=by, at=at)
        redo = not changes.keys().isdisjoint({"kind", "right", "scene"})
        _tell_translations(question, source.version, redo=redo)


def changes_to(question: Question, about: About) -> dict[str, list[Any]]:
    """``{name: [as it is stored, as it is to be]}`` of what differs."""
    both = {name: [getattr(question, name), getattr(about, name)] for name in About.__slots__}
    return {name: values for name, values in both.items() if values[0] != values[1]}


def store_about(
    question: Question,
    about: About,
    changes: dict[str, list[Any]],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Store what differs; the record says what, as ``{name: [before, now]}``, a scene's name alone.

    For the actions of this feature, which have looked before.
    """
    for name in changes:
        setattr(question, name, getattr(about, name))
    question.save(update_fields=list(changes))
    if by is not None:
        told = {name: [] if name == "scene" else values for name, values in changes.items()}
        said = json.dumps(told, ensure_ascii=False) if told else ""
        act = Review.Act.CHANGED
        Review.objects.create(question=question, act=act, comment=said, by_id=by.pk, at=at)


def _tell_translations(question: Question, version: int, *, redo: bool) -> None:
    translations = question.texts.exclude(language=question.source)
    if redo:
        void(translations)
    else:
        translations.filter(source_version=version - 1).update(source_version=version)
