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
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], asked: int
) -> list[str]:
    """A sentence for each choice, row or step; ``counts`` are of what ``said_of_parts`` says.

    They are told of all who were ``asked``, as who was right is told.
    """
    right = said_of_parts(form, told["key"])
    if form.kind is QuestionKind.SORT:
        rows = zip(right, counts, strict=True)
        return [_sorted(told["bins"], place, said, asked) for place, said in rows]
    if form.kind is QuestionKind.ORDER:
        words = _("Put in this place by %(count)d of %(all)d")
        numbers = [said[place] for place, said in zip(right, counts, strict=True)]
    else:
        single = form.kind is QuestionKind.SINGLE
        words = (
            _("Chosen by %(count)d of %(all)d") if single else _("Marked by %(count)d of %(all)d")
        )
        numbers = [said[1] for said in counts]
    return [words % {"count": number, "all": asked} for number in numbers]


def _sorted(bins: Sequence[str], right: int, said: Counter[int], asked: int) -> str:
    """The right group first, then where else the row was put."""
    rightly = {"count": said[right], "all": asked}
    others = [
        f"{name}: {said[place]}"
        for place, name in enumerate(bins, start=1)
        if place != right and said[place]
    ]
    left = [_("Not sorted: %(count)d") % {"count": said[0]}] if said[0] else []
    return BETWEEN.join([_("Sorted rightly by %(count)d of %(all)d") % rightly, *others, *left])


def shares_in_words(
    told: Compiled, form: ResponseForm, counts: Sequence[Counter[int]], asked: int
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
    return [words % {"share": share_of(number, asked)} for number in numbers]


def way_wrong(form: ResponseForm, key: int, part: int) -> str:
    """In which way a part is answered wrongly; empty for a choice or mark that tempts.

    To have it wrong is not always to have chosen it: a right one is missed.
    """
    if form.kind is QuestionKind.SORT:
        return _("most often not in its group")
    if form.kind is QuestionKind.ORDER:
        return _("most often not in its place")
    return _("most often missed") if said_of_parts(form, key)[part] else ""
