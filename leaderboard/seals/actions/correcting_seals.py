"""A sealed list is corrected by a second, public seal: laid before by one, confirmed by another.

What is wanted is carried out inside one transaction: to lay a correction before it is rolled back
once it is known what comes out, to confirm one it stays. So nothing counts otherwise before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_change
from competition.exceptions import CompetitionError, NothingToDo
from competition.models import Alias, Attempt, Edition
from competition.rules.edition_steps import SEALED
from competition.setup.actions.editions import locked
from competition.setup.actions.steps import SecondPersonNeeded
from competition.sittings.actions.attempts import accept_late, take_back, void
from competition.sittings.actions.results import write_results
from leaderboard.awards.actions.giving import give_certain
from leaderboard.awards.actions.making_draws import drawn_again
from leaderboard.awards.awards_document import compact, pupils_in
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.models import DrawOutcome, Seal, SealChange
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.seals.actions.counting_anew import look_whether_countable
from leaderboard.seals.actions.sealing import (
    ListChanged,
    NobodyPlayed,
    NothingProposed,
    hold_results,
    lay_before,
    look_at_number,
    name_the_best,
    named_in_time,
    nobody,
    secrets_of,
)
from leaderboard.seals.actions.settling import show_results
from leaderboard.seals.queries.deleted_pupils import rows_deleted
from leaderboard.seals.queries.noted_changes import decision_to_undo, waiting_changes
from leaderboard.seals.queries.seal_content import (
    RowsTold,
    SealContent,
    SealSecrets,
    content_of,
    corrected_by,
    secrets_in,
)
from leaderboard.seals.queries.seals import newest_seal
from leaderboard.seals.queries.what_changed import awards_changed, what_changed
from leaderboard.winners.actions.after_corrections import follow_correction
from quizbank.models import PaperQuestion

AT_ONCE = 500


class NothingToCorrect(CompetitionError):
    message = _("Only a sealed list is corrected.")


class NothingNoted(CompetitionError):
    message = _("Note first what is to change.")


class NoReasonToCorrect(CompetitionError):
    message = _("Say in words why the list is corrected: everybody reads it.")


class NotedSince(ListChanged):
    message = _(
        "What is noted has changed since this correction was laid before. Nothing is sealed. "
        "Lay it before anew."
    )


class DrawnSince(ListChanged):
    message = _(
        "It was drawn since this correction was laid before, and other awards change by it. "
        "Nothing is sealed. Lay it before anew."
    )


class NothingDiffers(CompetitionError):
    message = _("The list would be the same: there is nothing to correct.")


@transaction.atomic
def lay_correction_before(
    edition: Edition, *, why: str, by: User, at: datetime, told: RowsTold = nobody
) -> Seal:
    """Work out the list with everything that was noted, and note who laid it before.

    No result changes. Raises ``NothingToCorrect``, ``NoReasonToCorrect``, ``NothingNoted``,
    ``NobodyPlayed``, ``NothingDiffers``, and what ``look_whether_countable``, the changes or a
    draw's number raise.
    """
    held, before, why = locked(edition), current_seal(edition), why.strip()
    if before is None or held.state not in SEALED:
        raise NothingToCorrect
    look_whether_countable(held, before)
    if not why:
        raise NoReasonToCorrect
    changes = list(waiting_changes(held))
    if not changes:
        raise NothingNoted
    # Those of the first list; of a seal that is older than tickets new ones, and not none.
    kept = secrets_of(held)
    seal = Seal(edition=held, proposed_by=by, proposed_at=at, corrects=before, why=why)
    content = _tried(seal, changes, kept, told=told)
    same = (content.list.sha256, content.list.held_back) == (before.sha256, before.held_back)
    if same and not _awards_differ(before, content):
        raise NothingDiffers
    laid = lay_before(content, seal, kept)
    laid.noted = [one.pk for one in changes]
    laid.changes = what_changed(before, laid, changes, deleted=rows_deleted(before))
    laid.look = (laid.look or {}) | {"awards": awards_changed(before, laid, hidden=True)}
    laid.save(update_fields=["noted", "changes", "look"])
    return laid


@transaction.atomic
def confirm_correction(
    seal: Seal, *, by: User, at: datetime, note: str = "", told: RowsTold = nobody
) -> Seal:
    """Carry out what was noted, and seal the list as it was laid before, if it is still the same.

    Raises ``NothingProposed``, ``SecondPersonNeeded``, ``ListChanged``, and what
    ``look_whether_countable`` or a draw's number raises.
    """
    held = locked(seal.edition)
    newest, before = _to_confirm(held, seal, by=by)
    hold_results(held)
    deleted = rows_deleted(before)
    changes = list(waiting_changes(held))
    if newest.noted != [one.pk for one in changes]:
        raise NotedSince
    newest.edition, newest.corrects = held, before
    content = _carried_out(newest, changes, secrets_in(newest), by=by, at=at, told=told)
    if not content.is_of(newest):
        raise ListChanged
    told_before = newest.changes, (newest.look or {}).get("awards")
    if _told_anew(before, newest, changes, deleted=deleted) != told_before:
        raise DrawnSince
    newest.confirmed_by, newest.confirmed_at = by, at
    newest.save(update_fields=["confirmed_by", "confirmed_at"])
    SealChange.objects.filter(pk__in=[one.pk for one in changes]).update(seal=newest)
    _hand_on(before, newest, content, by=by, at=at)
    told_of = {"before": before.awards_sha256, "after": f"{newest.awards_sha256} {note}".strip()}
    record_change(held, "seal", **told_of, by=by, at=at)
    show_results(held, at=at)
    return newest


def _to_confirm(held: Edition, seal: Seal, *, by: User) -> tuple[Seal, Seal]:
    """The correction as it stands now, and the seal that it corrects."""
    newest, before = newest_seal(held), current_seal(held)
    is_newest = newest is not None and newest.pk == seal.pk
    if newest is None or before is None or not is_newest or newest.corrects_id != before.pk:
        raise NothingProposed
    if newest.proposed_by == by:
        raise SecondPersonNeeded
    look_whether_countable(held, before)
    return newest, before


def _hand_on(before: Seal, seal: Seal, content: SealContent, *, by: User, at: datetime) -> None:
    """Awards by the corrected list, the same draw, what became of each award, and diplomas."""
    give_certain(seal, content.awards)
    outcome = DrawOutcome.objects.filter(seal=before).first()
    if outcome is not None:
        drawn_again(outcome, seal, content.awards.attempts)
    follow_correction(before, seal, by=by, at=at)


def _told_anew(
    before: Seal, seal: Seal, changes: Sequence[SealChange], *, deleted: int
) -> tuple[Any, Any]:
    """What changes, as it would be stored now: a draw that was made since makes it another."""
    found = (
        what_changed(before, seal, changes, deleted=deleted),
        awards_changed(before, seal, hidden=True),
    )
    public, all_awards = json.loads(compact(found))
    return public, all_awards


def _tried(
    seal: Seal, changes: Sequence[SealChange], kept: SealSecrets, *, told: RowsTold
) -> SealContent:
    """What would come out; everything is as it was afterwards, but for new aliases."""
    named = Alias.objects.filter(edition=seal.edition)
    there = set(named.values_list("pk", flat=True))
    with transaction.atomic():
        by, at = seal.proposed_by, seal.proposed_at
        content = _carried_out(seal, changes, kept, by=by, at=at, told=told)
        new = [alias for alias in named if alias.pk not in there]
        transaction.set_rollback(True)
    Alias.objects.bulk_create(new)
    return content


def _carried_out(
    seal: Seal,
    changes: Sequence[SealChange],
    kept: SealSecrets,
    *,
    by: User,
    at: datetime,
    told: RowsTold,
) -> SealContent:
    """What comes out once the changes of a correction are done."""
    held, before = seal.edition, seal.corrects
    with reopened(held):
        _carry_out(changes, by=by, at=at, told=told)
    name_the_best(held)
    # Numbers of pupils stay those of the first seal, whatever the register says today.
    pupils = pupils_in(before.pools_held_back) if before else None
    corrects, plan = corrected_by(before, seal.why), plan_of(held)
    content = content_of(held, kept, corrects, plan=plan, pupils=pupils, told=told)
    if not content.list.rows:
        raise NobodyPlayed
    look_at_number(content.awards, at=at, named_before=named_in_time(held, content.awards.plan))
    return content


@contextmanager
def reopened(edition: Edition) -> Iterator[None]:
    """Decisions are possible inside, as in review; nobody else sees it: nothing is committed."""
    mine = Edition.objects.filter(pk=edition.pk)
    mine.update(state=Edition.State.REVIEW)
    yield
    mine.update(state=edition.state)


def _carry_out(changes: Sequence[SealChange], *, by: User, at: datetime, told: RowsTold) -> None:
    for one in changes:
        if one.item is not None:
            _rule(one, one.item, by=by, at=at, told=told)
        elif one.attempt is not None:
            _decide(one, one.attempt, at=at)


def _decide(change: SealChange, attempt: Attempt, *, at: datetime) -> None:
    """As whoever noted it would have decided before the seal."""
    by = change.noted_by
    if change.kind == SealChange.Kind.VOID:
        void(attempt, reason=change.reason, by=by, at=at)
    elif change.kind == SealChange.Kind.ACCEPT_LATE:
        accept_late(attempt, by=by, at=at)
    elif (decision := decision_to_undo(attempt, change.kind)) is not None:
        take_back(decision, by=by, at=at)
    else:
        raise NothingToDo


def _rule(
    change: SealChange, item: PaperQuestion, *, by: User, at: datetime, told: RowsTold
) -> None:
    """The question is neutralised, or counts again; every result of the paper is written anew."""
    edition, neutral = change.edition, change.kind == SealChange.Kind.NEUTRAL
    PaperQuestion.objects.filter(pk=item.pk).update(neutralised=neutral)
    named = f"{item.number}: "
    before, after = f"{named}{not neutral}", f"{named}{neutral}"
    record_change(edition, "neutralised", before=before, after=after, by=by, at=at)
    mine = Attempt.objects.filter(
        sitting__paper=item.paper_id, entry__edition=edition, finished_at__isnull=False
    )
    for some in batched(mine.order_by("pk").values_list("pk", flat=True), AT_ONCE):
        write_results(some, at=at)
        told(len(some))


def _awards_differ(before: Seal, content: SealContent) -> bool:
    if not before.awards_body:
        return bool(content.awards.pools)
    if before.pools_held_back != content.awards.held_back:
        return True
    then, now = json.loads(before.awards_body), json.loads(content.awards.body)
    return any(then.get(part) != now.get(part) for part in ("awards", "schools"))
