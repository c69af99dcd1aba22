"""Questions of a division's bank as an organizer chooses among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competition.models import Division, Edition, Result
from competition.queries.papers import scoring_items
from quizbank.languages import name_of, tag_of
from quizbank.models import PaperQuestion, Question, QuestionText
from quizbank.queries import texts_of
from quizbank.variants import candidates, is_variant, readers, source
from schools.models import in_reader_language

PAGE = 25
# A share changes with every class that finishes; nobody chooses by its last digit.
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty means all."""

    topic: str = ""
    difficulty: str = ""
    reviewed: bool = False
    unused: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Where a question was used, and the share of pupils who knew it, in per cent."""

    where: str
    share: int | None


@dataclass(frozen=True, slots=True)
class BankRow:
    """A question with what speaks for and against it; ``texts`` by language."""

    question: Question
    texts: dict[str, QuestionText]
    unreviewed: list[tuple[str, str]]
    missing: list[tuple[str, str]]
    uses: list[Use]

    @property
    def reviewed_nowhere(self) -> bool:
        """Whether no text there is has been reviewed."""
        return bool(self.texts) and all(map(_waits, self.texts.values()))

    @property
    def stem(self) -> str:
        """In the reader's language, or the nearest there is."""
        stems = {code: text.stem for code, text in self.texts.items()}
        return in_reader_language(stems, self.question.key)


def bank_of(
    division: Division,
    filters: Filters,
    languages: Sequence[str],
    countries: Collection[str] = (),
) -> QuerySet[Question]:
    """The questions that fit, by topic, easy ones first within the order of their names."""
    found = Question.objects.filter(division_code=division.code)
    if filters.topic:
        found = found.filter(topic=filters.topic)
    if filters.difficulty:
        found = found.filter(difficulty=filters.difficulty)
    if filters.unused:
        found = found.filter(~Exists(PaperQuestion.objects.filter(question=OuterRef("pk"))))
    if filters.reviewed:
        found = found.filter(pk__in=_reviewed(languages))
        found = found.exclude(pk__in=_waiting(languages, countries))
    if filters.words:
        found = found.filter(pk__in=_saying(division, filters.words))
    return found.order_by("topic__position", "topic", "difficulty", "key")


def _reviewed(languages: Sequence[str]) -> QuerySet[QuestionText, int]:
    """Questions with an approved text in every one of these languages."""
    approved = QuestionText.objects.filter(
        language__in=languages, state=QuestionText.State.APPROVED
    )
    counted = approved.order_by().values("question").annotate(number=Count("pk"))
    return counted.filter(number=len(languages)).values_list("question", flat=True)


def _waiting(languages: Sequence[str], countries: Collection[str]) -> QuerySet[QuestionText, int]:
    """Questions with a country variant that nobody has approved."""
    pairs = readers(languages, countries)
    codes = {code for pair in pairs for code in candidates(*pair) if is_variant(code)}
    texts = QuestionText.objects.filter(language__in=codes)
    waiting = texts.exclude(state=QuestionText.State.APPROVED)
    return waiting.order_by().values_list("question", flat=True)


def _saying(division: Division, words: str) -> list[int]:
    """Questions whose text in the reader's language holds all the words.

    Compared here: SQLite folds the case of Latin letters only.
    """
    rows = QuestionText.objects.filter(
        question__division_code=division.code, language=get_language() or "en"
    ).values_list("question_id", "stem", "choices")
    wanted = words.casefold().split()
    return [
        pk
        for pk, stem, choices in rows
        if all(word in " ".join([stem, *choices.values()]).casefold() for word in wanted)
    ]


def bank_page(questions: QuerySet[Question], number: object) -> Page[Question]:
    """One page of them."""
    return Paginator(questions, PAGE).get_page(number)  # type: ignore[arg-type]


def rows_of(
    questions: Iterable[Question], languages: Sequence[str], countries: Collection[str] = ()
) -> dict[int, BankRow]:
    """The questions with texts, reviews and uses, by id; a fixed number of queries."""
    asked = {question.pk: question for question in questions}
    texts: dict[int, dict[str, QuestionText]] = {pk: {} for pk in asked}
    texts |= texts_of(asked)
    pairs = readers(languages, countries)
    uses = _uses(list(asked))
    return {
        pk: BankRow(
            question,
            texts[pk],
            unreviewed=_named(
                code
                for code in dict.fromkeys(source(texts[pk], *pair) for pair in pairs)
                if code and _waits(texts[pk][code])
            ),
            missing=_named(code for code in languages if code not in texts[pk]),
            uses=uses.get(pk, []),
        )
        for pk, question in asked.items()
    }


def _waits(text: QuestionText | None) -> bool:
    return text is not None and text.state != QuestionText.State.APPROVED


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each language's own name with its tag."""
    return [(name_of(code), tag_of(code)) for code in codes]


def _uses(question_ids: list[int]) -> dict[int, list[Use]]:
    """Where the questions were used; two queries, and one for each paper whose shares are old."""
    items = list(PaperQuestion.objects.filter(question__in=question_ids).select_related("paper"))
    editions = _editions_of({item.paper_id for item in items})
    found: dict[int, list[Use]] = {}
    for item in items:
        edition = editions.get(item.paper_id)
        where = f"{edition} {edition.year}" if edition else _("no edition")
        shares = shares_right(item.paper_id) if edition else {}
        kind = item.paper.get_kind_display()
        use = Use(f"{where}, {kind}", shares.get(item.number))
        found.setdefault(item.question_id, []).append(use)
    return found


def _editions_of(paper_ids: set[int]) -> dict[int, Edition]:
    """``{paper id: an edition it is in}``; one query."""
    rows = Division.objects.select_related("edition").filter(
        Q(official__in=paper_ids) | Q(rehearsal__in=paper_ids) | Q(practice__in=paper_ids)
    )
    return {
        paper_id: division.edition
        for division in rows
        for paper_id in (division.official_id, division.rehearsal_id, division.practice_id)
        if paper_id is not None
    }


def shares_right(paper_id: int) -> dict[int, int]:
    """``{question number: per cent of pupils who knew it}`` of official results; may be old."""
    name = f"shares-right-{paper_id}"
    found: dict[int, int] | None = cache.get(name)
    if found is None:
        found = _shares_right(paper_id)
        cache.set(name, found, KEPT_SECONDS)
    return found


def _shares_right(paper_id: int) -> dict[int, int]:
    items = scoring_items([paper_id]).get(paper_id, [])
    digits = {f"choice_{item.number}": Substr("choices", item.number, 1) for item in items}
    results = Result.objects.filter(counts=True, attempt__sitting__paper=paper_id)
    right = {
        f"right_{item.number}": Count("pk", filter=Q(**{f"choice_{item.number}": str(item.key)}))
        for item in items
    }
    counted = results.annotate(**digits).aggregate(pupils=Count("pk"), **right)
    pupils = counted["pupils"]
    return {
        item.number: round(100 * counted[f"right_{item.number}"] / pupils)
        for item in items
        if pupils
    }
