"""A question with everything its editors, translators and reviewers have to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from base.languages.texts import in_reader_language
from quizbank.bank.differences import Piece, pieces
from quizbank.bank.queries import barred_from, sent_back
from quizbank.bank.review_steps import APPROVED, Stage, stage_of
from quizbank.checks.inspection import exceptions_of_scripts, guide
from quizbank.checks.terms import saying
from quizbank.checks.words import CYRILLIC
from quizbank.languages.codes import name_of, tag_of
from quizbank.languages.question_scripts import to_cyrillic
from quizbank.models import Question, QuestionText, Wording
from quizbank.rules.question_faults import Asked
from quizbank.rules.text_units import TextWords
from quizbank.workshop.permissions import QuestionDesk
from quizbank.workshop.queries.question_history import HistoryStep
from quizbank.workshop.queries.question_list import is_outdated
from quizbank.workshop.queries.tasks import codes_of, work_on
from quizbank.workshop.queries.units_shown import UnitShown, before_answering, units_shown
from quizbank.workshop.step_labels import MISSING, STAGES, WORK, state_name
from quizbank.workshop.unit_labels import in_reading_order, label_of


@dataclass(frozen=True, slots=True)
class LanguageText:
    """A question in one language; without ``text`` where there is none yet."""

    code: str
    name: str
    tag: str
    text: QuestionText | None
    units: list[UnitShown] = field(default_factory=list)
    is_source: bool = False
    outdated: bool = False
    work: str = ""
    # Whether the reader has to answer first: then neither key nor explanation is in here.
    blind: bool = False
    # The step by which a draft came back from its reader.
    sent_back: HistoryStep | None = None

    @property
    def choices(self) -> list[UnitShown]:
        """The answers, rows, steps or parts that can be marked."""
        return [one for one in self.units if one.letter]

    @property
    def is_plain(self) -> bool:
        """Whether there are answers to choose from and nothing else."""
        return len(self.choices) == len(self.units)

    @property
    def explanation(self) -> str:
        """Of the text, where it may be shown."""
        return self.text.explanation if self.text and not self.blind else ""

    @property
    def state(self) -> str:
        """Of the text, or that there is none."""
        return self.text.state if self.text else MISSING

    @property
    def state_name(self) -> str:
        """For people; a translation that is a draft is being translated."""
        return state_name(self.state, sent_back=bool(self.sent_back))

    @property
    def work_name(self) -> str:
        """What the reader may do with it, empty if nothing."""
        return str(WORK.get(self.work, ""))


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A part of the source that differs from what was translated.

    ``about``: what the question is, in the language of the page, no words of its text.
    """

    part: str
    pieces: list[Piece]
    about: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """A term of the glossary that the source uses, and how the language says it."""

    term: str
    says: str


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One of the six steps of a question."""

    name: str
    done: bool
    current: bool


def sheets_of(
    desk: QuestionDesk,
    question: Question,
    texts: Mapping[str, QuestionText],
    *,
    blind: bool,
) -> list[LanguageText]:
    """All languages, the source first; three queries. ``blind``: without key and explanation."""
    barred = barred_from(texts.values(), desk.user.pk)
    codes = sorted(codes_of(texts), key=lambda code: code != question.source)
    source = texts.get(question.source)
    back = {pk: HistoryStep(one, one.comment) for pk, one in sent_back(texts.values()).items()}
    return [
        LanguageText(
            code,
            name_of(code),
            tag_of(code),
            text := texts.get(code),
            _units(question, text, blind=blind),
            is_source=code == question.source,
            outdated=is_outdated(question, text, source),
            work=work_on(desk, question, texts, code, barred),
            blind=blind,
            sent_back=back.get(text.pk) if text else None,
        )
        for code in codes
    ]


def _units(question: Question, text: QuestionText | None, *, blind: bool) -> list[UnitShown]:
    units = units_shown(question.asked, text.words) if text else []
    return before_answering(units) if blind else units


def title_of(question: Question, texts: Mapping[str, QuestionText]) -> str:
    """What the question asks, in the reader's language where there is one; else its identifier."""
    return in_reader_language({code: text.stem for code, text in texts.items()}, question.key)


def unseen(sheet: LanguageText) -> LanguageText:
    """The sheet as its reader answers it."""
    return replace(sheet, units=before_answering(sheet.units), blind=True)


def steps_of(question: Question, texts: Mapping[str, QuestionText]) -> list[ReviewStep]:
    """How far the question has come."""
    states = {code: text.state for code, text in texts.items()}
    now = stage_of(states, source=question.source, languages=list(settings.ENDONYMS))
    order = list(Stage)
    place = order.index(now)
    approved = now == Stage.APPROVED
    return [
        ReviewStep(str(STAGES[one]), number < place or approved, one == now)
        for number, one in enumerate(order)
    ]


def changes_of(question: Question, text: QuestionText | None) -> list[SourceChange]:
    """What of the source has changed since a translation was made; two queries."""
    source = question.texts.filter(language=question.source).first()
    if text is None or source is None or not is_outdated(question, text, source):
        return []
    wordings = Wording.objects.filter(text=source)
    base = wordings.filter(version=text.source_version or 0).first()
    return differences(question.asked, base.words, source.words) if base else []


def differences(asked: Asked, before: TextWords, after: TextWords) -> list[SourceChange]:
    """The units that differ, word by word."""
    old, new = dict(before.units()), dict(after.units())
    return [
        SourceChange(label_of(unit, asked), pieces(old.get(unit, ""), new.get(unit, "")))
        for unit in in_reading_order({*old, *new}, asked)
        if old.get(unit, "") != new.get(unit, "")
    ]


def hints_for(source: QuestionText | None, language: str) -> list[Hint]:
    """Terms of the glossary in the source, with the words of the language for them."""
    if source is None or source.language == language:
        return []
    found = saying(guide().glossary, source.language, source.words, language)
    return [
        Hint(_in_letters_of(source.language, term), _in_letters_of(language, ", ".join(forms)))
        for term, forms in found
    ]


def _in_letters_of(language: str, words: str) -> str:
    """Words of the glossary, which is in Latin letters, as a language writes them."""
    return to_cyrillic(words, exceptions_of_scripts()) if language in CYRILLIC else words


def may_send_back(desk: QuestionDesk, sheet: LanguageText) -> bool:
    """Whether the reader may say what is wrong: a reviewer in turn, anybody afterwards."""
    if sheet.state != APPROVED:
        return sheet.work == sheet.state
    return desk.may_write or desk.may_protect or desk.may_check(sheet.code)
