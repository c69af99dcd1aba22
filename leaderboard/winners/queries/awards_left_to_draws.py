"""Awards of earlier lists that stand until a draw has decided about them."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from competition.models import Edition
from leaderboard.awards.queries.undecided_tickets import undecided_tickets
from leaderboard.models import Award, Seal, Winner
from leaderboard.results.queries.current_seal import current_seal
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


def gone_before_draws(edition: Edition) -> set[int]:
    """Awards that passed on and that nobody has now, since the newest list leaves them to a draw
    still to be made: of an older list, and not what a correction took.

    Pools are read only where there is one: of 100,000 pupils they are large.
    """
    seal = current_seal(edition)
    if seal is None:
        return set()
    older = Winner.objects.filter(award__seal__edition=edition, award__seal__lt=seal.pk)
    gone = older.filter(passed_on_at__isnull=False)
    gone = gone.exclude(passed_on_why=Winner.PassedOn.CORRECTED)
    found = dict(gone.order_by("pk").values_list("pk", "award__key"))
    undecided = undecided_tickets(seal) if found else {}
    followed = set(Winner.objects.filter(instead_of__in=found).values_list("instead_of", flat=True))
    return {pk for pk, key in found.items() if key in undecided and pk not in followed}


def winners_left_to_draws(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Those of these about whom a draw has still to decide, since a correction left it to one: they
    stand, and are of an older list than the one that holds."""
    return winners.filter(is_left_to_a_draw())


def is_left_to_a_draw() -> Q:
    """The same, of one winner."""
    newest = Subquery(newest_of(OuterRef("award__seal__edition")))
    return Q(passed_on_at__isnull=True, award__seal__lt=newest)
