"""How many of a class said what of each part of a question, as sentences or as shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from quizbank.papers.answers_in_words import BETWEEN
from quizbank.papers.compiling import Compiled
from quizbank.rules.responses import QuestionKind, ResponseForm, said_of_parts
from schools.rules.percents import share_of


def counts_in_words(
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], answered: int
) -> list[str]:
    """A sentence for each choice, row or step; ``counts`` are of what ``said_of_parts`` says.

    Counted are those who gave an answer.
    """
    right = said_of_parts(form, told["key"])
    if form.kind is QuestionKind.SORT:
        rows = zip(right, counts, strict=True)
        return [_sorted(told["bins"], place, said, answered) for place, said in rows]
    if form.kind is QuestionKind.ORDER:
        words = _("Put in this place by %(count)d of %(all)d")
        numbers = [said[place] for place, said in zip(right, counts, strict=True)]
    else:
        single = form.kind is QuestionKind.SINGLE
        words = (
            _("Chosen by %(count)d of %(all)d") if single else _("Marked by %(count)d of %(all)d")
        )
        numbers = [said[1] for said in counts]
    return [words % {"count": number, "all": answered} for number in numbers]


def _sorted(bins: Sequence[str], right: int, said: Counter[int], answered: int) -> str:
    """The right group first, then where else the row was put."""
    rightly = {"count": said[right], "all": answered}
    others = [
        f"{name}: {said[place]}"
        for place, name in enumerate(bins, start=1)
        if place != right and said[place]
    ]
    left = [_("Not sorted: %(count)d") % {"count": said[0]}] if said[0] else []
    return BETWEEN.join([_("Sorted rightly by %(count)d of %(all)d") % rightly, *others, *left])


def shares_in_words(
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], answered: int
) -> list[str]:
    """The same for a wall that a class reads: shares, which point at nobody."""
    right = said_of_parts(form, told["key"])
    words = {
        QuestionKind.SORT: _("Sorted rightly: %(share)d %%"),
        QuestionKind.ORDER: _("Put in this place: %(share)d %%"),
        QuestionKind.SINGLE: _("Chosen: %(share)d %%"),
    }.get(form.kind, _("Marked: %(share)d %%"))
    if form.kind in (QuestionKind.ORDER, QuestionKind.SORT):
        numbers = [said[place] for place, said in zip(right, counts, strict=True)]
    else:
        numbers = [said[1] for said in counts]
    return [words % {"share": share_of(number, answered)} for number in numbers]
