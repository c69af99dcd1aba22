"""The two papers of an age group that count have as many questions and points."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from competition.models import Division, Edition
from competition.papers.queries.sets import PaperSet, sets_of
from quizbank.models import Paper
from quizbank.rules.marking import points_of
from quizbank.rules.responses import QuestionKind


def counterpart(one: PaperSet) -> str:
    """What a set has to be like. While an edition is live the official paper, too: before, the
    step to live looks at both, so that one can be changed after the other."""
    if one.kind == Paper.Kind.RESERVE:
        return Paper.Kind.OFFICIAL
    is_live = one.division.edition.state == Edition.State.LIVE
    official = one.kind == Paper.Kind.OFFICIAL and is_live and one.division.reserve_id
    return Paper.Kind.RESERVE if official else ""


def unlike(one: PaperSet | None, other: PaperSet | None) -> Iterator[str]:
    """Pupils of both stand on one board: a reserve paper has as many questions and points."""
    if one is None or other is None or not one.questions:
        return
    own, others = _size(one), _size(other)
    if own != others:
        text = _(
            "It has %(count)d questions and %(points)d points, the official paper %(others)d and"
            " %(all)d: both have to be alike."
        )
        if other.kind == Paper.Kind.RESERVE:
            text = _(
                "It has %(count)d questions and %(points)d points, the reserve paper %(others)d"
                " and %(all)d: both have to be alike."
            )
        yield text % {"count": own[0], "points": own[1], "others": others[0], "all": others[1]}


def reserve_is_alike(division: Division) -> bool:
    """Whether a division's two papers for points have as many questions and points."""
    sizes = {one.kind: _size(one) for one in sets_of([division])}
    return sizes.get(Paper.Kind.RESERVE) == sizes.get(Paper.Kind.OFFICIAL)


def _size(one: PaperSet) -> tuple[int, int]:
    """Questions and points."""
    points = sum(points_of(QuestionKind(question.kind)) for question in one.questions)
    return len(one.questions), points
