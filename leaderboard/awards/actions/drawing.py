"""The draw: made once, with the number that was named before; a later seal gives the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.setup.actions.editions import locked
from leaderboard.awards.actions.giving import give_drawn
from leaderboard.awards.queries.award_candidates import attempts_of
from leaderboard.awards.queries.draws import draw_of, is_draw_ahead, pools_in
from leaderboard.models import Draw, Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.awards import give
from leaderboard.rules.lots import written_once

# What a draw decides about winners and diplomas of a list that was reopened.
after_draw = Registry[Callable[[Draw, Seal], None]]()


class DrawRefused(CompetitionError):
    """Nothing is drawn; ``message`` says why."""

    def __init__(self, message: Promise) -> None:
        super().__init__()
        self.message = message  # type: ignore[assignment]


@transaction.atomic
def draw(edition: Edition, *, number: str, again: str, by: User, at: datetime) -> Seal:
    """Draw all that the sealed list leaves to it, and write down who was drawn.

    ``again``: the number once more, because nobody can mend a slip. Raises ``DrawRefused``.
    """
    held = locked(edition)
    seal, drawn = look_whether_drawable(held, number, again, at=at)
    drawn.number, drawn.drawn_at, drawn.drawn_by = " ".join(number.split()), at, by
    drawn.save(update_fields=["number", "drawn_at", "drawn_by"])
    pools, attempts = list(pools_in(seal.all_tickets)), attempts_of(held, key=drawn.lot_key)
    if not all(entry.ticket in attempts for pool in pools for entry in pool.entries):
        raise DrawRefused(_("Pupils who could be drawn have been deleted. Nothing is drawn."))
    give_drawn(seal, {pool.key: give(pool, drawn.lots) for pool in pools}, attempts)
    after_draw.only(drawn, seal)
    return seal


def look_whether_drawable(
    edition: Edition, number: str, again: str, *, at: datetime
) -> tuple[Seal, Draw]:
    """The list and the draw, before anything is done about them. Raises ``DrawRefused``."""
    seal, named = current_seal(edition), draw_of(edition)
    if named is not None and named.number:
        raise DrawRefused(_("The draw has been made. It cannot be made again."))
    if seal is None or named is None or named.comes_at is None or not is_draw_ahead(edition):
        raise DrawRefused(_("No award of a sealed list is left to a draw."))
    if edition.state == Edition.State.ARCHIVED:
        raise DrawRefused(_("This edition is archived: take it out of the archive first."))
    if not written_once(number):
        raise DrawRefused(_("Write the number in figures."))
    if written_once(number) != written_once(again):
        raise DrawRefused(_("The two numbers differ. Nothing is drawn."))
    if at < named.comes_at:
        raise DrawRefused(_("This number is not known yet: it was named for a later moment."))
    return seal, named
