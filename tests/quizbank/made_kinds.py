"""One stored question of each kind, small and sound."""

from __future__ import annotations

from quizbank.bank.actions.beginning import store_question
from quizbank.models import Question
from schools import clock
from tests import cast
from tests.quizbank.kind_files import KINDS, file_of


def every_kind() -> list[Question]:
    """One stored question of each kind."""
    cast.make_topic()
    return [
        store_question(file_of(kind), languages=cast.LANGUAGES, demonstration=True, at=clock.now())
        for kind in KINDS
    ]
