"""The questions of the bank as their workshop lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q, QuerySet

from base.languages.texts import in_reader_language
from quizbank.bank.queries import barred_from, sent_back, texts_of
from quizbank.bank.review_steps import BLIND, DRAFT, Stage, stage_of
from quizbank.bank.search_words import says_all, sought
from quizbank.languages.codes import name_of, tag_of
from quizbank.languages.variants import parts_of
from quizbank.models import Question, QuestionText, Review
from quizbank.rules.text_units import ASKED
from quizbank.workshop.permissions import QuestionDesk
from quizbank.workshop.queries.tasks import codes_of, work_on
from quizbank.workshop.step_labels import MISSING, STAGES, TRANSLATE, WORKS, WRITE, state_name

# Texts by language, by the key of their question.
type TextsByKey = Mapping[int, Mapping[str, QuestionText]]

OUTDATED = "outdated"
# Where words are looked for: in what pupils read before they answer.
SOUGHT = ("stem", *ASKED)
# Codes in the script of the language; the others are plain capitals.
SHORT = {"sr": "СР", "sr-latn": "SR"}


@dataclass(frozen=True, slots=True)
class QuestionFilters:
    """What is looked for; empty means all. ``work`` is one of ``WORKS``: what waits for me."""

    stage: str = ""
    work: str = ""
    language: str = ""
    state: str = ""
    division: str = ""
    topic: str = ""
    difficulty: str = ""
    kind: str = ""
    answered: str = ""
    words: str = ""

    @property
    def narrows_more(self) -> bool:
        """Whether one of the filters is set that are used less often."""
        rarer = (self.stage, self.state, self.division, self.topic, self.difficulty)
        return any((*rarer, self.kind, self.answered))


@dataclass(frozen=True, slots=True)
class TextMark:
    """How far one language of a question has come; ``work`` is what the reader may do there."""

    code: str
    name: str
    tag: str
    state: str
    outdated: bool
    work: str
    # Of the text and of its source, 0 without one: what a press of a button was made from.
    version: int = 0
    source_version: int = 0
    # The step by which a draft came back from its reader.
    sent_back: Review | None = None

    @property
    def may_be_handed_in(self) -> bool:
        """Whether there is a draft that its reader may be content with as it is."""
        return self.work in (WRITE, TRANSLATE) and self.version > 0 and not self.is_refused

    @property
    def is_refused(self) -> bool:
        """Whether somebody has sent back just these words."""
        return self.sent_back is not None and self.sent_back.version == self.version

    @property
    def is_blind(self) -> bool:
        """Whether its reader answers it before the key is shown."""
        return self.work in BLIND

    @property
    def short(self) -> str:
        """Its name where there is no room: a code, in the letters it is written in."""
        base, country = parts_of(self.code)
        return f"{SHORT.get(base, base.upper())} {country}".strip()

    @property
    def state_name(self) -> str:
        """For people."""
        return state_name(self.state, sent_back=bool(self.sent_back))


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the list."""

    question: Question
    stem: str
    stage: Stage
    marks: Sequence[TextMark]
    # The text that waits for the reader, if there is one.
    first: TextMark | None = None
    # Titles of the editions in which it was neutralised, once they were asked for.
    neutralised: Sequence[str] = ()

    @property
    def stage_name(self) -> str:
        """For people."""
        own = [mark for mark in self.marks if mark.code == self.question.source and mark.sent_back]
        return own[0].state_name if own else str(STAGES[self.stage])

    @property
    def sent_back(self) -> list[TextMark]:
        """Drafts that came back and wait for the reader."""
        return [mark for mark in self.marks if mark.work and mark.sent_back]

    @property
    def is_blind(self) -> bool:
        """Whether its reader has to answer a text of it: then no comment may tell the key."""
        return any(mark.is_blind for mark in self.marks)


def lines_of(
    desk: QuestionDesk, filters: QuestionFilters
) -> tuple[list[QuestionLine], Counter[str]]:
    """The questions that fit, and how many texts wait for the reader by kind of work.

    Five queries, however large the bank is.
    """
    lines, texts = _read(desk, filters)
    waiting = Counter(mark.work for line in lines for mark in line.marks if mark.work)
    fitting = _fitting(lines, filters)
    words = sought(filters.words)
    if words:
        fitting = [one for one in fitting if says_all(words, _said(one, texts))]
    return fitting, waiting


