"""One stored question of each kind, small and sound."""

from __future__ import annotations

from base import clock
from quizbank.bank.actions.beginning import store_question
from quizbank.models import Paper, Question
from quizbank.papers.actions import publish_paper
from tests import cast
from tests.quizbank.kind_files import KINDS, file_of


def every_kind() -> list[Question]:
    """One stored question of each kind."""
    cast.make_topic()
    return [
        store_question(file_of(kind), languages=cast.LANGUAGES, at=clock.now()) for kind in KINDS
    ]


def paper_of_every_kind(seed: str = "") -> Paper:
    """A published official paper with a question of each kind."""
    return publish_paper(
        every_kind(),
        title="all kinds",
        kind="official",
        division_code="12-13",
        languages=cast.LANGUAGES,
        at=clock.now(),
        seed=seed,
    )
