"""The texts of questions as a set is judged by them: as they are, or as a paper was published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quizbank.bank.kept_wordings import History, stood
from quizbank.bank.review_status import approved, usable
from quizbank.models import Question, QuestionText
from quizbank.models.questions import SaidInLanguage


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Texts by question id and language or variant."""

    texts: Mapping[int, Mapping[str, SaidInLanguage]] = field(default_factory=dict)
    # Of these those a paper can be made of, and in which languages people have passed them.
    usable: Mapping[int, Mapping[str, SaidInLanguage]] = field(default_factory=dict)
    approved: Mapping[int, frozenset[str]] = field(default_factory=dict)


def as_they_are(
    texts: Mapping[int, Mapping[str, QuestionText]], sources: Mapping[int, str]
) -> TextFacts:
    """What is known of the texts as they are stored."""
    return TextFacts(
        texts,
        {pk: usable(there, sources[pk]) for pk, there in texts.items()},
        {pk: approved(there, sources[pk]) for pk, there in texts.items()},
    )


def as_published(history: History, at: datetime, sources: Mapping[int, str]) -> TextFacts:
    """The same of what they said at a moment, whatever was written since."""
    kept = {pk: there for pk, there in stood(history, at).items() if pk in sources}
    texts = {pk: {code: one.said for code, one in there.items()} for pk, there in kept.items()}
    whole = {pk: usable(there, sources[pk]) for pk, there in texts.items()}
    passed = {
        pk: frozenset(code for code in whole[pk] if there[code].passed)
        for pk, there in kept.items()
    }
    # A translation of a text that nobody has passed may say anything.
    return TextFacts(
        texts, whole, {pk: codes for pk, codes in passed.items() if sources[pk] in codes}
    )


def fingerprint(texts: Iterable[QuestionText]) -> str:
    """Names a question's wording in all languages: what a sign-off answers for."""
    return fingerprint_of({one.language: one for one in texts})


def fingerprint_of(said: Mapping[str, SaidInLanguage]) -> str:
    """The same of ``{language or variant: what it says}``."""
    return _digest(sorted((code, list(one.words.units())) for code, one in said.items()))


def seen_of(question: Question, texts: Iterable[QuestionText]) -> str:
    """Names all that is read before a sign-off: the wording, and what no language says."""
    about = [question.kind, question.scene, question.right]
    return _digest([fingerprint(texts), *about])


def _digest(told: object) -> str:
    written = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
