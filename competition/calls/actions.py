"""Writes about calls for help: asked, taken by one, answered, closed; numbers go at midnight."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction

from competition.exceptions import CallClosed, CallTaken, NotYourCall, TooManyCalls
from competition.models import Edition, HelpCall, HelpLine, HelpStep, Sitting
from competition.rules.help_calls import A_DAY, MOST_A_DAY, MOST_OPEN, is_free
from schools.models import Country, School, User
from schools.roles import zone_at
from schools.rules.midnight import next_midnight

Kind = HelpStep.Kind
# As the record of what people did.
CALLS_KEPT = timedelta(days=730)


@transaction.atomic
def ask(
    school: School,
    *,
    reason: str,
    sitting: Sitting | None,
    edition: Edition | None,
    phone: str,
    by: User,
    at: datetime,
) -> HelpCall:
    """Ask for help. Who asks the same again has the same call; raises ``TooManyCalls``."""
    # One after the other: who presses often cannot press past the limit.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = HelpCall.objects.filter(asked_by=by)
    still_open = mine.filter(closed_at__isnull=True)
    call = still_open.filter(school=school, sitting=sitting, reason=reason).first()
    if call is None:
        lately = mine.filter(asked_at__gt=at - A_DAY).count()
        if still_open.count() >= MOST_OPEN or lately >= MOST_A_DAY:
            raise TooManyCalls
        call = HelpCall.objects.create(
            school=school, sitting=sitting, edition=edition, reason=reason, asked_by=by, asked_at=at
        )
        _note(call, Kind.ASKED, by=by, at=at)
    if phone:
        _keep_phone(call, phone, at)
    return call


def _keep_phone(call: HelpCall, phone: str, at: datetime) -> None:
    call.phone = phone
    call.phone_until = next_midnight(at, zone_at(call.school))
    call.save(update_fields=["phone", "phone_until"])


def _note(call: HelpCall, kind: Kind, *, by: User, at: datetime, sentence: str = "") -> None:
    HelpStep.objects.create(call=call, kind=kind, by=by, at=at, sentence=sentence)


def _held(call: HelpCall) -> HelpCall:
    """The row as it is now, until the transaction ends; raises ``CallClosed``."""
    # Alone: what is joined to it was read before the wait for the lock.
    found = HelpCall.objects.select_for_update().get(pk=call.pk)
    if not found.is_open:
        raise CallClosed
    return found


@transaction.atomic
def take(call: HelpCall, *, by: User, at: datetime) -> None:
    """See to a call; of two who press at once one has it, the other gets ``CallTaken``."""
    held = _held(call)
    if held.taken_by_id == by.pk:
        return
    if not is_free(held.taken_at, held.answer, at):
        raise CallTaken(held.taken_by)
    held.taken_by, held.taken_at = by, at
    held.save(update_fields=["taken_by", "taken_at"])
    _note(held, Kind.TAKEN, by=by, at=at)


@transaction.atomic
def give_back(call: HelpCall, *, by: User, at: datetime) -> None:
    """Leave a call to others again."""
    held = _held_by(call, by)
    held.taken_by, held.taken_at, held.answer = None, None, ""
    held.save(update_fields=["taken_by", "taken_at", "answer"])
    _note(held, Kind.GIVEN_BACK, by=by, at=at)


@transaction.atomic
def answer(call: HelpCall, *, sentence: str, by: User, at: datetime) -> None:
    """Say a prepared sentence to the teacher, who reads it in the own language."""
    held = _held_by(call, by)
    held.answer = sentence
    held.save(update_fields=["answer"])
    _note(held, Kind.ANSWERED, by=by, at=at, sentence=sentence)


@transaction.atomic
def close_call(call: HelpCall, *, by: User, at: datetime) -> None:
    """It is settled, says whoever took it; the telephone number goes at once."""
    _close(_held_by(call, by), by=by, at=at)


@transaction.atomic
def close_own_call(call: HelpCall, *, by: User, at: datetime) -> None:
    """It is settled, says the teacher who asked."""
    _close(_held(call), by=by, at=at)


def _close(held: HelpCall, *, by: User, at: datetime) -> None:
    held.closed_at, held.phone, held.phone_until = at, "", None
    held.save(update_fields=["closed_at", "phone", "phone_until"])
    _note(held, Kind.CLOSED, by=by, at=at)


def _held_by(call: HelpCall, by: User) -> HelpCall:
    held = _held(call)
    if held.taken_by_id != by.pk:
        raise NotYourCall
    return held


def note_watched(call: HelpCall, *, by: User, at: datetime) -> None:
    """That somebody opened the monitor because of a call; once for each of them."""
    if not call.steps.filter(kind=Kind.WATCHED, by=by).exists():
        _note(call, Kind.WATCHED, by=by, at=at)


def forget_phones(*, at: datetime) -> int:
    """Delete telephone numbers whose day is over where they were left; how many."""
    due = HelpCall.objects.filter(phone_until__lte=at)
    return due.update(phone="", phone_until=None)


def forget_calls(*, at: datetime) -> int:
    """Delete calls of two years ago with their steps; how many rows. Does so in the first minute of
    every hour."""
    if at.minute:
        return 0
    count, _by_model = HelpCall.objects.filter(asked_at__lt=at - CALLS_KEPT).delete()
    return count


def set_help_line(
    edition: Edition, country: Country, *, phone: str, opens: time | None, closes: time | None
) -> None:
    """Whom teachers of a country call; without a number nobody."""
    if not phone:
        HelpLine.objects.filter(edition=edition, country=country).delete()
        return
    HelpLine.objects.update_or_create(
        edition=edition,
        country=country,
        defaults={"phone": phone, "opens": opens, "closes": closes},
    )
