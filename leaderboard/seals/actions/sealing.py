"""Sealing: one person lays the final list before, another one confirms exactly this list."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.aliases.actions import aliases_for
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition, Sitting
from competition.setup.actions.editions import locked
from competition.setup.actions.steps import SecondPersonNeeded, take_step
from competition.sittings.actions.approving import keep_approvals_of
from competition.sittings.actions.rescoring import score_late_of
from leaderboard.awards.actions.giving import give_certain
from leaderboard.awards.queries.sealed_awards import SealedAwards, sealed_awards
from leaderboard.models import Seal
from leaderboard.rules.lots import sha256_of
from leaderboard.seals.actions.settling import show_results
from leaderboard.seals.queries.seals import (
    FinalList,
    boards_of_edition,
    final_list,
    lot_key_of,
    newest_seal,
    seed_of,
    top_cards,
)
from schools.models import User

# So long before the number for draws is known a list has to be sealed.
BEFORE_THE_NUMBER = timedelta(hours=1)


class NotInReview(CompetitionError):
    message = _("A list is laid before while the edition is in review.")


class NothingProposed(CompetitionError):
    message = _("Somebody has laid a newer list before. Look at it first.")


class NoNumberNamed(CompetitionError):
    message = _(
        "An award is left to a draw, and no public number is named for it. Name one on the page "
        "Awards: after the seal it would be too late."
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
    """Work out the final list and note who laid it before, with the hash of a seed for draws.

    Raises ``NotInReview``, ``NobodyPlayed``, ``NoNumberNamed`` and ``NumberKnownAlready``.
    """
    held = locked(edition)
    if held.state != Edition.State.REVIEW:
        raise NotInReview
    score_late_of(held, at=at)
    found = _final(held)
    if not found.rows:
        raise NobodyPlayed
    seed, lot_key = seed_of(held) or _new_key(), lot_key_of(held) or _new_key()
    awards = _awards(held, found, seed=seed, lot_key=lot_key)
    _look_at_number(awards, at=at)
    return Seal.objects.create(
        edition=held,
        proposed_by=by,
        proposed_at=at,
        sha256=found.sha256,
        rows=found.rows,
        boards=[asdict(board) for board in found.boards],
        body=found.body,
        held_back=found.held_back,
        seed=seed,
        seed_sha256=sha256_of(seed),
        lot_key=lot_key,
        awards_body=awards.body,
        awards_sha256=awards.sha256,
        pools_held_back=awards.held_back,
    )


@transaction.atomic
def confirm(seal: Seal, *, by: User, at: datetime, note: str = "", seen: bool = False) -> Seal:
    """Seal the edition with the list as it was laid before, if it is still the same.

    Raises ``SecondPersonNeeded`` for who laid it before, ``NothingProposed`` when there is a newer
    one, ``ListChanged``, ``NumberKnownAlready``, and what ``take_step`` raises.
    """
    held = locked(seal.edition)
    newest = newest_seal(held)
    if newest is None or newest.pk != seal.pk or held.state != Edition.State.REVIEW:
        raise NothingProposed
    if newest.proposed_by == by:
        raise SecondPersonNeeded
    _hold_results(held)
    score_late_of(held, at=at)
    keep_approvals_of(held, at=at)
    found = _final(held)
    awards = _awards(held, found, seed=newest.seed, lot_key=newest.lot_key)
    _look_at_number(awards, at=at)
    same = (found.sha256, found.held_back) == (newest.sha256, newest.held_back)
    same = same and (awards.sha256, awards.held_back) == _awards_in(newest)
    # What is approved from here on would stand in no list: after the seal nothing comes on.
    if not same or keep_approvals_of(held, at=at):
        raise ListChanged
    take_step(
        held,
        to=Edition.State.SEALED,
        by=by,
        second=newest.proposed_by,
        at=at,
        note=note,
        seen=seen,
    )
    newest.confirmed_by, newest.confirmed_at, newest.body = by, at, found.body
    newest.save(update_fields=["confirmed_by", "confirmed_at", "body"])
    give_certain(newest, awards)
    # The periodic work leaves sealed editions alone: what changed in the last second is shown here.
    show_results(held, at=at)
    return newest


def _look_at_number(awards: SealedAwards, *, at: datetime) -> None:
    """Whoever knew the number and the seed could lay lists before until the lots please them."""
    if not awards.draws:
        return
    if awards.plan is None:
        raise NoNumberNamed
    if awards.plan.comes_at < at + BEFORE_THE_NUMBER:
        raise NumberKnownAlready


def _new_key() -> str:
    return secrets.token_hex(32)


def _awards(held: Edition, found: FinalList, *, seed: str, lot_key: str) -> SealedAwards:
    return sealed_awards(
        held,
        list_sha256=found.sha256,
        held_back=found.held_back,
        lot_key=lot_key,
        seed_sha256=sha256_of(seed),
    )


def _awards_in(seal: Seal) -> tuple[str, str]:
    return seal.awards_sha256, seal.pools_held_back


def _hold_results(edition: Edition) -> None:
    """Whoever rewrites a result holds its attempt: wait for them, and let the next ones see that
    the edition is sealed."""
    attempts = Attempt.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL)
    held = attempts.select_for_update(of=("self",), no_key=True).order_by("pk")
    for _held in held.values_list("pk", flat=True).iterator():
        pass


def _final(edition: Edition) -> FinalList:
    for division, country in boards_of_edition(edition):
        aliases_for(top_cards(division, country, edition.chain), edition=edition)
    return final_list(edition)
