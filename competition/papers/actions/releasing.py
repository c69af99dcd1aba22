"""Giving the public questions of an edition that is over: the one place where that is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.papers.queries.neutralised import neutralised_in
from competition.papers.queries.releasing import asked_elsewhere, questions_in
from competition.rules.edition_steps import OVER
from quizbank.bank.actions.reviewing import release
from schools.models import User


class NotOver(CompetitionError):
    message = gettext_lazy("Questions are released once the edition is over: from its review on.")


class AskedElsewhere(CompetitionError):
    """Names the questions that somebody may still be asked in earnest."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__(keys)
        self.keys = sorted(keys)

    def __str__(self) -> str:
        text = _(
            "These questions are asked in earnest in another edition: %s. Nothing is released."
        )
        return text % ", ".join(self.keys)


@transaction.atomic
def release_questions(edition: Edition, *, chosen: Collection[int], by: User, at: datetime) -> int:
    """Release questions of its papers, on record with each; returns how many.

    What is released already is left alone, and so is what was neutralised: nobody practises it.
    It cannot be taken back. Raises ``NotOver`` and ``AskedElsewhere``.
    """
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.state not in OVER:
        raise NotOver
    waiting = questions_in(held).filter(pk__in=chosen, released_at__isnull=True)
    faulty = neutralised_in(chosen)
    questions = list(waiting.exclude(pk__in=faulty).select_for_update().order_by("pk"))
    refused = asked_elsewhere(one.pk for one in questions)
    if refused:
        raise AskedElsewhere({one.key for one in questions if one.pk in refused})
    for one in questions:
        release(one, comment=str(held), by=by, at=at)
    return len(questions)
