"""Sealing: one person lays the final list before, another one confirms exactly this list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.aliases.actions import aliases_for
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition, Sitting
from competition.setup.actions.editions import locked
from competition.setup.actions.steps import SecondPersonNeeded, take_step
from competition.sittings.actions.approving import keep_approvals_of
from competition.sittings.actions.rescoring import score_late_of
from leaderboard.awards.giving import give_awards
from leaderboard.awards.queries import SealedAwards, blocks_to_give, is_source_sealed
from leaderboard.models import Draw, Seal
from leaderboard.results.actions import keep_register
from leaderboard.results.queries import reopened_seal
from leaderboard.rules.lots import BEFORE_THE_NUMBER, sha256_of
from leaderboard.seals.actions.settling import show_results
from leaderboard.seals.queries.awards_apart import awards_apart
from leaderboard.seals.queries.laid_awards import told_of_awards
from leaderboard.seals.queries.seal_content import RowsTold, SealContent, content_of
from leaderboard.seals.queries.seal_pages import list_before, look_of
from leaderboard.seals.queries.seals import boards_of_edition, newest_seal, top_cards
from leaderboard.seals.queries.waiting_seals import is_waiting
from leaderboard.winners.actions.handing_on import hand_on


def nobody(_rows: int) -> None:
    """Waits for no row."""


class NotInReview(CompetitionError):
    message = _("A list is laid before while the edition is in review.")


class NothingProposed(CompetitionError):
    message = _("Somebody has laid a newer list before. Look at it first.")


class NoNumberNamed(CompetitionError):
    message = _(
        "An award is left to a draw, and no public number is named for it. Name one on the page "
        "Awards before the list is sealed."
    )


class NumberKnownAlready(CompetitionError):
    message = _(
        "The public number for draws is known already, or will be within the hour. Name one that "
        "nobody can know yet, on the page Awards."
    )


class NobodyPlayed(CompetitionError):
    message = _("Nobody stands in the list yet.")


class ListChanged(CompetitionError):
    message = _(
        "Results have changed since this list was laid before. Nothing is sealed. "
        "Lay the new list before."
    )


@transaction.atomic
def propose(edition: Edition, *, by: User, at: datetime, told: RowsTold = nobody) -> Seal:
    """Work out the final list and note who laid it before; with the first one seed and tickets of
    the draw are made.

    ``told`` is called with the rows that were read. Raises ``NotInReview``, ``NobodyPlayed``,
    ``NoNumberNamed`` and ``NumberKnownAlready``.
    """
    held = locked(edition)
    if held.state != Edition.State.REVIEW:
        raise NotInReview
    score_late_of(held, at=at)
    name_the_best(held)
    draw, _new = Draw.objects.get_or_create(edition=held)
    found = content_of(held, draw, told=told)
    if not found.list.rows:
        raise NobodyPlayed
    look_at_number(draw, found.awards, at=at)
    return lay_before(found, Seal(edition=held, proposed_by=by, proposed_at=at))


@transaction.atomic
def confirm(
    seal: Seal,
    *,
    by: User,
    at: datetime,
    note: str = "",
    seen: bool = False,
    told: RowsTold = nobody,
) -> Seal:
    """Seal the edition with the list as it was laid before, if it is still the same.

    Raises ``SecondPersonNeeded`` for who laid it before, ``NothingProposed`` when there is a newer
    one, ``ListChanged``, ``NumberKnownAlready``, and what ``take_step`` raises.
    """
    held = locked(seal.edition)
    newest = newest_seal(held)
    if newest is None or newest.pk != seal.pk or not is_waiting(newest):
        raise NothingProposed
    if newest.proposed_by == by:
        raise SecondPersonNeeded
    hold_results(held)
    score_late_of(held, at=at)
    keep_approvals_of(held, at=at)
    name_the_best(held)
    draw, before = Draw.objects.get(edition=held), reopened_seal(held)
    found = content_of(held, draw, told=told)
    look_at_number(draw, found.awards, at=at)
    # What is approved from here on would stand in no list: after the seal nothing comes on.
    if not found.is_of(newest) or keep_approvals_of(held, at=at):
        raise ListChanged
    take_step(
        held, to=Edition.State.SEALED, by=by, second=newest.proposed_by, at=at, note=note, seen=seen
    )
    newest.confirmed_by, newest.confirmed_at, newest.body = by, at, found.list.body
    newest.save(update_fields=["confirmed_by", "confirmed_at", "body"])
    give_awards(newest, found.awards)
    keep_register(held)
    if before is not None:
        left = [one.pool.key for one in found.awards.waiting]
        hand_on(before, newest, left_to_draw=left, by=by, at=at)
    # The periodic work leaves sealed editions alone: what changed in the last second is shown here.
    show_results(held, at=at)
    return newest


def lay_before(found: SealContent, seal: Seal) -> Seal:
    """Store a list that waits for the second person."""
    seal.sha256, seal.rows = found.list.sha256, found.list.rows
    seal.boards = [asdict(board) for board in found.list.boards]
    seal.body, seal.held_back = found.list.body, found.list.held_back
    seal.tickets, seal.tickets_held_back = found.awards.tickets, found.awards.tickets_held_back
    seal.tickets_sha256 = sha256_of(seal.tickets) if seal.tickets else ""
    seal.save(force_insert=True)
    seal.look = look_of(seal, list_before(seal))
    seal.look |= {
        "awards": found.awards.sha256,
        "given": told_of_awards(seal.edition, found.awards),
        "schools": blocks_to_give(found.awards.schools),
    }
    before = reopened_seal(seal.edition)
    if before is not None:
        seal.look |= {"changed": awards_apart(before, found.awards)}
    seal.save(update_fields=["look"])
    return seal


def look_at_number(draw: Draw, awards: SealedAwards, *, at: datetime) -> None:
    """Whoever knew the number and the seed could choose whom to take out of the count.

    Not where a list was sealed before with the same number, named in time: no lot depends on
    others. Raises ``NoNumberNamed`` and ``NumberKnownAlready``.
    """
    if not awards.waiting or is_source_sealed(draw.edition):
        return
    if draw.comes_at is None:
        raise NoNumberNamed
    if draw.comes_at < at + BEFORE_THE_NUMBER:
        raise NumberKnownAlready


def hold_results(edition: Edition) -> None:
    """Whoever rewrites a result holds its attempt: wait for them, and let the next ones see that
    the edition is sealed."""
    attempts = Attempt.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL)
    held = attempts.select_for_update(of=("self",), no_key=True).order_by("pk")
    for _held in held.values_list("pk", flat=True).iterator():
        pass


def name_the_best(edition: Edition) -> None:
    """Who stands on a board's public page has an alias."""
    for division, country in boards_of_edition(edition):
        aliases_for(top_cards(division, country), edition=edition)
