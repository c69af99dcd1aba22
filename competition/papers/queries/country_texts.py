"""Texts a country has of its own that came too late for a paper, as the country may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from competition.editions.queries.taking_part import codes_of
from competition.models import Edition
from competition.papers.queries.set_texts import TextFacts, as_they_are
from competition.papers.queries.sets import (
    PaperSet,
    divisions_with_papers,
    languages_of,
    paper_name,
    sets_of,
    texts_as_published,
)
from quizbank.bank.queries import texts_of
from quizbank.languages.codes import name_of
from quizbank.languages.variants import is_variant, readers, source, variant


def without_country_texts(edition: Edition) -> list[str]:
    """Each published paper that lacks texts which people have approved for one of its countries,
    in a sentence; a fixed number of queries."""
    sets = [one for one in sets_of(divisions_with_papers(edition)) if one.published_at]
    sources = {question.pk: question.source for one in sets for question in one.questions}
    present, published = as_they_are(texts_of(sources), sources), texts_as_published(sets)
    pairs = [pair for pair in readers(languages_of(edition), codes_of(edition)) if pair[1]]
    return [
        sentence for one in sets for sentence in _told_of(one, present, published[one.place], pairs)
    ]


def _told_of(
    one: PaperSet, present: TextFacts, published: TextFacts, pairs: Sequence[tuple[str, str]]
) -> Iterator[str]:
    lacking = [pair for pair in pairs if _is_lacking(one, present, published, *pair)]
    if lacking:
        fault = _(
            "It was published without the texts of its own that a country has: %(languages)s."
            " Publish it again to bring them in."
        ) % {"languages": ", ".join(name_of(variant(*pair)) for pair in lacking)}
        name = paper_name(one.division, one.kind)
        yield _("%(paper)s: %(fault)s") % {"paper": name, "fault": fault}


def _is_lacking(
    one: PaperSet, present: TextFacts, published: TextFacts, language: str, country: str
) -> bool:
    """Whether pupils of a country would read a text of one of the questions that did not go in."""
    is_compiled = variant(language, country) in (one.compiled or ())
    for question in one.questions:
        code = source(present.approved.get(question.pk, ()), language, country) or ""
        went_in = is_compiled and code in published.usable.get(question.pk, {})
        if is_variant(code) and not went_in:
            return True
    return False
