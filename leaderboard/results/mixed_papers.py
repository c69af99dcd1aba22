"""Where pupils of an age group played two papers, every question of them stays as it counts."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError
from competition.models import Edition, Result, Sitting
from quizbank.models import PaperQuestion


class PapersMixed(CompetitionError):
    message = _(
        "Pupils of this age group played two papers. Neutralised in one, a question would cost "
        "points only those who had that paper. It stays as it counts: what was passed on is taken "
        "out of the count card by card, at the review desk."
    )


def refuse_mixed(edition: Edition, item: PaperQuestion) -> None:
    """Raise ``PapersMixed`` where results of another paper count beside those of the question's.

    Asked of the sittings, of which there are few.
    """
    counted = Exists(Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True))
    sittings = Sitting.objects.filter(
        counted, entry__edition=edition, entry__division__official=item.paper_id
    )
    if sittings.exclude(paper=item.paper_id).exists():
        raise PapersMixed