def _read(desk: QuestionDesk, filters: QuestionFilters) -> tuple[list[QuestionLine], TextsByKey]:
    """A line for each question of the list, and what stands in them."""
    questions = list(_questions(filters))
    texts = texts_of(question.pk for question in questions)
    written = [text for there in texts.values() for text in there.values()]
    barred, back = barred_from(written, desk.user.pk), sent_back(written)
    return [_line(desk, one, texts.get(one.pk, {}), barred, back) for one in questions], texts


def _fitting(lines: Sequence[QuestionLine], filters: QuestionFilters) -> list[QuestionLine]:
    return [replace(line, first=_first(line, filters)) for line in lines if _fits(line, filters)]


def _said(line: QuestionLine, texts: TextsByKey) -> list[str]:
    there = texts.get(line.question.pk, {}).values()
    # What is told after the quiz would tell which answer is right.
    units = (unit for text in there for unit in text.words.units())
    return [line.question.key, *(words for (name, _key), words in units if name in SOUGHT)]


def _first(line: QuestionLine, filters: QuestionFilters) -> TextMark | None:
    """The text the title leads to: what was looked for, else what its reader has to answer."""
    own = [mark for mark in line.marks if filters.language in ("", mark.code)]
    wanted = [mark for mark in own if filters.work and _waits(mark, filters.work)]
    return next(iter(wanted or [mark for mark in line.marks if mark.is_blind]), None)


def _questions(filters: QuestionFilters) -> QuerySet[Question]:
    kinds = {
        "": Q(retired_at__isnull=True),
        "sensitive": Q(retired_at__isnull=True, sensitive=True),
        "retired": Q(retired_at__isnull=False),
        "every": Q(),
    }
    found = Question.objects.filter(kinds.get(filters.kind, Q())).select_related("topic")
    named = {
        "division_code": filters.division,
        "topic": filters.topic,
        "difficulty": filters.difficulty,
        "kind": filters.answered,
    }
    found = found.filter(**{name: value for name, value in named.items() if value})
    return found.order_by("division_code", "topic__position", "topic", "key")


def _line(
    desk: QuestionDesk,
    question: Question,
    texts: dict[str, QuestionText],
    barred: set[int],
    back: Mapping[int, Review],
) -> QuestionLine:
    states = {code: text.state for code, text in texts.items()}
    source = texts.get(question.source)
    marks = [
        TextMark(
            code=code,
            name=name_of(code),
            tag=tag_of(code),
            state=states.get(code, MISSING),
            outdated=is_outdated(question, texts.get(code), source),
            work=work_on(desk, question, texts, code, barred),
            version=texts[code].version if code in texts else 0,
            source_version=source.version if source else 0,
            sent_back=back.get(texts[code].pk) if code in texts else None,
        )
        for code in codes_of(texts)
    ]
    stems = {code: text.stem for code, text in texts.items()}
    return QuestionLine(
        question,
        in_reader_language(stems, question.key),
        stage_of(states, source=question.source, languages=list(settings.ENDONYMS)),
        marks,
    )


def is_outdated(question: Question, text: QuestionText | None, source: QuestionText | None) -> bool:
    """Whether a translation answers an earlier wording of the source."""
    if text is None or source is None or text.language == question.source:
        return False
    return text.source_version != source.version


def _fits(line: QuestionLine, filters: QuestionFilters) -> bool:
    marks = [mark for mark in line.marks if filters.language in ("", mark.code)]
    return (
        filters.stage in ("", line.stage)
        and (not filters.work or any(_waits(mark, filters.work) for mark in marks))
        and (not filters.state or any(_is(mark, filters.state) for mark in marks))
    )


def _waits(mark: TextMark, work: str) -> bool:
    return mark.work == work if work in WORKS else bool(mark.work)


def _is(mark: TextMark, state: str) -> bool:
    if state == OUTDATED:
        return mark.outdated
    return mark.state == state or (state == DRAFT and mark.state == MISSING)


def next_of(
    desk: QuestionDesk, *, work: str, language: str, after: str
) -> tuple[Question, str] | None:
    """The next text that waits for the same work: behind a question, then from the top."""
    filters = QuestionFilters(work=work, language=language)
    every, _texts = _read(desk, filters)
    lines = _fitting(every, filters)
    later = [line for line in lines if line.question.key > after]
    for line in sorted(lines, key=lambda one: one not in later):
        for mark in line.marks:
            if mark.work == work and language in ("", mark.code):
                return line.question, mark.code
    return None
