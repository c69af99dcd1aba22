"""One request at the workbench of a text: what its reader may see of it, and the form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.http import Http404, HttpRequest, QueryDict

from quizbank.bank.answer_looks import has_answered
from quizbank.bank.queries import own_texts
from quizbank.bank.review_steps import BLIND, PROTECTION
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import TextWords
from quizbank.workshop.forms.answer_in_kind import Answerable, AnswerForm
from quizbank.workshop.forms.words_of_text import TextForm, is_plain
from quizbank.workshop.permissions import QuestionDesk, get_question
from quizbank.workshop.queries.question_page import LanguageText, sheets_of, unseen
from quizbank.workshop.queries.tasks import to_answer
from quizbank.workshop.serbian_drafts import PAIRS, drafted_words
from quizbank.workshop.units_needed import Needed, needed_in


@dataclass(slots=True)
class TextRequest:
    """One request at the workbench of a text."""

    request: HttpRequest
    desk: QuestionDesk
    question: Question
    texts: dict[str, QuestionText]
    sheet: LanguageText
    source: LanguageText
    # The texts of the question to be answered before its key is shown.
    to_answer: list[LanguageText]
    # Words of the other script that a beginning from it may have turned wrongly.
    doubts: list[str] = field(default_factory=list)

    @property
    def reviewing(self) -> bool:
        """Whether the text waits for a review by the reader, and nothing else has to come first."""
        waits = bool(self.sheet.work) and self.sheet.work == self.sheet.state
        return waits and not (self.sheet.blind and self.sheet.state == PROTECTION)

    @property
    def version(self) -> int:
        """The wording the page was made from."""
        return self._number("version")

    @property
    def source_version(self) -> int | None:
        """The wording of the source that stood beside it; the source itself has none beside it."""
        return None if self.sheet.is_source else self._number("source_version")

    def _number(self, name: str) -> int:
        typed = self.request.POST.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change this text."""
        return self.desk.may_edit(self.question, self.sheet.code)

    @property
    def needed(self) -> Needed:
        """The units the text has to say, with what is stored of them."""
        return needed_in(self.question, self.texts, self.sheet.code)

    def form(self, data: QueryDict | None = None, words: TextWords | None = None) -> TextForm:
        """The fields of the text: with what was typed, with ``words``, or with what is stored."""
        needed = self.needed
        if words is not None:
            needed = replace(needed, words=words.shaped_like(needed.words))
        # Of many units somebody may do a part today; what needs four answers is one thought.
        lenient = not (self.sheet.is_source or is_plain(needed))
        form = TextForm(data, needed=needed, version=version_of(self.sheet), lenient=lenient)
        form.in_language(self.sheet.tag)
        return form

    def answering(self) -> AnswerForm:
        """The text as its reviewer answers it, by plain controls."""
        text = self.sheet.text
        choices = {one.letter: one.words or "–" for one in self.sheet.choices}
        bins = text.words.bins if text else {}
        asked = Answerable(self.question.asked.kind, choices, bins)
        return AnswerForm(self.request.POST or None, asked=asked, name="choice", required=False)

    @property
    def source_words(self) -> TextWords | None:
        """What stands beside each field of a translation of many units; nothing while blind."""
        source = None if self.source.blind else self.source.text
        if self.sheet.is_source or source is None or is_plain(self.needed):
            return None
        return source.words


def turn_of(request: HttpRequest, key: str, language: str) -> TextRequest:
    """The text with what its reader may know of it; 404 for whom it is not."""
    desk, question = get_question(request.user, key)
    texts = own_texts(question)
    unknown = to_answer(desk, question, texts)
    found = sheets_of(desk, question, texts, blind=bool(unknown))
    sheets = {sheet.code: sheet for sheet in found}
    if language not in sheets:
        raise Http404
    sheet, source = sheets[language], sheets[question.source]
    # Each text is answered by itself, also by whoever knows the key from another language.
    if sheet.work in BLIND and sheet.text and not has_answered(sheet.text, desk.user.pk):
        sheet, source = unseen(sheet), unseen(source)
    waiting = [one for one in found if one.code in unknown]
    return TextRequest(request, desk, question, texts, sheet, source, waiting)


def form_of(turn: TextRequest) -> TextForm | None:
    """What is stored, or a beginning from the other script where the reader asks for it."""
    if not turn.may_edit or turn.sheet.blind:
        return None
    words = None
    if turn.request.GET.get("from") and (other := twin_of(turn)):
        words, turn.doubts = drafted_words(other.words, turn.sheet.code, turn.question.scene)
    return turn.form(words=words)


def version_of(sheet: LanguageText) -> int:
    """The number of its wording, 0 without a text."""
    return sheet.text.version if sheet.text else 0


def twin_of(turn: TextRequest) -> QuestionText | None:
    """The text in the other script of the same language, if there is one to begin from."""
    codes = [source for source, target in PAIRS if target == turn.sheet.code]
    return next((turn.texts[code] for code in codes if code in turn.texts), None)
