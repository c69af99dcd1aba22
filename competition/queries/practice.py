"""Questions anybody may practise with, and none that somebody may still be asked officially.

Whatever looks for practice questions begins at ``open_items``: no address names a paper, a question
or a digest of one, so there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import Q, QuerySet

from competition.models import Division, Edition
from competition.queries.public import edition_of
from quizbank.models import Paper, PaperQuestion, QuestionText
from quizbank.queries import read_in
from quizbank.variants import Wording
from schools.models import DIVISION_CODES, Country, in_reader_language

# Of one question, by language, as the country reads it.
type Texts = dict[str, Wording[QuestionText]]


class Asked(TypedDict):
    """One question with its key, as the practice page gets it; choices count from 1."""

    number: int
    stem: str
    choices: list[str]
    right: int
    explanation: str
    topic: dict[str, str]
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice quiz in one language; ``set`` is the same in every language."""

    set: str
    division: str
    ages: str
    questions: list[Asked]
    reviewed: bool

    def body(self) -> bytes:
        """The questions as JSON."""
        content = {"set": self.set, "questions": self.questions}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    def digest(self) -> str:
        """What the address says about the content behind it; nothing is looked up by it."""
        return hashlib.sha256(self.body()).hexdigest()[:12]


def open_items() -> QuerySet[PaperQuestion]:
    """Questions of papers that are open, without those that stand in a paper that is held."""
    held = PaperQuestion.objects.filter(paper__in=_held_papers()).values("question")
    items = PaperQuestion.objects.filter(paper__in=_open_papers(), neutralised=False)
    return items.exclude(question__in=held)


def _held_papers() -> QuerySet[Paper]:
    """Papers with a secret: official and rehearsal ones, until their edition is archived.

    Also one that no division names yet, and whatever paper a division uses officially.
    """
    kept = Division.objects.exclude(edition__state=Edition.State.ARCHIVED)
    archived = Division.objects.filter(edition__state=Edition.State.ARCHIVED)
    in_use = Q(pk__in=_papers(kept, "official")) | Q(pk__in=_papers(kept, "rehearsal"))
    released = Q(pk__in=_papers(archived, "official")) | Q(pk__in=_papers(archived, "rehearsal"))
    secret = Q(kind__in=[Paper.Kind.OFFICIAL, Paper.Kind.REHEARSAL]) & ~released
    return Paper.objects.filter(in_use | secret)


def _open_papers() -> QuerySet[Paper]:
    """Practice papers of editions that people know of, and all papers of archived ones."""
    known = Division.objects.exclude(edition__state=Edition.State.DRAFT)
    archived = known.filter(edition__state=Edition.State.ARCHIVED)
    practice = Q(pk__in=_papers(known, "practice"), kind=Paper.Kind.PRACTICE)
    return Paper.objects.filter(practice | Q(pk__in=_papers(archived, "official")))


def _papers(divisions: QuerySet[Division], kind: str) -> QuerySet[Division, Any]:
    papers: QuerySet[Division, Any] = divisions.filter(**{f"{kind}__isnull": False}).values(kind)
    return papers


def practice_divisions(country: Country) -> list[Division]:
    """A division for each age group that has questions, the youngest first; three queries."""
    filled = set(open_items().values_list("paper", flat=True).distinct())
    found: dict[str, Division] = {}
    for division in _candidates(country):
        if _paper_of(division, filled):
            found.setdefault(division.code, division)
    ages = [code for code, _name in DIVISION_CODES]
    return sorted(found.values(), key=lambda one: ages.index(one.code))


def _candidates(country: Country) -> list[Division]:
    """Divisions from the country's edition to the older ones: the newest questions win."""
    now = edition_of(country)
    past = Q(edition__state=Edition.State.ARCHIVED)
    divisions = Division.objects.filter(past | Q(edition=now)).select_related("edition")
    rows = list(divisions.order_by("-edition__year", "-edition_id", "id"))
    return sorted(rows, key=lambda one: one.edition_id != (now.pk if now else 0))


def _paper_of(division: Division, filled: set[int]) -> int | None:
    """The practice paper, or what an archived edition released."""
    papers = [division.practice_id]
    if division.edition.state == Edition.State.ARCHIVED:
        papers.append(division.official_id)
    return next((paper for paper in papers if paper in filled), None)


@dataclass(frozen=True, slots=True)
class Material:
    """The questions of a division with all texts of a country: ``{question: {language: text}}``."""

    division: Division
    items: list[PaperQuestion]
    texts: dict[int, Texts]

    def told(self, language: str) -> Practice:
        """The quiz in a language, which has to be the active one; neighbours fill its gaps."""
        pairs = [(item, self.texts[item.question_id]) for item in self.items]
        return Practice(
            set=_set(self.items),
            division=self.division.code,
            ages=self.division.get_code_display(),
            questions=[_asked(number, *pair) for number, pair in enumerate(pairs, start=1)],
            reviewed=all(_is_reviewed(texts, language) for _item, texts in pairs),
        )


def practice_material(division: Division, country: Country) -> Material | None:
    """The questions of a division as a country reads them; ``None`` where none is left.

    Three queries.
    """
    filled = set(open_items().values_list("paper", flat=True).distinct())
    items = open_items().filter(paper=_paper_of(division, filled))
    rows = list(items.select_related("question__topic").order_by("number"))
    if not rows:
        return None
    asked = (item.question_id for item in rows)
    drafts = division.edition.demonstration
    return Material(division, rows, read_in(country.code, asked, drafts=drafts))


def _is_reviewed(texts: Texts, language: str) -> bool:
    read = texts.get(language)
    return read is not None and read.text.state == QuestionText.State.APPROVED


def _set(items: Sequence[PaperQuestion]) -> str:
    """Tells whether answers kept in a browser belong to these questions in this order."""
    told = "|".join(f"{item.question_id}:{item.order}" for item in items)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _asked(number: int, item: PaperQuestion, texts: Texts) -> Asked:
    """A question in the language being spoken, its choices in the order of the paper."""
    question = item.question
    return Asked(
        number=number,
        stem=in_reader_language({code: text.stem for code, text in texts.items()}),
        choices=[
            in_reader_language({code: text.choices.get(letter, "") for code, text in texts.items()})
            for letter in item.order
        ],
        right=item.order.index(question.right) + 1,
        explanation=in_reader_language({code: text.explanation for code, text in texts.items()}),
        topic=question.topic.names,
        sensitive=question.sensitive,
    )
