"""Questions of a division's bank as an organizer chooses among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.languages.texts import in_reader_language
from competition.editions.permissions import Desk
from competition.models import Division, Edition
from competition.papers.queries.asked import divisions_with
from competition.papers.queries.sets import KINDS
from competition.rules.edition_steps import OVER
from quizbank.bank.queries import texts_of
from quizbank.bank.review_status import approved, empty_in, source_among, usable
from quizbank.bank.search_words import says_all, sought
from quizbank.languages.codes import name_of, tag_of
from quizbank.languages.variants import candidates, is_variant, readers, source
from quizbank.models import Paper, PaperQuestion, Question, QuestionText
from quizbank.workshop.unit_labels import in_reading_order, label_of

PAGE = 25


@dataclass(frozen=True, slots=True)
class CandidateFilters:
    """What is looked for; empty means all."""

    topic: str = ""
    difficulty: str = ""
    answered: str = ""
    reviewed: bool = False
    unused: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class PastUse:
    """Where a question was used."""

    where: str
    neutralised: bool = False


@dataclass(frozen=True, slots=True)
class UnfinishedText:
    """A text that is there and not whole: its language, and what is empty in it, for people."""

    name: str
    tag: str
    empty: str


@dataclass(frozen=True, slots=True)
class BankRow:
    """A question with what speaks for and against it; ``texts`` by language.

    ``hides``: whether it was used where its reader may not know of.
    """

    question: Question
    texts: dict[str, QuestionText]
    unreviewed: list[tuple[str, str]]
    missing: list[tuple[str, str]]
    unfinished: list[UnfinishedText]
    uses: list[PastUse]
    hides: bool = False

    @property
    def reviewed_nowhere(self) -> bool:
        """Whether no text there is has been reviewed."""
        return bool(self.texts) and not approved(self.texts, self.question.source)

    @property
    def stem(self) -> str:
        """In the reader's language, or the nearest there is."""
        stems = {code: text.stem for code, text in self.texts.items()}
        return in_reader_language(stems, self.question.key)


def bank_of(
    division: Division,
    filters: CandidateFilters,
    languages: Sequence[str],
    countries: Collection[str] = (),
) -> QuerySet[Question]:
    """The questions in use that fit, by topic, easy ones first within the order of their names."""
    found = Question.objects.filter(division_code=division.code, retired_at__isnull=True)
    if filters.topic:
        found = found.filter(topic=filters.topic)
    if filters.difficulty:
        found = found.filter(difficulty=filters.difficulty)
    if filters.answered:
        found = found.filter(kind=filters.answered)
    if filters.unused:
        found = found.filter(~Exists(PaperQuestion.objects.filter(question=OuterRef("pk"))))
    if filters.reviewed:
        found = found.filter(pk__in=_reviewed(languages))
        found = found.exclude(pk__in=_waiting(languages, countries))
    if filters.words:
        found = found.filter(pk__in=_saying(division, filters.words))
    return found.order_by("topic__position", "topic", "difficulty", "key")


def _reviewed(languages: Sequence[str]) -> QuerySet[QuestionText, int]:
    """Questions with an approved text in every one of these languages and their own."""
    passed = QuestionText.objects.filter(state=QuestionText.State.APPROVED)
    own = passed.filter(language=F("question__source")).values("question")
    counted = (
        passed.filter(language__in=languages, question__in=own)
        .order_by()
        .values("question")
        .annotate(number=Count("pk"))
    )
    return counted.filter(number=len(languages)).values_list("question", flat=True)


def _waiting(languages: Sequence[str], countries: Collection[str]) -> QuerySet[QuestionText, int]:
    """Questions with a country variant that nobody has approved."""
    pairs = readers(languages, countries)
    codes = {code for pair in pairs for code in candidates(*pair) if is_variant(code)}
    texts = QuestionText.objects.filter(language__in=codes)
    waiting = texts.exclude(state=QuestionText.State.APPROVED)
    return waiting.order_by().values_list("question", flat=True)


def _saying(division: Division, words: str) -> list[int]:
    """Questions whose text in the reader's language holds all the words."""
    rows = QuestionText.objects.filter(
        question__division_code=division.code, language=get_language() or "en"
    ).values_list("question_id", "stem", "choices")
    wanted = sought(words)
    return [pk for pk, stem, choices in rows if says_all(wanted, [stem, *choices.values()])]


