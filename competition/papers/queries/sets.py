"""The sets of questions of an edition, of papers and drafts, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from competition.editions.queries.taking_part import codes_of
from competition.models import Division, DraftQuestion, Edition, PaperDraft, SignOff
from competition.papers.queries.set_texts import TextFacts, as_published, as_they_are
from competition.rules.edition_steps import OVER
from quizbank.bank.kept_wordings import history_of
from quizbank.bank.queries import content_changes, texts_of
from quizbank.models import CompiledPaper, Paper, PaperQuestion, Question

KINDS = tuple(Paper.Kind.values)

# ``{(question id, fingerprint of a wording): user ids}``
type Signers = dict[tuple[int, str], set[int]]


@dataclass(frozen=True)
class PaperSet:
    """What one paper asks, or would ask; a draft has no ``compiled`` and ``published_at``."""

    division: Division
    kind: str
    questions: Sequence[Question]
    compiled: frozenset[str] | None = None
    published_at: datetime | None = None

    @property
    def place(self) -> tuple[int, str]:
        """Which of the edition's papers it is."""
        return self.division.pk, self.kind

    def numbers(self, fits: Callable[[Question], bool]) -> str:
        """The numbers of the questions for which something is so."""
        asked = enumerate(self.questions, start=1)
        return ", ".join(str(number) for number, question in asked if fits(question))


@dataclass
class QuestionFacts:
    """What is known of questions, by their id."""

    languages: list[str]
    countries: set[str] = field(default_factory=set)
    # Their texts as they are, and as each published paper of the sets took them.
    present: TextFacts = field(default_factory=TextFacts)
    published: dict[tuple[int, str], TextFacts] = field(default_factory=dict)
    # In which papers and drafts of the edition each stands: ``{id: {place: name}}``.
    places: dict[int, dict[tuple[int, str], str]] = field(default_factory=dict)
    released: set[int] = field(default_factory=set)
    # Of those, what only official papers of earlier editions asked.
    again: set[int] = field(default_factory=set)
    # Of those: what another edition asks in earnest and is not over.
    secret: set[int] = field(default_factory=set)
    # Who has signed which wording off: ``{(id, fingerprint): user ids}``; and of these, who did
    # before the question got another kind, scene or right answer.
    signed: Signers = field(default_factory=dict)
    overtaken: Signers = field(default_factory=dict)

    def texts_of(self, one: PaperSet) -> TextFacts:
        """What a set is judged by: a published paper by what it was published with."""
        return self.published.get(one.place, self.present)


def languages_of(edition: Edition) -> list[str]:
    """In which languages the edition is played; all, where it names none."""
    return list(getattr(edition, "languages", None) or settings.ENDONYMS)


def paper_name(division: Division, kind: str) -> str:
    """How a paper is called in a sentence."""
    names = {
        Paper.Kind.OFFICIAL: _("official paper, ages %(ages)s"),
        Paper.Kind.REHEARSAL: _("rehearsal paper, ages %(ages)s"),
        Paper.Kind.PRACTICE: _("practice paper, ages %(ages)s"),
    }
    return names[Paper.Kind(kind)] % {"ages": division.get_code_display()}


def divisions_with_papers(edition: Edition) -> list[Division]:
    """All divisions with their papers; one query."""
    return list(edition.divisions.select_related(*KINDS).order_by("pk"))


def sets_of(divisions: Iterable[Division]) -> list[PaperSet]:
    """The sets of all papers the divisions point to; two queries."""
    papers = {(division, kind): getattr(division, kind) for division in divisions for kind in KINDS}
    there = {place: paper for place, paper in papers.items() if paper is not None}
    ids = {paper.pk for paper in there.values()}
    questions, compiled = dict[int, list[Question]](), dict[int, set[str]]()
    for item in PaperQuestion.objects.filter(paper__in=ids).select_related("question"):
        questions.setdefault(item.paper_id, []).append(item.question)
    for paper_id, language in CompiledPaper.objects.filter(paper__in=ids).values_list(
        "paper_id", "language"
    ):
        compiled.setdefault(paper_id, set()).add(language)
    return [
        PaperSet(
            *(division, kind, questions.get(paper.pk, [])),
            compiled=frozenset(compiled.get(paper.pk, ())),
            published_at=paper.published_at,
        )
        for (division, kind), paper in there.items()
    ]


def drafted_sets(edition: Edition) -> list[PaperSet]:
    """The sets of all drafts; one query."""
    rows = DraftQuestion.objects.filter(draft__division__edition=edition)
    found: dict[PaperDraft, list[Question]] = {}
    for row in rows.select_related("question", "draft__division").order_by("draft", "position"):
        found.setdefault(row.draft, []).append(row.question)
    return [PaperSet(draft.division, draft.kind, asked) for draft, asked in found.items()]


