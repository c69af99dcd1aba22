"""In which countries the classes of an edition are no longer stored."""

from __future__ import annotations

from competition.models import Edition, Entry
from leaderboard.results.queries.current_seal import confirmed_seals


def deleted_in(edition: Edition | None) -> set[str]:
    """Codes of the countries that stand in the sealed list and of which no class is left: whoever
    counts there would count nobody.

    Two queries, none before the edition is archived: until then no class is deleted.
    """
    if edition is None or edition.state != Edition.State.ARCHIVED:
        return set()
    sealed = {board["country"] for seal in _boards_of_seals(edition) for board in seal}
    left = Entry.objects.filter(edition=edition).order_by()
    return sealed - set(left.values_list("school_class__school__country", flat=True).distinct())


def _boards_of_seals(edition: Edition) -> list[list[dict[str, str]]]:
    return list(confirmed_seals(edition).values_list("boards", flat=True))
