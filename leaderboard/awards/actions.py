"""How awards are given is written down, what is asked for about a list is done once, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.jobs.actions import hold
from base.jobs.backend import AnyTask, asked_for
from base.models import Job, User
from base.registry import Registry
from competition.editions.held_rows import refused_while_held
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import SEALED, is_frozen
from competition.setup.actions.editions import locked
from leaderboard.awards.giving import give_drawn
from leaderboard.awards.queries import (
    attempts_of,
    default_terms,
    draw_of,
    is_draw_ahead,
    is_source_sealed,
    pools_in,
)
from leaderboard.models import AwardTerms, Draw, Seal, SealWork
from leaderboard.results.queries import current_seal
from leaderboard.rules.awards import give
from leaderboard.rules.lots import written_once

# Does one wish, and says which seal it was about.
type SealDeed = Callable[[SealWork], Seal]


class WorkUnderWay(CompetitionError):
    message = _("Something is being done about this list already. Wait until it is ready.")


@transaction.atomic
def ask_for(wish: SealWork, task: AnyTask) -> SealWork:
    """Have it done. Raises ``WorkUnderWay``: of two at once the second would find another list."""
    held_if_free(wish.edition)
    wanted = asked_for(task, by=wish.asked_by, subject=str(wish.edition_id))
    wish.job_id = int(wanted.enqueue().id)
    wish.save(force_insert=True)
    return wish


def held_if_free(edition: Edition) -> Edition:
    """The edition as it is now, held until the transaction ends.

    A job may hold it for minutes: whoever presses a button waits no longer than the patience of the
    connection, which is enough for what holds it a moment. Raises ``WorkUnderWay``.
    """
    _refuse_while_busy(edition)
    with refused_while_held(WorkUnderWay):
        held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    _refuse_while_busy(held)
    return held


def _refuse_while_busy(edition: Edition) -> None:
    newest = newest_work(edition)
    if newest is not None and newest.is_under_way:
        raise WorkUnderWay


def do_once(work: SealWork, deed: SealDeed, *, job: Job, at: datetime) -> None:
    """Do it and note that it is done, in one transaction: cut off in the middle nothing is, and a
    second try finds it done. What is refused is told in words. Raises ``Overtaken``."""
    try:
        with transaction.atomic():
            seal = deed(work)
            hold(job)
            _end(work, at=at, seal=seal)
    except CompetitionError as refusal:
        with transaction.atomic():
            hold(job)
            _end(work, at=at, refused=_as_written(refusal))


def _as_written(refusal: CompetitionError) -> str:
    """The text before it is translated; as it is where it was put together from several."""
    with override(None):
        written = str(refusal.message)
    return written if str(refusal) == str(refusal.message) else str(refusal)


def newest_work(edition: Edition) -> SealWork | None:
    """What was asked for last."""
    return SealWork.objects.filter(edition=edition).select_related("job").order_by("pk").last()


def _end(work: SealWork, *, at: datetime, seal: Seal | None = None, refused: str = "") -> None:
    named = {"seal": seal} if seal else {}
    SealWork.objects.filter(pk=work.pk).update(done_at=at, refused=refused, **named)


class SealedAlready(CompetitionError):
    message = _("The edition is sealed: this no longer changes.")


@transaction.atomic
def save_terms(terms: AwardTerms) -> AwardTerms:
    """Store the terms of an award; once the edition is live only the words of its prizes.

    Raises ``SealedAlready`` and ``WorkUnderWay``.
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
    ``SealedAlready`` and ``WorkUnderWay``."""
    held = held_if_free(draw.edition)
    if is_source_sealed(held):
        raise SealedAlready
    there, _new = Draw.objects.get_or_create(edition=held)
    there.source, there.comes_at = draw.source, draw.comes_at
    there.save(update_fields=["source", "comes_at"])
    return there


def _unsealed(edition: Edition) -> Edition:
    held = held_if_free(edition)
    if held.state in SEALED:
        raise SealedAlready
    return held


def _defaults(rule: AwardRule) -> dict[str, int]:
    terms = default_terms(rule)
    return {"reserves": terms.reserves, "share": terms.share}


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
