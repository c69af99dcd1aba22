"""A paper or a question as a pupil would see it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from competition.editions.queries.taking_part import codes_of
from competition.models import PaperDraft
from competition.papers.queries.drafts import chosen_of
from competition.papers.queries.sets import languages_of
from quizbank.bank.queries import digests, items_of, own_texts, texts_of, topic_names
from quizbank.bank.review_status import approved, is_whole, source_among, usable
from quizbank.languages.codes import base_of, name_of, tag_of
from quizbank.languages.variants import is_variant, parts_of, variants_among, wording
from quizbank.models import CompiledPaper, Paper, Question, QuestionText
from quizbank.papers.answers_in_words import right_in_words
from quizbank.papers.compiled_keys import told_in
from quizbank.papers.compiling import Compiled, compiled, explained, order_in


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


# Of each question by its id: ``{language or variant: text}``.
type Texts = dict[int, dict[str, QuestionText]]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question at its place; ``order`` are its letters as shown, of a draft not drawn yet."""

    number: int
    question: Question
    order: str
    tie_break: bool


@dataclass(frozen=True, slots=True)
class PreviewedQuestion:
    """One question in one language; without choices where its text is missing."""

    number: int
    question: Question
    topic: str
    # As pupils get it, without number and topic.
    asked: Compiled
    # Which choice is right where one is, counted from 1; the right answer in words.
    right: int
    answer: str
    explanation: str
    # The same with the key and what is told of its parts; empty where no key may be seen.
    told: Compiled
    unreviewed: bool
    tie_break: bool
    longest_stem: bool = False
    longest_choice: bool = False
    # Whether the reader has to answer first: then neither key nor explanation is in here.
    blind: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether a picture tells more than a list of choices."""
        return bool(self.told.keys() & {"kind", "scene"})

    @property
    def missing(self) -> bool:
        return not self.choices

    @property
    def stem(self) -> str:
        return str(self.asked["stem"])

    @property
    def choices(self) -> list[str]:
        return list(self.asked["choices"])


@dataclass(frozen=True, slots=True)
class Offered:
    """A language or country variant the paper can be seen in."""

    code: str
    tag: str
    name: str


def asked_in(draft: PaperDraft, paper: Paper | None) -> list[AskedQuestion]:
    """The questions of a published paper, or without one of the draft."""
    if paper is not None:
        items = items_of([paper.pk], scenes=True).get(paper.pk, [])
        return [AskedQuestion(one.number, one.question, one.order, one.tie_break) for one in items]
    return [
        AskedQuestion(number, item.question, "", item.tie_break)
        for number, item in enumerate(chosen_of(draft), start=1)
    ]


def texts_asked(asked: Iterable[AskedQuestion]) -> Texts:
    """All texts of the questions, finished or not; one query."""
    return texts_of(one.question.pk for one in asked)


def offered_in(draft: PaperDraft, paper: Paper | None, texts: Texts) -> list[Offered]:
    """Every language of the edition, each followed by its variants.

    Those of a paper are compiled; for those of a draft there are texts, maybe unfinished ones.
    """
    edition = draft.division.edition
    languages = languages_of(edition)
    if paper is not None:
        return offered(languages, digests([paper.pk]).get(paper.pk, {}))
    stored = {code for written in texts.values() for code in written}
    return offered(languages, variants_among(stored, languages, codes_of(edition)))


def offered(languages: Iterable[str], texts: Iterable[str]) -> list[Offered]:
    """Languages, each followed by those country variants that are among the codes of ``texts``."""
    there = sorted(texts)
    return [
        Offered(code, tag_of(code), name_of(code))
        for base in languages
        for code in (base, *(one for one in there if base_of(one) == base != one))
    ]


def previews(
    draft: PaperDraft,
    paper: Paper | None,
    asked: Sequence[AskedQuestion],
    texts: Texts,
    language: str,
) -> list[PreviewedQuestion]:
    """What pupils see, in order. A variant takes over the texts it has none of."""
    names, place = topic_names(), parts_of(language)
    found = [
        _preview(
            one,
            texts.get(one.question.pk, {}),
            place,
            seed=draft.seed,
            topic=names.get(one.question.topic_id, ""),
        )
        for one in asked
    ]
    return _with_longest(_as_compiled(found, paper, language))


def _preview(
    one: AskedQuestion,
    texts: dict[str, QuestionText],
    place: tuple[str, str],
    *,
    seed: str,
    topic: str,
) -> PreviewedQuestion:
    question = one.question
    there = usable(texts, question.source)
    shown = {code: text for code, text in texts.items() if code in there or is_variant(code)}
    text = wording(shown, *place)
    letters = text.words.letters if text else ""
    order = one.order or order_in(question.asked.kind, letters, seed=seed, question=question.key)
    told = explained(question.asked, text.words, order) if text else {}
    return PreviewedQuestion(
        number=one.number,
        question=question,
        topic=topic or question.topic_id,
        asked=compiled(question.asked, text.words, order) if text else {"stem": "", "choices": []},
        right=order.find(question.right) + 1 if question.kind == Question.Kind.SINGLE else 0,
        answer=right_in_words(told) if told else "",
        explanation=text.words.explanation if text else "",
        told=told,
        unreviewed=text is not None and text.text.language not in approved(texts, question.source),
        tie_break=one.tie_break,
    )


def _as_compiled(
    found: list[PreviewedQuestion], paper: Paper | None, language: str
) -> list[PreviewedQuestion]:
    """What was published is shown as it went out, and told as pupils are told of it."""
    row = CompiledPaper.objects.filter(paper=paper, language=language).first() if paper else None
    if row is None:
        return found
    sent = {one["number"]: one for one in json.loads(row.body)["questions"]}
    told = told_in(row.paper_id, language)
    return [_as_sent(one, sent[one.number], told[one.number]) for one in found]


def _as_sent(one: PreviewedQuestion, sent: Compiled, told: Compiled) -> PreviewedQuestion:
    explanation = str(told.get("explanation", ""))
    answer = right_in_words(told) if "key" in told else ""
    return replace(one, asked=sent, told=told, answer=answer, explanation=explanation)


def blinded(found: Iterable[PreviewedQuestion], hidden: Container[str]) -> list[PreviewedQuestion]:
    """Without key and explanation of the questions with these identifiers."""
    return [
        replace(one, right=0, answer="", explanation="", told={}, blind=True)
        if one.question.key in hidden
        else one
        for one in found
    ]


def _with_longest(found: list[PreviewedQuestion]) -> list[PreviewedQuestion]:
    """Mark the longest question and the longest answer: what breaks a line breaks there first."""
    stem = max((len(one.stem) for one in found), default=0)
    choice = max((_longest(one) for one in found), default=0)
    return [
        replace(
            one,
            longest_stem=0 < stem == len(one.stem),
            longest_choice=0 < choice == _longest(one),
        )
        for one in found
    ]


def _longest(one: PreviewedQuestion) -> int:
    return max((len(choice) for choice in one.choices), default=0)
