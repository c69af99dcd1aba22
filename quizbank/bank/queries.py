"""Reads of the question bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from base.languages.scripts import to_latin
from base.languages.texts import code_for_reader, in_reader_language
from quizbank.bank import review_steps
from quizbank.bank.kept_wordings import APPROVALS, as_last_passed
from quizbank.bank.review_status import letters_among
from quizbank.exceptions import PaperNotPublishable
from quizbank.languages.variants import AsRead, StoredText, is_variant, parts_of, wording
from quizbank.models import (
    CompiledKey,
    CompiledPaper,
    PaperQuestion,
    Question,
    QuestionText,
    Review,
    Topic,
    Wording,
)
from quizbank.rules.text_units import TextWords


def digests(paper_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """``{paper id: {language or variant: digest}}`` of the compiled papers."""
    found: dict[int, dict[str, str]] = {}
    rows = CompiledPaper.objects.filter(paper__in=list(paper_ids)).values_list(
        "paper_id", "language", "digest"
    )
    for paper_id, language, digest in rows:
        found.setdefault(paper_id, {})[language] = digest
    return found


def compiled_body(digest: str) -> bytes | None:
    """The bytes of a paper or a key behind a digest, or ``None``."""
    for kind in (CompiledPaper, CompiledKey):
        body = kind.objects.filter(digest=digest).values_list("body", flat=True).first()
        if body is not None:
            return body.encode()
    return None


def items_of(paper_ids: Iterable[int], *, scenes: bool = False) -> dict[int, list[PaperQuestion]]:
    """``{paper id: its items in order, with their questions and topics}``.

    ``scenes``: for whoever shows the questions; a scene is longer than all the rest.
    """
    found: dict[int, list[PaperQuestion]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).select_related("question__topic")
    if not scenes:
        rows = rows.defer("question__scene")
    for item in rows.order_by("paper_id", "number"):
        found.setdefault(item.paper_id, []).append(item)
    return found


def texts_of(question_ids: Iterable[int]) -> dict[int, dict[str, QuestionText]]:
    """``{question id: {language or variant: its text}}``; one query."""
    return _by_question(QuestionText.objects.filter(question__in=list(question_ids)))


def _by_question(texts: Iterable[QuestionText]) -> dict[int, dict[str, QuestionText]]:
    found: dict[int, dict[str, QuestionText]] = {}
    for text in texts:
        found.setdefault(text.question_id, {})[text.language] = text
    return found


def own_texts(question: Question) -> dict[str, QuestionText]:
    """``{language or variant: text}`` of one question; one query, none if prefetched."""
    return {text.language: text for text in question.texts.all()}


def readable(texts: dict[str, QuestionText], *, drafts: bool) -> dict[str, QuestionText]:
    """The texts of a question that pupils may get to read: ``{language or variant: text}``.

    A country variant takes the place of its language once nothing of it is empty. Without
    ``drafts`` it leaves an approved text there until it is approved itself.
    """
    approved = {code for code, text in texts.items() if text.state == QuestionText.State.APPROVED}
    waits = {
        code
        for code, text in texts.items()
        if not text.is_complete
        or (not drafts and code not in approved and parts_of(code)[0] in approved)
    }
    return {code: one for code, one in texts.items() if not (is_variant(code) and code in waits)}


def read_in(
    country: str, question_ids: Iterable[int]
) -> dict[int, dict[str, AsRead[QuestionText]]]:
    """``{question id: {language: what is practised in a country}}``; two queries.

    A text that waits for reviews is read in the last words that passed them, and a variant that
    somebody has begun since waits for its own.
    """
    found = {}
    stored = QuestionText.objects.filter(question__in=list(question_ids))
    for pk, texts in _by_question(as_last_passed(stored)).items():
        ready = readable(texts, drafts=False)
        languages = [parts_of(code)[0] for code in texts]
        there = {language: wording(ready, language, country) for language in languages}
        found[pk] = {language: one for language, one in there.items() if one is not None}
    return found


def words_for_reader(texts: Mapping[str, StoredText]) -> TextWords:
    """What a question says to the reader of the page; of the nearest language there is."""
    code, in_latin = code_for_reader(texts)
    if not code:
        return TextWords("")
    words = texts[code].words
    return words.mapped(to_latin) if in_latin else words


def letters_of(question: Question) -> str:
    """The letters of its choices, in order. Raises ``PaperNotPublishable`` without any text."""
    texts = own_texts(question)
    if not texts:
        raise PaperNotPublishable(f"{question.key}: the question has no text")
    return letters_among(texts, question.source)


def worked_on() -> QuerySet[Question]:
    """Questions that somebody has written, reviewed or said something about."""
    wrote = Wording.objects.filter(text__question=OuterRef("pk"), by__isnull=False)
    reviewed = Review.objects.filter(question=OuterRef("pk"))
    return Question.objects.filter(Exists(wrote) | Exists(reviewed))


def content_changes() -> QuerySet[Review]:
    """Steps by which questions got another kind, scene or right answer; their comment names what
    changed, as ``bank.actions.writing.store_about`` writes it down."""
    named = Q(comment__contains='"kind"') | Q(comment__contains='"right"')
    named |= Q(comment__contains='"scene"')
    return Review.objects.filter(named, act=Review.Act.CHANGED)


def is_in_paper(question: Question) -> bool:
    """Whether pupils were or may be asked it as it is."""
    return PaperQuestion.objects.filter(question=question).exists()


def published_in(questions: Iterable[Question]) -> dict[int, list[str]]:
    """``{question id: titles of the published papers it stands in}``; one query."""
    found: dict[int, list[str]] = {}
    rows = PaperQuestion.objects.filter(
        question__in=[question.pk for question in questions], paper__published_at__isnull=False
    )
    for question_id, title in rows.values_list("question_id", "paper__title").order_by("paper"):
        found.setdefault(question_id, []).append(title)
    return found


def hands_of(text: QuestionText) -> set[int]:
    """Ids of those whose work a text is; two queries."""
    return _hands(text, text.wordings.all(), _steps([text]))


def readers_of(text: QuestionText) -> set[int]:
    """Ids of those who passed an earlier review of a text, or gave up the one it waits for."""
    return _readers(text, _steps([text]))


def barred_from(texts: Iterable[QuestionText], person: int) -> set[int]:
    """Ids of those of the texts whose next review somebody may not pass; two queries."""
    waiting = [text for text in texts if text.state in review_steps.PASSED]
    wordings: dict[int, list[Wording]] = {text.pk: [] for text in waiting}
    for one in Wording.objects.filter(text__in=list(wordings)):
        wordings[one.text_id].append(one)
    steps: dict[tuple[int, str], list[Review]] = {}
    for step in _steps(waiting):
        steps.setdefault((step.question_id, step.language), []).append(step)
    return {
        text.pk
        for text in waiting
        for taken in [steps.get((text.question_id, text.language), [])]
        if not review_steps.may_review(
            person, hands=_hands(text, wordings[text.pk], taken), readers=_readers(text, taken)
        )
    }


def _steps(texts: Iterable[QuestionText]) -> QuerySet[Review]:
    """Who handed in, gave up or passed the texts, in order; of one text alone, only of that."""
    there = list(texts)
    acts = (Review.Act.HANDED_IN, Review.Act.SEEN, Review.Act.CONTENT, *APPROVALS)
    found = Review.objects.filter(question__in={text.question_id for text in there}, act__in=acts)
    return found.filter(language__in={text.language for text in there}).order_by("pk")


def _hands(text: QuestionText, wordings: Iterable[Wording], steps: Iterable[Review]) -> set[int]:
    """Those who wrote or handed in a text since other words of it were last approved.

    Whoever wrote or handed in just these words counts however long ago that was: an approved text
    that is sent back, or that got another topic, is still theirs.
    """
    there, taken = list(wordings), list(steps)
    same = {one.version for one in there if one.words == text.words}
    approvals = [one for one in taken if one.act in APPROVALS and (one.version or 0) < text.version]
    number, last = (approvals[-1].pk, approvals[-1].version or 0) if approvals else (0, 0)
    wrote = {one.by_id for one in there if one.version > last or one.version in same}
    handed_in = {
        one.by_id
        for one in taken
        if one.act == Review.Act.HANDED_IN and (one.pk > number or one.version in same)
    }
    return {person for person in wrote | handed_in if person is not None}


def _readers(text: QuestionText, steps: Iterable[Review]) -> set[int]:
    act = Review.Act.SEEN if text.state in review_steps.BLIND else Review.Act.CONTENT
    return {one.by_id for one in steps if one.act == act and one.version == text.version}


def sent_back(texts: Iterable[QuestionText]) -> dict[int, Review]:
    """``{text id: the step that sent it back}`` of drafts not handed in since; one query."""
    drafts = {
        (text.question_id, text.language): text.pk
        for text in texts
        if text.state == review_steps.DRAFT
    }
    steps = Review.objects.filter(
        question__in={question for question, _language in drafts},
        act__in=(Review.Act.HANDED_IN, Review.Act.SENT_BACK),
    ).select_related("by")
    last = {(step.question_id, step.language): step for step in steps.order_by("pk")}
    return {
        drafts[key]: step
        for key, step in last.items()
        if step.act == Review.Act.SENT_BACK and key in drafts
    }


def topic_names() -> dict[str, str]:
    """Names by code, in the order of the list."""
    return {
        topic.code: in_reader_language(topic.names, topic.code) for topic in Topic.objects.all()
    }
