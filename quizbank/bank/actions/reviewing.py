"""The steps of a text from draft to approved, none of them by one person alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from quizbank import exceptions
from quizbank.bank import review_steps
from quizbank.bank.actions.writing import hold, present_text, version_of_source
from quizbank.bank.answer_looks import has_answered
from quizbank.bank.queries import hands_of, readers_of
from quizbank.models import Question, QuestionText, Review
from quizbank.rules.question_faults import same_words, text_faults

State, Act = QuestionText.State, Review.Act
# What is on record when a text of this state is passed.
ACTS = {
    State.CONTENT: Act.CONTENT,
    State.PROTECTION: Act.PROTECTION,
    State.BACK_CHECK: Act.BACK_CHECK,
}
LONGEST_COMMENT = 1000


@transaction.atomic
def hand_in(
    question: Question,
    language: str,
    *,
    version: int,
    by: AbstractBaseUser,
    at: datetime,
    source_version: int | None = None,
) -> QuestionText:
    """The writer is content with a draft: it waits for its first reader.

    A translation answers the source as it is now, which has to be approved; ``source_version`` is
    the wording of it that the writer had beside the draft, if that is known.
    Raises ``TextChanged``, ``NotItsTurn``, ``Incomplete``, ``SourceNotApproved``.
    """
    question = hold(question)
    text = present_text(question, language, version=version)
    _insist_on_same_source(question, source_version)
    is_source = language == question.source
    if text.state != State.DRAFT:
        raise exceptions.NotItsTurn
    if not text.is_complete:
        raise exceptions.Incomplete
    source = text if is_source else _approved_source(question)
    if text.words.shape != source.words.shape or any(text_faults(question.asked, source.words)):
        raise exceptions.Incomplete
    if any(same_words(question.asked.kind, text.words)):
        raise exceptions.SaysTheSame
    if not is_source:
        text.source_version = source.version
    _move(text, review_steps.after_handing_in(is_source=is_source))
    _note(question, text, Act.HANDED_IN, by=by, at=at)
    return text


def _approved_source(question: Question) -> QuestionText:
    source = question.texts.filter(language=question.source, state=State.APPROVED).first()
    if source is None:
        raise exceptions.SourceNotApproved
    return source


def _insist_on_same_source(question: Question, seen: int | None) -> None:
    if seen is not None and seen != version_of_source(question):
        raise exceptions.TextChanged


@transaction.atomic
def answer(
    question: Question,
    language: str,
    *,
    version: int,
    choice: str,
    by: AbstractBaseUser,
    at: datetime,
    state: str | None = None,
    source_version: int | None = None,
) -> bool:
    """Answer a text before seeing its key, as its blind review begins.

    Experts have to agree on the key: another choice is put on record, and the answer is ``False``.
    ``state`` and ``source_version`` are as in ``pass_review``, and so is what it raises, with
    ``NoAnswer``.
    """
    question = hold(question)
    text = _text_to_review(question, language, version, by, state, source_version)
    if text.state not in review_steps.BLIND:
        raise exceptions.NotItsTurn
    if not choice:
        raise exceptions.NoAnswer
    is_right = choice == question.right
    _note(question, text, Act.ANSWERED if is_right else Act.MISREAD, by=by, at=at)
    return is_right


@transaction.atomic
def pass_review(
    question: Question,
    language: str,
    *,
    version: int,
    by: AbstractBaseUser,
    at: datetime,
    choice: str = "",
    state: str | None = None,
    source_version: int | None = None,
) -> bool:
    """Pass the review a text waits for.

    In a content review and a back-check the reader answers first, here by ``choice`` or before by
    ``answer``. Another choice than the key is put on record, the text stays where it is, and the
    answer is ``False``. ``state`` is the one in which the reader saw the
    text: whoever came a moment too late for one review would pass the next. ``source_version`` is
    the wording of the source that a back-checker had beside the translation.
    Raises ``TextChanged``, ``NotItsTurn``, ``OwnWork``, ``AlreadyRead``, ``KeySeen``, ``NoAnswer``.
    """
    question = hold(question)
    text = _text_to_review(question, language, version, by, state, source_version)
    waits_for = State(text.state)
    if waits_for in review_steps.BLIND and choice != question.right:
        if choice:
            _note(question, text, Act.MISREAD, by=by, at=at)
            return False
        if not has_answered(text, by.pk):
            raise exceptions.NoAnswer
    _move(text, review_steps.PASSED[waits_for])
    _note(question, text, ACTS[waits_for], by=by, at=at)
    return True


def _text_to_review(
    question: Question,
    language: str,
    version: int,
    by: AbstractBaseUser,
    state: str | None,
    source_version: int | None,
) -> QuestionText:
    text = present_text(question, language, version=version)
    _insist_on_same_source(question, source_version)
    if text.state not in ACTS or state not in (None, text.state) or question.retired_at:
        raise exceptions.NotItsTurn
    hands, readers = hands_of(text), readers_of(text)
    if review_steps.may_review(by.pk, hands=hands, readers=readers):
        return text
    if by.pk in hands:
        raise exceptions.OwnWork
    raise exceptions.KeySeen if text.state in review_steps.BLIND else exceptions.AlreadyRead


@transaction.atomic
def look_at_key(
    question: Question, languages: Collection[str], *, by: AbstractBaseUser, at: datetime
) -> None:
    """See the key without answering: the blind reviews of these texts are given up, on record."""
    question = hold(question)
    for text in question.texts.filter(language__in=languages, state__in=review_steps.BLIND):
        _note(question, text, Act.SEEN, by=by, at=at)


@transaction.atomic
def send_back(
    question: Question,
    language: str,
    *,
    version: int,
    comment: str,
    by: AbstractBaseUser,
    at: datetime,
) -> None:
    """A reader found something: the text is a draft again, and the comment says why.

    Raises ``NoReason``, ``TextChanged``, ``NotItsTurn``.
    """
    _insist_on_words(comment)
    question = hold(question)
    text = present_text(question, language, version=version)
    if text.state == State.DRAFT:
        raise exceptions.NotItsTurn
    _move(text, State.DRAFT)
    _note(question, text, Act.SENT_BACK, comment=comment, by=by, at=at)


def comment_on(
    question: Question, language: str, *, comment: str, by: AbstractBaseUser, at: datetime
) -> None:
    """Say something about a text, or about the question if no language is named."""
    _insist_on_words(comment)
    Review.objects.create(
        question=question,
        language=language,
        act=Act.COMMENT,
        comment=comment.strip(),
        by_id=by.pk,
        at=at,
    )


@transaction.atomic
def retire(question: Question, *, comment: str, by: AbstractBaseUser, at: datetime) -> None:
    """Offer the question to no paper any more. Raises ``NoReason``, ``NotItsTurn``."""
    _insist_on_words(comment)
    _mark(question, "retired_at", at, act=Act.RETIRED, comment=comment, by=by, at=at)


@transaction.atomic
def restore(question: Question, *, by: AbstractBaseUser, at: datetime) -> None:
    """Take a retired question back into use. Raises ``NotItsTurn``."""
    _mark(question, "retired_at", None, act=Act.RESTORED, by=by, at=at)


def _insist_on_words(comment: str) -> None:
    if not comment.strip():
        raise exceptions.NoReason
    if len(comment) > LONGEST_COMMENT:
        raise exceptions.TooLong


def _mark(
    question: Question,
    name: str,
    value: datetime | None,
    *,
    act: Review.Act,
    by: AbstractBaseUser,
    at: datetime,
    comment: str = "",
) -> None:
    question = hold(question)
    if (getattr(question, name) is None) == (value is None):
        raise exceptions.NotItsTurn
    setattr(question, name, value)
    question.save(update_fields=[name])
    Review.objects.create(question=question, act=act, comment=comment.strip(), by_id=by.pk, at=at)


def _move(text: QuestionText, state: str) -> None:
    text.state = state
    text.save(update_fields=["state", "source_version"])


def _note(
    question: Question,
    text: QuestionText,
    act: Review.Act,
    *,
    by: AbstractBaseUser,
    at: datetime,
    comment: str = "",
) -> None:
    Review.objects.create(
        question=question,
        language=text.language,
        version=text.version,
        act=act,
        comment=comment.strip(),
        by_id=by.pk,
        at=at,
    )
