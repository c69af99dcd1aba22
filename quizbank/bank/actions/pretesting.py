"""A reader guesses from the choices alone; what three readers find goes back to its writer."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from quizbank import exceptions
from quizbank.bank.actions.writing import hold, present_text
from quizbank.models import OptionGuess, Question, QuestionText, Review
from quizbank.rules.option_guesses import gives_away

State = QuestionText.State


@transaction.atomic
def guess(
    question: Question,
    language: str,
    *,
    version: int,
    choice: str,
    by: AbstractBaseUser,
    at: datetime,
) -> bool:
    """Keep a guess; the answer is whether the text goes back because of it.

    A text that is approved stays so: pupils may have it before them, and its page says what the
    readers found. Raises ``TextChanged``, ``NotItsTurn`` for a draft, ``NoAnswer``.
    """
    question = hold(question)
    text = present_text(question, language, version=version)
    if text.state == State.DRAFT:
        raise exceptions.NotItsTurn
    if choice not in text.choices:
        raise exceptions.NoAnswer
    told = {"choice": choice, "hit": choice == question.right, "at": at}
    OptionGuess.objects.get_or_create(text=text, version=version, by_id=by.pk, defaults=told)
    found = OptionGuess.objects.filter(text=text, version=version).values_list("hit", flat=True)
    if text.state == State.APPROVED or not gives_away(list(found)):
        return False
    text.state = State.DRAFT
    text.save(update_fields=["state"])
    Review.objects.create(
        question=question,
        language=language,
        version=version,
        act=Review.Act.GIVEN_AWAY,
        by_id=by.pk,
        at=at,
    )
    return True
