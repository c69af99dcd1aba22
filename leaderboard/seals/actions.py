"""A list is laid before, sealed by another person, and reopened by two."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_change
from competition.aliases.actions import aliases_for
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition, Sitting
from competition.setup.actions import SecondPersonNeeded, locked, take_step
from competition.sittings.actions.results import keep_approvals_of, score_late_of
from leaderboard.awards.giving import give_awards
from leaderboard.awards.queries import SealedAwards, blocks_to_give, is_source_sealed
from leaderboard.boards.actions import hint, publish, say_final, unfreeze_boards
from leaderboard.boards.queries import free_across
from leaderboard.models import Board, Draw, Seal
from leaderboard.results.actions import keep_register
from leaderboard.results.queries import current_seal, reopened_seal
from leaderboard.rules.lots import BEFORE_THE_NUMBER, sha256_of
from leaderboard.seals.checks import all_boards, frozen_boards
from leaderboard.seals.places import list_before, look_of
from leaderboard.seals.queries import (
    SealContent,
    awards_apart,
    boards_of_edition,
    content_of,
    is_waiting,
    newest_seal,
    told_of_awards,
    top_cards,
)
from leaderboard.winners.actions import follow_list


def thaw_boards(edition: Edition, *, by: User, at: datetime) -> int:
    """With its publication every board of an edition moves again, on record, and shows the sealed
    places; returns how many were frozen."""
    moved = unfreeze_boards(list(frozen_boards(edition)), at=at, by=by)
    show_results(edition, at=at)
    return moved


def tell_final(edition: Edition, *, by: User, at: datetime) -> int:
    """With its publication whoever watches a board of an edition learns that it is final; returns
    how many say it anew."""
    told = sum(say_final(board, at=at) for board in all_boards(edition))
    transaction.on_commit(hint)
    return told


def show_results(edition: Edition, *, at: datetime) -> None:
    """Build the boards of pupils anew that are free to move, those across countries last; frozen
    ones stay as they are.

    For a moment after which nobody looks at them any more.
    """
    boards = all_boards(edition).filter(kind=Board.Kind.PUPILS, frozen_at__isnull=True)
    divisions = {board.division_id for board in boards}
    for board in (*boards.exclude(country__isnull=True), *free_across(divisions)):
        publish(board, at=at, recount=True)
    transaction.on_commit(hint)


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
def propose(edition: Edition, *, by: User, at: datetime) -> Seal:
    """Work out the final list and note who laid it before; with the first one seed and tickets of
    the draw are made.

    Raises ``NotInReview``, ``NobodyPlayed``, ``NoNumberNamed`` and ``NumberKnownAlready``.
    """
    held = locked(edition)
    if held.state != Edition.State.REVIEW:
        raise NotInReview
    score_late_of(held, at=at)
    name_the_best(held)
    draw, _new = Draw.objects.get_or_create(edition=held)
    found = content_of(held, draw)
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
    found = content_of(held, draw)
    look_at_number(draw, found.awards, at=at)
    # What is approved from here on would stand in no list: after the seal nothing comes on.
    if not found.is_of(newest) or keep_approvals_of(held, at=at):
        raise ListChanged
    take_step(
        held, to=Edition.State.SEALED, by=by, second=newest.proposed_by, at=at, note=note, seen=seen
    )
    newest.confirmed_by, newest.confirmed_at, newest.body = by, at, found.list.body
    newest.save(update_fields=["confirmed_by", "confirmed_at", "body"])
    changed = give_awards(held, found.awards, at=at)
    keep_register(held)
    follow_list(held, changed, before, by=by, at=at)
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
        seal.look |= {"changed": awards_apart(seal.edition, found.awards)}
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


ASKED = ("reopen_asked_by", "reopen_asked_at", "reopen_reason", "reopen_why")


class NothingToReopen(CompetitionError):
    message = _("No list of this edition is sealed.")


class NotReopenedAnyMore(CompetitionError):
    message = _(
        "This edition is archived, or classes of it have been deleted: its list cannot be counted "
        "again. It stays as it was sealed."
    )


class NobodyAsks(CompetitionError):
    message = _("Nobody asks for this list to be reopened any more.")


@transaction.atomic
def ask_to_reopen(edition: Edition, *, reason: str, why: str, by: User, at: datetime) -> Seal:
    """Note that somebody wants it; nothing changes before another person does it.

    Raises ``NothingToReopen``, ``NotReopenedAnyMore``.
    """
    seal = _sealed(edition)
    seal.reopen_asked_by, seal.reopen_asked_at = by, at
    seal.reopen_reason, seal.reopen_why = reason, why
    seal.save(update_fields=ASKED)
    record_change(seal.edition, "reopening", before="", after=f"{reason}: {why}", by=by, at=at)
    return seal


@transaction.atomic
def withdraw_reopening(edition: Edition, *, by: User, at: datetime) -> None:
    """It is not wanted any more. Raises ``NobodyAsks`` and what ``ask_to_reopen`` raises."""
    seal = _asked(edition)
    record_change(seal.edition, "reopening", before=seal.reopen_why, after="", by=by, at=at)
    seal.reopen_asked_by = seal.reopen_asked_at = None
    seal.reopen_reason = seal.reopen_why = ""
    seal.save(update_fields=ASKED)


@transaction.atomic
def reopen(edition: Edition, *, by: User, at: datetime) -> Seal:
    """The edition is in review again, and the list stays readable as one that was reopened.

    Raises ``NobodyAsks``, ``ReopeningNeedsTwo``, and what ``ask_to_reopen`` raises.
    """
    seal = _asked(edition)
    take_step(
        seal.edition,
        to=Edition.State.REVIEW,
        by=by,
        second=seal.reopen_asked_by,
        at=at,
        note=seal.reopen_why,
    )
    seal.reopened_by, seal.reopened_at = by, at
    seal.save(update_fields=["reopened_by", "reopened_at"])
    return seal


def _asked(edition: Edition) -> Seal:
    seal = _sealed(edition)
    if seal.reopen_asked_by is None:
        raise NobodyAsks
    return seal


def _sealed(edition: Edition) -> Seal:
    """The list that holds, with the edition locked."""
    held = locked(edition)
    seal = current_seal(held)
    if seal is None:
        raise NothingToReopen
    if held.state == Edition.State.ARCHIVED or seal.emptied_at:
        raise NotReopenedAnyMore
    return seal
