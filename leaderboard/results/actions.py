"""What an edition's totals stand beside is kept with its seal."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.models import CountedSchool
from leaderboard.results.queries import PUPILS, schools_that_count

AT_ONCE = 1000


def keep_register(edition: Edition) -> None:
    """Keep which schools count and how many pupils they have, once for an edition.

    They are held until the transaction ends: a merge of a country that takes no part holds its
    schools and not the edition.
    """
    if CountedSchool.objects.filter(edition=edition).exists():
        return
    counting = schools_that_count(edition).select_for_update(no_key=True)
    there = counting.order_by("pk").values_list("pk", PUPILS)
    rows = (CountedSchool(edition=edition, school_id=pk, pupil_count=many) for pk, many in there)
    CountedSchool.objects.bulk_create(rows, batch_size=AT_ONCE)
