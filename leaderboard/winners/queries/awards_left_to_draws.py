"""Awards of earlier lists that stand until a draw has decided about them."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from leaderboard.awards.queries.undecided_tickets import undecided_tickets
from leaderboard.models import Award, Seal, Winner
from leaderboard.winners.queries.standing_awards import newest_of


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


def winners_left_to_draws(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Those of these about whom a draw has still to decide, since a correction left it to one: they
    stand, and are of an older list than the one that holds."""
    newest = Subquery(newest_of(OuterRef("award__seal__edition")))
    return winners.filter(passed_on_at__isnull=True, award__seal__lt=newest)
