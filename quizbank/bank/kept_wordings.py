"""Earlier words of texts: those a paper was published with, and those that people have passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from quizbank.models import PaperQuestion, QuestionText, Review, Wording
from quizbank.models.questions import SaidInLanguage
from quizbank.rules.text_units import TextWords

APPROVED = QuestionText.State.APPROVED
# The last review of a source, and that of a translation.
APPROVALS = (Review.Act.PROTECTION, Review.Act.BACK_CHECK)


@dataclass(frozen=True, slots=True)
class KeptWording:
    """One wording of a text, since when, and whether people have ever passed it."""

    said: SaidInLanguage
    at: datetime
    passed: bool

    @property
    def words(self) -> TextWords:
        """All it says."""
        return self.said.words


# ``{question id: {language or variant: its wordings, the first one first}}``
type History = Mapping[int, Mapping[str, list[KeptWording]]]
type Kept = dict[int, dict[str, KeptWording]]


def history_of(question_ids: Iterable[int]) -> History:
    """Every wording of the questions' texts; one query."""
    found: dict[int, dict[str, list[KeptWording]]] = {}
    rows = Wording.objects.filter(text__question__in=list(question_ids)).select_related("text")
    for one in rows.annotate(was_passed=_passed()).order_by("text", "version"):
        text = one.text
        is_present = one.version == text.version
        passed = one.was_passed or (is_present and text.state == APPROVED)
        kept = KeptWording(text if is_present else one, one.at, passed)
        found.setdefault(text.question_id, {}).setdefault(text.language, []).append(kept)
    return found


def stood(history: History, at: datetime) -> Kept:
    """What each text said at a moment; one that was begun later is left out."""
    return _last(history, at, or_passed=False)


def stood_or_passed(history: History, at: datetime) -> Kept:
    """The last words that people passed after a moment; without any, what stood there at it."""
    return _last(history, at, or_passed=True)


def _last(history: History, at: datetime, *, or_passed: bool) -> Kept:
    found: Kept = {}
    for question, texts in history.items():
        fit = {
            code: [one for one in wordings if one.at <= at or (or_passed and one.passed)]
            for code, wordings in texts.items()
        }
        there = {code: wordings[-1] for code, wordings in fit.items() if wordings}
        # Somebody has set the clock back in between: it was asked in its first words.
        found[question] = there or {code: wordings[0] for code, wordings in texts.items()}
    return found


def as_last_passed(texts: Iterable[QuestionText]) -> list[QuestionText]:
    """The texts, each in the last words that people passed; as it is where there are none.

    What is not in its present words is not to be stored. Words that had been changed before the
    question was first asked do not count: its right answer may have been another one. One query.
    """
    there = list(texts)
    waiting = [text.pk for text in there if text.state != APPROVED]
    passed = Wording.objects.filter(_passed(), text__in=waiting)
    passed = passed.annotate(asked_at=Subquery(_first_asked())).exclude(Exists(_overtaken()))
    last = {one.text_id: one for one in passed.order_by("version")}
    return [_in_words(text, last[text.pk]) if text.pk in last else text for text in there]


def _in_words(text: QuestionText, one: Wording) -> QuestionText:
    found = QuestionText(
        question_id=text.question_id, language=text.language, state=APPROVED, version=one.version
    )
    found.words = one.words
    return found


def _passed() -> Exists:
    """Of a wording: whether its last review was passed."""
    reviews = Review.objects.filter(
        question=OuterRef("text__question"),
        language=OuterRef("text__language"),
        version=OuterRef("version"),
        act__in=APPROVALS,
    )
    return Exists(reviews)


def _first_asked() -> QuerySet[PaperQuestion, datetime | None]:
    papers = PaperQuestion.objects.filter(question=OuterRef("text__question"))
    return papers.order_by("paper__published_at").values_list("paper__published_at", flat=True)[:1]


def _overtaken() -> QuerySet[Wording]:
    newer = Wording.objects.filter(text=OuterRef("text"), version__gt=OuterRef("version"))
    return newer.filter(at__lte=OuterRef("asked_at"))
