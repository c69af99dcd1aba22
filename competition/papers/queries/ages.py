"""Whether a set asks only what is meant for the age group it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from competition.papers.queries.sets import PaperSet


def of_other_ages(one: PaperSet) -> Iterator[str]:
    """Until a paper is published an editor may move its questions to another age group."""
    code = one.division.code
    numbers = one.numbers(lambda question: question.division_code != code)
    if one.compiled is None and numbers:
        yield _(
            "These questions are for another age group by now. Take them out."
            " Questions: %(numbers)s."
        ) % {"numbers": numbers}
