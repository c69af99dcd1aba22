"""How awards are given is written down, and what a list leaves to it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError, Refused
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import SEALED, is_frozen
from competition.setup.actions import locked
from leaderboard.awards.giving import Changed, give_drawn
from leaderboard.awards.queries import (
    attempts_of,
    default_terms,
    draw_of,
    is_draw_ahead,
    is_source_sealed,
    pools_in,
)
from leaderboard.models import AwardTerms, Draw, Seal
from leaderboard.results.queries import current_seal
from leaderboard.rules.awards import give
from leaderboard.rules.lots import written_once


class SealedAlready(CompetitionError):
    message = _("The edition is sealed: this no longer changes.")


@transaction.atomic
def save_terms(terms: AwardTerms) -> AwardTerms:
    """Store the terms of an award; once the edition is live only the words of its prizes.

    Raises ``SealedAlready``.
    """
    edition = _unsealed(terms.rule.edition)
    if not is_frozen("awards", edition.state):
        terms.save()
        return terms
    kept, _new = AwardTerms.objects.get_or_create(rule=terms.rule, defaults=_defaults(terms.rule))
    kept.prizes = terms.prizes
    kept.save(update_fields=["prizes"])
    return kept


def copy_terms(copied: Mapping[int, AwardRule]) -> None:
    """The awards of an edition that is begun from an earlier one are given as they were there."""
    for terms in AwardTerms.objects.filter(rule__in=copied):
        terms.rule = copied[terms.rule_id]
        terms.save(force_insert=True)


@transaction.atomic
def name_source(draw: Draw) -> Draw:
    """Store which public number decides, as long as no sealed list is bound to one. Raises
    ``SealedAlready``."""
    held = locked(draw.edition)
    if is_source_sealed(held):
        raise SealedAlready
    there, _new = Draw.objects.get_or_create(edition=held)
    there.source, there.comes_at = draw.source, draw.comes_at
    there.save(update_fields=["source", "comes_at"])
    return there


def _unsealed(edition: Edition) -> Edition:
    held = locked(edition)
    if held.state in SEALED:
        raise SealedAlready
    return held


def _defaults(rule: AwardRule) -> dict[str, int]:
    terms = default_terms(rule)
    return {"reserves": terms.reserves, "share": terms.share}


# What a draw decides about winners and diplomas of a list that was reopened.
after_draw = Registry[Callable[[Draw, Seal, Changed], None]]()


@transaction.atomic
def draw(edition: Edition, *, number: str, again: str, by: User, at: datetime) -> Seal:
    """Draw all that the sealed list leaves to it, and write down who was drawn.

    ``again``: the number once more, because nobody can mend a slip. Raises ``Refused``.
    """
    held = locked(edition)
    seal, drawn = look_whether_drawable(held, number, again, at=at)
    drawn.number, drawn.drawn_at, drawn.drawn_by = " ".join(number.split()), at, by
    drawn.save(update_fields=["number", "drawn_at", "drawn_by"])
    pools, attempts = list(pools_in(seal.all_tickets)), attempts_of(held, key=drawn.lot_key)
    if not all(entry.ticket in attempts for pool in pools for entry in pool.entries):
        raise Refused(_("Pupils who could be drawn have been deleted. Nothing is drawn."))
    given = {pool.key: give(pool, drawn.lots) for pool in pools}
    after_draw.only(drawn, seal, give_drawn(held, given, attempts, at=at))
    return seal


def look_whether_drawable(
    edition: Edition, number: str, again: str, *, at: datetime
) -> tuple[Seal, Draw]:
    """The list and the draw, before anything is done about them. Raises ``Refused``."""
    seal, named = current_seal(edition), draw_of(edition)
    if named is not None and named.number:
        raise Refused(_("The draw has been made. It cannot be made again."))
    if seal is None or named is None or named.comes_at is None or not is_draw_ahead(edition):
        raise Refused(_("No award of a sealed list is left to a draw."))
    if edition.state == Edition.State.ARCHIVED:
        raise Refused(_("This edition is archived: take it out of the archive first."))
    if not written_once(number):
        raise Refused(_("Write the number in figures."))
    if written_once(number) != written_once(again):
        raise Refused(_("The two numbers differ. Nothing is drawn."))
    if at < named.comes_at:
        raise Refused(_("This number is not known yet: it was named for a later moment."))
    return seal, named