def bank_page(questions: QuerySet[Question], number: object) -> Page[Question]:
    """One page of them."""
    return Paginator(questions, PAGE).get_page(number)  # type: ignore[arg-type]


def rows_of(
    questions: Iterable[Question],
    languages: Sequence[str],
    countries: Collection[str] = (),
    *,
    desk: Desk,
) -> dict[int, BankRow]:
    """The questions with texts, reviews and uses, by id; a fixed number of queries.

    Of the uses those that somebody at ``desk`` may know of.
    """
    asked = {question.pk: question for question in questions}
    texts: dict[int, dict[str, QuestionText]] = {pk: {} for pk in asked}
    texts |= texts_of(asked)
    pairs = readers(languages, countries)
    uses = _uses(list(asked), desk)
    return {
        pk: _row(question, texts[pk], uses.get(pk, []), pairs) for pk, question in asked.items()
    }


def _row(
    question: Question,
    texts: dict[str, QuestionText],
    uses: Sequence[PastUse | None],
    pairs: Sequence[tuple[str, str]],
) -> BankRow:
    there, passed = usable(texts, question.source), approved(texts, question.source)
    read = dict.fromkeys(source(texts, *pair) for pair in pairs)
    waiting = [
        one for one in read if one and one not in passed and (one in there or is_variant(one))
    ]
    languages = [language for language, country in pairs if not country]
    return BankRow(
        question,
        texts,
        unreviewed=_named(waiting),
        missing=_named(code for code in languages if code not in texts),
        unfinished=[
            _unfinished(question, texts, code)
            for code in languages
            if code in texts and code not in there
        ],
        uses=[use for use in uses if use],
        hides=None in uses,
    )


def _unfinished(question: Question, texts: dict[str, QuestionText], code: str) -> UnfinishedText:
    asked, written = question.asked, source_among(texts, question.source) or texts[code]
    units = in_reading_order(empty_in(texts[code], written), asked)
    empty = ", ".join(label_of(unit, asked) for unit in units)
    return UnfinishedText(name_of(code), tag_of(code), empty)


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each language's own name with its tag."""
    return [(name_of(code), tag_of(code)) for code in codes]


def _uses(question_ids: list[int], desk: Desk) -> dict[int, list[PastUse | None]]:
    """Where the questions were used, nothing for a use that is secret to somebody.

    Four queries.
    """
    items = list(PaperQuestion.objects.filter(question__in=question_ids).select_related("paper"))
    places = _places_of({item.paper_id for item in items})
    found: dict[int, list[PastUse | None]] = {}
    for item in items:
        for edition, kind in places.get(item.paper_id, [(None, item.paper.kind)]):
            known = may_know(desk, edition, kind, item.paper)
            use = _use(item, edition, kind) if known else None
            found.setdefault(item.question_id, []).append(use)
    return found


def may_know(desk: Desk, edition: Edition | None, kind: str, paper: Paper) -> bool:
    """Whether somebody may learn what a paper asks; one without an edition may still get one."""
    if Paper.Kind.OFFICIAL not in (kind, paper.kind) or desk.every:
        return True
    return edition is not None and (edition.state in OVER or desk.leads(edition))


def _places_of(paper_ids: Collection[int]) -> dict[int, list[tuple[Edition | None, str]]]:
    """``{paper id: [(edition, as what it stands there)]}``, none for a paper of the bank alone."""
    found: dict[int, list[tuple[Edition | None, str]]] = {}
    divisions = divisions_with(paper_ids).prefetch_related("edition__countries", "edition__windows")
    for division in divisions.order_by("pk") if paper_ids else ():
        for kind in KINDS:
            if (paper_id := getattr(division, f"{kind}_id")) in paper_ids:
                found.setdefault(paper_id, []).append((division.edition, kind))
    return found


def _use(item: PaperQuestion, edition: Edition | None, kind: str) -> PastUse:
    where = edition.title if edition else _("no edition")
    return PastUse(f"{where}, {Paper.Kind(kind).label}", item.neutralised)
