"""One question in one language as its pupils would see it, and how far its text has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from competition.previews.queries.paper_previews import Offered, offered
from quizbank.bank.queries import own_texts
from quizbank.bank.review_status import is_whole, source_among
from quizbank.models import Question, QuestionText
from quizbank.papers.compiling import compiled


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """The languages there are, the one that is looked at, and its text, ``None`` without one.

    ``like``: the text whose units a whole text has: the source, or any.
    """

    languages: list[Offered]
    language: Offered
    text: QuestionText | None
    source: QuestionText | None
    like: QuestionText | None

    @property
    def is_whole(self) -> bool:
        """Whether pupils could be asked it like this."""
        return self.text is not None and self.like is not None and is_whole(self.text, self.like)

    @property
    def notes(self) -> list[str]:
        """What its state alone does not tell."""
        if self.text is None:
            return []
        found = []
        if not self.is_whole:
            found.append(_("Something is still empty in this text, so no paper can use it."))
        if self.source is None or self.text == self.source:
            return found
        if self.source.state != QuestionText.State.APPROVED:
            found.append(_("The text it is translated from is not approved."))
        if self.text.source_version != self.source.version:
            found.append(_("The text it is translated from has changed since."))
        return found

    def asked(self) -> list[dict[str, object]]:
        """For the pupil's screen, the choices in the order of their letters; empty if not whole."""
        if self.text is None or not self.is_whole:
            return []
        asked = self.text.question.asked
        return [{"number": 1, **compiled(asked, self.text.words, self.text.letters)}]


def question_preview(question: Question, code: str) -> QuestionPreview | None:
    """The question in a language or country variant, if it is one to look at; one query."""
    texts = own_texts(question)
    languages = offered(settings.ENDONYMS, texts)
    language = next((one for one in languages if one.code == code), None)
    if language is None:
        return None
    like = source_among(texts, question.source)
    source = texts.get(question.source)
    return QuestionPreview(languages, language, texts.get(code), source, like)
