"""What somebody may guess without the question, and what all readers have found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from quizbank.bank.answer_looks import told_the_key
from quizbank.bank.queries import barred_from
from quizbank.bank.review_steps import CONTENT, DRAFT
from quizbank.languages.codes import base_of, tag_of
from quizbank.models import OptionGuess, Question, QuestionText, Wording
from quizbank.rules.option_guesses import READERS, PretestShare, gives_away, share_of, shuffled
from quizbank.workshop.permissions import QuestionDesk
from schools.models import DIVISION_CODES


@dataclass(frozen=True, slots=True)
class ChoicesAlone:
    """A text without its question: its choices in an order of this reader's own."""

    text: QuestionText
    choices: list[tuple[str, str]]
    left: int

    @property
    def tag(self) -> str:
        """Of its language."""
        return tag_of(self.text.language)


def next_alone(desk: QuestionDesk) -> ChoicesAlone | None:
    """The next text to guess, those first that wait for a content review; six queries."""
    there = list(_to_guess(desk))
    if not there:
        return None
    first = min(there, key=lambda one: _turn(one, desk))
    order = shuffled(first.choices, str(desk.user.pk), first.question.key)
    return ChoicesAlone(first, [(at, first.choices[at]) for at in order], len(there))


def _turn(text: QuestionText, desk: QuestionDesk) -> tuple[bool, bool, str]:
    """What waits, then what has too few readers, each in an order of the reader's own."""
    mixed = shuffled("0123456789", str(desk.user.pk), text.question.key)
    return (text.state != CONTENT, _guesses(text) >= READERS, mixed)


def _guesses(text: QuestionText) -> int:
    return int(getattr(text, "guessed", 0))


def _to_guess(desk: QuestionDesk) -> Iterator[QuestionText]:
    """One text of each question whose key this person does not know, nor has guessed."""
    texts = defaultdict[int, list[QuestionText]](list)
    for text in _open_texts(desk):
        texts[text.question_id].append(text)
    known = told_the_key(texts, desk.user.pk)
    barred = barred_from((one for own in texts.values() for one in own), desk.user.pk)
    for question, own in texts.items():
        if question not in known and not any(one.pk in barred for one in own):
            yield min(own, key=_nearness)


def _nearness(text: QuestionText) -> tuple[bool, bool, str]:
    """The language of the page, else the source, else any that the reader reads."""
    return (
        text.language != get_language(),
        text.language != text.question.source,
        text.language,
    )


def _open_texts(desk: QuestionDesk) -> QuerySet[QuestionText]:
    own = Wording.objects.filter(text__question=OuterRef("question"), by=desk.user)
    guessed = OptionGuess.objects.filter(text__question=OuterRef("question"), by=desk.user)
    found = QuestionText.objects.filter(
        question__kind=Question.Kind.SINGLE, question__retired_at__isnull=True
    )
    found = found.exclude(state=DRAFT).exclude(Exists(own)).exclude(Exists(guessed))
    if desk.own_languages is not None:
        codes = found.order_by().values_list("language", flat=True).distinct()
        found = found.filter(language__in=[c for c in codes if base_of(c) in desk.own_languages])
    return found.select_related("question").annotate(guessed=Count("guesses"))


@dataclass(frozen=True, slots=True)
class Found:
    """What readers of the choices alone have found in one wording of a text."""

    readers: int
    hits: int

    @property
    def enough(self) -> bool:
        """Whether so many have read that it means something."""
        return self.readers >= READERS

    @property
    def gives_away(self) -> bool:
        """Whether more than half of them hit."""
        return gives_away([number < self.hits for number in range(self.readers)])


def found_in(text: QuestionText | None) -> Found | None:
    """Of the present wording; none before the first reader. One query."""
    if text is None:
        return None
    guesses = OptionGuess.objects.filter(text=text, version=text.version)
    hits = list(guesses.values_list("hit", flat=True))
    return Found(len(hits), sum(hits)) if hits else None


def shares_by_division() -> dict[str, PretestShare]:
    """``{ages: what all readers hit}`` of the present wordings, the youngest first; one query."""
    rows = defaultdict[str, list[tuple[bool, float]]](list)
    for one in OptionGuess.objects.select_related("text__question"):
        if one.version == one.text.version:
            chance = 1 / max(len(one.text.choices), 1)
            rows[one.text.question.division_code].append((one.hit, chance))
    return {ages: share_of(rows[code]) for code, ages in DIVISION_CODES if code in rows}
