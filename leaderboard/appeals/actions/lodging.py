"""A teacher answers a decision, lodges an appeal, or withdraws one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.languages.scripts import to_latin
from base.models import User
from base.record.actions.record import record_deed
from competition.editions.queries.visible import last_close, objections_until
from competition.exceptions import CompetitionError, EditionSealed, NothingToDo
from competition.models import Edition, Entry, Sitting
from competition.rules.edition_steps import SEALED
from leaderboard.deeds import APPEAL_WITHDRAWN, APPEALED
from leaderboard.models import Appeal, ToldDecision
from leaderboard.rules.appeal_terms import decide_by, names_a_pupil

# One class has no more reasons than that at once; more is a program or a quarrel.
MOST_OPEN = 20


class AppealsOver(CompetitionError):
    message = _("The days for it are over.")


class NamesAPupil(CompetitionError):
    message = _("A pupil is named in the text. Write the number of the card instead.")


class SaidAlready(CompetitionError):
    message = _("The same appeal is open already.")


class TooManyOpen(CompetitionError):
    message = _("Too many appeals of this class are open. Write to the organizer of your country.")


@transaction.atomic
def answer(told: ToldDecision, *, text: str, by: User, at: datetime) -> Appeal:
    """What a teacher says to a decision, once for the class.

    Raises ``AppealsOver``, ``EditionSealed``, ``SaidAlready`` and ``NamesAPupil``.
    """
    decision, attempt = told.decision, told.attempt
    entry = _held(attempt.entry)
    if at >= told.answer_until:
        raise AppealsOver
    if Appeal.objects.filter(decision=decision).exists():
        raise SaidAlready
    appeal = Appeal(
        about=Appeal.About.DECISION,
        decision=decision,
        sitting_id=attempt.sitting_id,
        card=attempt.card.number,
        text=text,
    )
    return _store(appeal, entry, by=by, at=at)


@transaction.atomic
def lodge(
    sitting: Sitting,
    *,
    about: str,
    text: str,
    card: int | None = None,
    question: int | None = None,
    by: User,
    at: datetime,
) -> Appeal:
    """An appeal about a question, a result or how a sitting went, in the days of the edition.

    Raises ``AppealsOver``, ``EditionSealed``, ``SaidAlready``, ``TooManyOpen`` and ``NamesAPupil``.
    """
    entry = _held(sitting.entry)
    if (until := objections_until(entry.edition)) is None or at >= until:
        raise AppealsOver
    waiting = Appeal.objects.filter(entry=entry, ended_at__isnull=True)
    if waiting.filter(sitting=sitting, about=about, card=card, question=question).exists():
        raise SaidAlready
    if waiting.count() >= MOST_OPEN:
        raise TooManyOpen
    appeal = Appeal(about=about, sitting=sitting, card=card, question=question, text=text)
    return _store(appeal, entry, by=by, at=at)


def _held(entry: Entry) -> Entry:
    """The class in its edition, for one appeal at a time; the edition is not sealed meanwhile."""
    held = Entry.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "school_class__school", "division"
    )
    found = held.get(pk=entry.pk)
    locked = Edition.objects.select_for_update(no_key=True).get(pk=entry.edition_id)
    if locked.state in SEALED:
        raise EditionSealed
    found.edition = locked
    return found


def _store(appeal: Appeal, entry: Entry, *, by: User, at: datetime) -> Appeal:
    names = entry.school_class.cards.exclude(name="").values_list("name", flat=True)
    if names_a_pupil(to_latin(appeal.text), map(to_latin, names)):
        raise NamesAPupil
    edition = entry.edition
    closes = last_close(edition.pk)
    appeal.edition, appeal.entry = edition, entry
    appeal.lodged_by, appeal.lodged_at = by, at
    appeal.decide_by = decide_by(at, closes=closes, days=edition.objection_days)
    appeal.save()
    told = {"about": appeal.about}
    record_deed(entry.school_class, deed=APPEALED, by=by, at=at, told=told)
    return appeal


@transaction.atomic
def withdraw(appeal: Appeal, *, by: User, at: datetime) -> None:
    """The teacher no longer wants it decided. Raises ``NothingToDo`` where it has its end."""
    held = Appeal.objects.select_for_update(no_key=True, of=("self",)).get(pk=appeal.pk)
    if held.ended_at is not None:
        raise NothingToDo
    held.outcome, held.ended_by, held.ended_at = Appeal.Outcome.WITHDRAWN, by, at
    held.save(update_fields=["outcome", "ended_by", "ended_at"])
    told = {"about": held.about}
    record_deed(held.entry.school_class, deed=APPEAL_WITHDRAWN, by=by, at=at, told=told)