def known_of(
    edition: Edition, sets: Sequence[PaperSet], around: Sequence[PaperSet] = ()
) -> QuestionFacts:
    """Everything the checks need about the questions of ``sets``; a fixed number of queries.

    ``around`` are further sets of the edition they may share no question with.
    """
    places = _places([*sets, *around])
    known = QuestionFacts(languages_of(edition), codes_of(edition), places=places)
    ids = {question.pk for one in sets for question in one.questions}
    sources = {question.pk: question.source for one in sets for question in one.questions}
    known.present = as_they_are(texts_of(ids), sources)
    known.published = texts_as_published(sets)
    known.released = released(edition, ids)
    if known.released:
        known.secret = secret_elsewhere(known.released)
        known.again = may_be_asked_again(edition, known.released)
    sensitive = {question.pk for one in sets for question in one.questions if question.sensitive}
    known.signed, known.overtaken = _signed(sensitive)
    return known


def texts_as_published(sets: Iterable[PaperSet]) -> dict[tuple[int, str], TextFacts]:
    """What each published paper was published with, by its place; one query, none for drafts."""
    out = [(one, one.published_at) for one in sets if one.published_at is not None]
    if not out:
        return {}
    history = history_of({question.pk for one, _at in out for question in one.questions})
    return {
        one.place: as_published(history, at, {asked.pk: asked.source for asked in one.questions})
        for one, at in out
    }


def _places(sets: Iterable[PaperSet]) -> dict[int, dict[tuple[int, str], str]]:
    found: dict[int, dict[tuple[int, str], str]] = {}
    for one in sets:
        name = paper_name(one.division, one.kind)
        for question in one.questions:
            found.setdefault(question.pk, {})[one.place] = name
    return found


def released(edition: Edition, question_ids: Iterable[int]) -> set[int]:
    """Questions that pupils of another edition have had before them, in any of its papers."""
    rows = PaperQuestion.objects.filter(_had_by_another(edition), question__in=list(question_ids))
    return set(rows.values_list("question_id", flat=True))


def may_be_asked_again(edition: Edition, question_ids: Collection[int]) -> set[int]:
    """Those that nothing but official papers of earlier editions had, which are over, and that
    nobody could practise since or found faulty; one query.

    An edition that is archived opens all its papers for practice.
    """
    kept = [state for state in OVER if state != Edition.State.ARCHIVED]
    over = Q(edition__year__lt=edition.year, edition__state__in=kept)
    earlier = Division.objects.filter(over, official=OuterRef("paper"))
    rows = PaperQuestion.objects.filter(question__in=list(question_ids))
    other = rows.filter(_had_by_another(edition)).exclude(Exists(earlier))
    asked = rows.filter(Exists(earlier))
    found = asked.exclude(question__in=other.values("question")).exclude(
        question__in=rows.filter(neutralised=True).values("question")
    )
    return set(found.values_list("question_id", flat=True))


def secret_elsewhere(question_ids: Collection[int]) -> set[int]:
    """Those that an edition asks in earnest that is not over; one query."""
    secret = asked_in_earnest("paper")
    rows = PaperQuestion.objects.filter(secret, question__in=list(question_ids))
    return set(rows.values_list("question_id", flat=True))


def asked_in_earnest(paper: str) -> Exists:
    """Whether an edition that is not over asks the paper of a row, told by its column."""
    ahead = Division.objects.exclude(edition__state__in=OVER)
    return Exists(ahead.filter(official=OuterRef(paper)))


def _had_by_another(edition: Edition) -> Exists:
    return Exists(
        Division.objects.exclude(edition=edition).filter(
            Q(official=OuterRef("paper"))
            | Q(rehearsal=OuterRef("paper"))
            | Q(practice=OuterRef("paper"))
        )
    )


def _signed(question_ids: Iterable[int]) -> tuple[Signers, Signers]:
    """Who has signed off, and who of them too early; one query."""
    everybody: Signers = {}
    early: Signers = {}
    signed = SignOff.objects.filter(question__in=list(question_ids))
    changes = content_changes().filter(question=OuterRef("question")).order_by("-at")
    for one in signed.annotate(changed_at=Subquery(changes.values("at")[:1])):
        place = (one.question_id, one.fingerprint)
        everybody.setdefault(place, set()).add(one.by_id)
        if one.changed_at is not None and one.changed_at > one.at:
            early.setdefault(place, set()).add(one.by_id)
    return everybody, early
