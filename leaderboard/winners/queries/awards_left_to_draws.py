"""Awards of earlier lists that stand until a draw has decided about them."""

from __future__ import annotations

from leaderboard.awards.queries.undecided_tickets import undecided_tickets
from leaderboard.models import Award, Seal


def awards_left_to_a_draw(seal: Seal) -> set[int]:
    """What a corrected list leaves to a draw still to be made: awards as their teachers know them,
    and of which nobody was told."""
    undecided = undecided_tickets(seal)
    older = Award.objects.filter(
        seal__edition=seal.edition_id, seal__lt=seal.pk, key__in=list(undecided)
    )
    told = older.filter(winner__isnull=False, winner__passed_on_at__isnull=True)
    rows = older.filter(winner__isnull=True, place__gt=0).values_list("pk", "key", "ticket")
    untold = {pk for pk, key, ticket in rows if ticket in undecided[key].winners}
    return untold | set(told.values_list("pk", flat=True))
