"""What was told of two schools that become one stands with the one that stays."""

from __future__ import annotations

from leaderboard.boards.actions.figures import work_out
from leaderboard.boards.queries.closings import pupils_at, region_of
from leaderboard.models import Tally
from schools.models import School


def merge_figures(keep: School, gone: School) -> None:
    """Add up what was told of both in an edition, once the classes have moved.

    Regions and countries keep what was told of them. The transaction is the caller's.
    """
    rows = Tally.objects.select_for_update(of=("self",)).filter(school__in=[keep, gone])
    told = list(rows.order_by("pk"))
    own = {one.edition_id: one for one in told if one.school_id == keep.pk}
    for one in told:
        if one.school_id == keep.pk:
            continue
        tally = own.get(one.edition_id)
        if tally is None:
            tally = one
            tally.school, tally.region_id = keep, region_of(keep)
        else:
            tally.pupils += one.pupils
            tally.points += one.points
            tally.points_possible += one.points_possible
            one.delete()
        tally.of = pupils_at(tally)
        work_out(tally)
        tally.save()
