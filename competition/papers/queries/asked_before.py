"""What pupils of another edition know already, and what may be asked again to compare years."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from competition.papers.queries.sets import PaperSet, QuestionFacts, may_be_asked_again

# So many of an official paper: enough to compare two years by, too few to decide places.
MOST_AGAIN = 3


def known_elsewhere(one: PaperSet, known: QuestionFacts) -> Iterator[str]:
    """Questions another edition had; few of them may be asked again."""
    again = _among(one, known.again)
    if len(again) > MOST_AGAIN:
        yield _(
            "At most %(most)d questions of earlier editions may be asked again. Questions:"
            " %(numbers)s."
        ) % {"most": MOST_AGAIN, "numbers": ", ".join(again)}
    if numbers := _among(one, known.released - known.again):
        yield _(
            "Pupils of another edition know these questions, so they cannot be official."
            " Questions: %(numbers)s."
        ) % {"numbers": ", ".join(numbers)}


def still_asked(one: PaperSet, known: QuestionFacts) -> Iterator[str]:
    """Rehearsals tell their answers: nothing that is still to be asked."""
    if numbers := _among(one, known.secret):
        yield _(
            "Another edition still asks these questions in earnest, so they cannot be shown."
            " Questions: %(numbers)s."
        ) % {"numbers": ", ".join(numbers)}


def asked_again(one: PaperSet) -> Iterator[str]:
    """What somebody decides who lets an official paper ask what an earlier one asked; a query."""
    ids = [question.pk for question in one.questions]
    yield from again_in_words(one, may_be_asked_again(one.division.edition, ids))


def again_in_words(one: PaperSet, again: Collection[int]) -> Iterator[str]:
    """The same, of questions of which it is known what ``may_be_asked_again``."""
    if numbers := _among(one, again):
        yield _(
            "Asked in an earlier edition, so that years can be compared. Who played then may know"
            " them. Questions: %(numbers)s."
        ) % {"numbers": ", ".join(numbers)}


def _among(one: PaperSet, ids: Collection[int]) -> list[str]:
    """Their numbers in the set."""
    return [str(n) for n, question in enumerate(one.questions, start=1) if question.pk in ids]
