"""Organizers decide an appeal, once; who leads the edition may say that the seal need not wait."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_deed
from competition.exceptions import CompetitionError, ReasonTooLong
from competition.sittings.actions.attempts import take_back
from leaderboard.appeals.actions.telling_decisions import tell_end
from leaderboard.deeds import APPEAL_LEFT_OPEN, APPEAL_NOT_UPHELD, APPEAL_UPHELD
from leaderboard.models import Appeal

LONGEST_WHY = 300


class NoSentence(CompetitionError):
    message = _("Write a sentence for the teacher.")


class EndedAlready(CompetitionError):
    """Somebody else was first; the message says who and when."""

    def __init__(self, appeal: Appeal) -> None:
        super().__init__(appeal)
        self.appeal = appeal

    def __str__(self) -> str:
        text = gettext("Already decided by %(who)s, %(when)s.")
        if self.appeal.outcome == Appeal.Outcome.WITHDRAWN:
            text = gettext("The teacher has withdrawn it: %(when)s.")
        when = date_format(localtime(self.appeal.ended_at), "SHORT_DATETIME_FORMAT")
        return text % {"who": self.appeal.ended_by or "–", "when": when}


class NoReasonToSeal(CompetitionError):
    message = _("Write why the seal need not wait.")


@transaction.atomic
def decide(appeal: Appeal, *, upheld: bool, sentence: str, by: User, at: datetime) -> Appeal:
    """End an appeal; a decision that it was about is taken back where it is upheld.

    Raises ``NoSentence``, ``EndedAlready`` where it has its end, and what ``take_back`` raises.
    """
    if not sentence.strip():
        raise NoSentence
    held = _held(appeal)
    if upheld and held.decision is not None:
        take_back(held.decision, by=by, at=at)
    held.outcome = Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.NOT_UPHELD
    held.sentence, held.ended_by, held.ended_at = sentence.strip(), by, at
    held.save(update_fields=["outcome", "sentence", "ended_by", "ended_at"])
    deed = APPEAL_UPHELD if upheld else APPEAL_NOT_UPHELD
    told = {"about": held.about}
    record_deed(held.entry.school_class, deed=deed, by=by, at=at, told=told)
    tell_end(held, at=at)
    return held


@transaction.atomic
def leave_open(appeal: Appeal, *, why: str, by: User, at: datetime) -> None:
    """The edition may be sealed although it is open.

    Raises ``NoReasonToSeal``, ``ReasonTooLong``, ``EndedAlready``.
    """
    if not why.strip():
        raise NoReasonToSeal
    if len(why.strip()) > LONGEST_WHY:
        raise ReasonTooLong
    held = _held(appeal)
    held.left_open_at, held.left_open_by, held.left_open_why = at, by, why.strip()
    held.save(update_fields=["left_open_at", "left_open_by", "left_open_why"])
    told = {"about": held.about}
    record_deed(held.entry.school_class, deed=APPEAL_LEFT_OPEN, by=by, at=at, told=told)


def _held(appeal: Appeal) -> Appeal:
    locked = Appeal.objects.select_for_update(no_key=True, of=("self",))
    related = ("decision__attempt", "entry__school_class", "ended_by")
    held = locked.select_related(*related).get(pk=appeal.pk)
    if held.ended_at is not None:
        raise EndedAlready(held)
    return held
