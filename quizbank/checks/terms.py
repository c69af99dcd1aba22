"""Phrase of each language: terms of the glossary, and ekavian or ijekavian forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import EKAVIAN, IJEKAVIAN, in_language, in_latin, pattern
from quizbank.rules.text_units import TextWords

STRANGE = gettext_noop("“%(found)s” is another language's word for %(term)s: write %(right)s")
RATHER = gettext_noop("“%(found)s”: for %(term)s rather write %(right)s")
LOST = gettext_noop("English says “%(found)s”, this text not %(right)s: use the term")
EKAVIAN_FORM = gettext_noop("“%(form)s” is ekavian: write the form of this language")
IJEKAVIAN_FORM = gettext_noop("“%(form)s” is ijekavian: write the form of this language")

# What an entry of the glossary may leave out, in the order of ``Term``.
_MORE = ("never", "rather", "apart")

type Forms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Term:
    """One idea: how each language says it, and which neighbours' words it does not use.

    ``apart`` are phrases in which the same words mean something else.
    """

    name: str
    says: Forms
    never: Forms
    rather: Forms
    apart: Forms = field(default_factory=dict)

    @cached_property
    def sayings(self) -> dict[str, re.Pattern[str]]:
        """Finds the term, by language."""
        return {language: pattern(forms) for language, forms in self.says.items()}

    @cached_property
    def others(self) -> dict[str, re.Pattern[str]]:
        """Finds what only looks like the term, by language."""
        return {language: pattern(forms) for language, forms in self.apart.items()}

    def said_in(self, language: str, text: str) -> re.Match[str] | None:
        """The term as a text in a language says it, Serbian in Latin letters."""
        saying, other = in_language(self.sayings, language), in_language(self.others, language)
        return saying.search(other.sub("…", text) if other else text) if saying else None

    @cached_property
    def bans(self) -> dict[str, re.Pattern[str]]:
        """Finds the words of the neighbours, by language."""
        return {language: pattern(forms) for language, forms in self.never.items()}

    @cached_property
    def doubts(self) -> dict[str, re.Pattern[str]]:
        """Finds words that are right only sometimes, by language."""
        return {language: pattern(forms) for language, forms in self.rather.items()}


@dataclass(frozen=True)
class Glossary:
    """All terms, and the forms that tell the dialects apart."""

    terms: Sequence[Term]
    ekavian: Sequence[str]
    ijekavian: Sequence[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Glossary:
        """From the content of ``fixtures/glossary.yaml``."""
        terms = [
            Term(one["term"], one["says"], *(one.get(name, {}) for name in _MORE))
            for one in data["terms"]
        ]
        return cls(terms, data["forms"]["ekavian"], data["forms"]["ijekavian"])

    @cached_property
    def strangers(self) -> dict[str, re.Pattern[str]]:
        """Finds forms of the other dialect, by language."""
        return {
            **dict.fromkeys(IJEKAVIAN, pattern(self.ekavian)),
            **dict.fromkeys(EKAVIAN, pattern(self.ijekavian)),
        }


def findings(item: CheckedQuestion, glossary: Glossary) -> Iterator[Finding]:
    """Strange words and forms, and terms that got lost on the way from English."""
    source = item.texts["en"].whole() if "en" in item.texts else ""
    for language, text in item.latin.items():
        whole = text.whole()
        for term in glossary.terms:
            for rule, message in _term(term, language, whole, source):
                yield Finding(item.key, language, rule, message)
        if language in glossary.strangers:
            for form in sorted(set(glossary.strangers[language].findall(whole.lower()))):
                said = EKAVIAN_FORM if language in IJEKAVIAN else IJEKAVIAN_FORM
                yield Finding(item.key, language, "dialect", Phrase(said, form=form))


def _term(term: Term, language: str, whole: str, source: str) -> Iterator[tuple[str, Phrase]]:
    right = ", ".join(in_language(term.says, language) or ())
    if (ban := in_language(term.bans, language)) and (found := ban.search(whole)):
        yield "term", Phrase(STRANGE, found=found[0], term=term.name, right=right)
    if (doubt := in_language(term.doubts, language)) and (found := doubt.search(whole)):
        yield "term-rather", Phrase(RATHER, found=found[0], term=term.name, right=right)
    saying = in_language(term.sayings, language)
    said_in_source = term.said_in("en", source)
    if saying and said_in_source and not saying.search(whole):
        yield "term-lost", Phrase(LOST, found=said_in_source[0], right=right)


def saying(
    glossary: Glossary, source: str, said: TextWords, language: str
) -> Iterator[tuple[str, Sequence[str]]]:
    """Each term that ``said`` uses in its language, as it stands there, and how the other says it.

    Without the ``*`` that stands for endings.
    """
    whole = in_latin(source, said).whole()
    for term in glossary.terms:
        found = term.said_in(source, whole)
        if found and (forms := in_language(term.says, language)):
            yield found[0], [form.replace("*", "…") for form in forms]
