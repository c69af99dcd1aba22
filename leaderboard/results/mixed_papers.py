"""Where results of two papers count in an age group, and how its papers and rulings are said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.exceptions import CompetitionError
from competition.models import Division
from leaderboard.results.queries.asked_papers import counted_sittings
from quizbank.models import PaperQuestion


class PapersMixed(CompetitionError):
    message = gettext_lazy(
        "Since this was noted results of a second paper count in the age group: a question that "
        "is worth nothing would cost points only those who had it. Withdraw it, and note it again."
    )


def is_mixed(division: Division) -> bool:
    """Whether results of more than one paper count.

    There a neutralised question cannot be worth nothing: those who had it could get fewer points
    than the others on the same board. Its points go to everybody who had it (decision 185).
    """
    papers = counted_sittings(division).order_by().values_list("paper")
    return len(papers.distinct()[:2]) > 1


def not_counted(item: PaperQuestion) -> str | None:
    """What stands in a column of questions that count for nobody."""
    if item.given:
        return ruled_words(item)
    return _("yes") if item.neutralised else None


def ruled_words(item: PaperQuestion) -> str:
    """How a neutralised question counts; empty for any other."""
    if item.given:
        return _("its points go to everybody")
    return _("counts for nobody") if item.neutralised else ""
