"""What somebody has stored while another had the page open: shown beside what the other typed."""

from __future__ import annotations

from quizbank.bank.actions.writing import About, changes_to
from quizbank.bank.differences import pieces
from quizbank.bank.queries import topic_names
from quizbank.exceptions import TextChanged, WorkshopError
from quizbank.models import Question, QuestionText, Wording
from quizbank.rules.text_units import TextWords
from quizbank.workshop.about_labels import about_label, about_words
from quizbank.workshop.queries.question_page import SourceChange, differences


def from_typed_to_stored(
    refusal: WorkshopError,
    question: Question,
    *,
    about: About | None = None,
    words: TextWords | None = None,
    stored: QuestionText | None = None,
) -> list[SourceChange]:
    """From ``about`` and ``words`` as they were typed to what is stored, unit by unit.

    Empty for another refusal; ``stored`` is the text the words were typed for, if it may be shown.
    """
    if not isinstance(refusal, TextChanged):
        return []
    found = _about_differences(question, about) if about else []
    if words and stored:
        found += differences(question.asked, words, stored.words)
    return found


def wording_of(question: Question, version: int) -> TextWords:
    """What its source said in an earlier wording; nothing where there was none."""
    found = Wording.objects.filter(
        text__question=question, text__language=question.source, version=version
    ).first()
    return found.words if found else TextWords("")


def _about_differences(question: Question, typed: About) -> list[SourceChange]:
    changes, topics = changes_to(question, typed), topic_names()
    return [
        SourceChange(
            about_label(name),
            pieces(about_words(name, new, topics), about_words(name, stored, topics)),
            about=True,
        )
        for name, (stored, new) in changes.items()
    ]
