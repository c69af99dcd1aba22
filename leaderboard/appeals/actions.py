"""A teacher appeals, organizers decide it once, and teachers hear of what was decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.languages.scripts import to_latin
from base.models import User
from base.record.actions.record import record_deed
from competition.editions.queries.visible import last_close
from competition.exceptions import EditionSealed, Refused
from competition.models import Decision, Edition, Entry, Sitting
from competition.rules.edition_steps import SEALED
from leaderboard.appeals.mails import APPEAL_ENDED, DECISION_TOLD, tell
from leaderboard.appeals.queries import TOLD, appeal_until
from leaderboard.appeals.rules import decide_by, names_a_pupil
from leaderboard.deeds import APPEAL_NOT_UPHELD, APPEAL_UPHELD, APPEALED
from leaderboard.models import Appeal

# One class has no more reasons than that at once; more is a program or a quarrel.
MOST_OPEN = 20


@transaction.atomic
def lodge(appeal: Appeal, sitting: Sitting, *, by: User, at: datetime) -> Appeal:
    """Store what a teacher asks for, in its days. Raises ``Refused`` and ``EditionSealed``."""
    entry = _held(sitting.entry)
    if (until := appeal_until(sitting)) is None or at >= until:
        raise Refused(_("The days for it are over."))
    about = {"about": appeal.about, "card": appeal.card, "question": appeal.question}
    waiting = Appeal.objects.filter(entry=entry, ended_at__isnull=True)
    if waiting.filter(sitting=sitting, **about).exists():
        raise Refused(_("The same appeal is open already."))
    if waiting.count() >= MOST_OPEN:
        raise Refused(
            _("Too many appeals of this class are open. Write to the organizer of your country.")
        )
    names = entry.school_class.cards.exclude(name="").values_list("name", flat=True)
    if names_a_pupil(to_latin(appeal.text), map(to_latin, names)):
        raise Refused(_("A pupil is named in the text. Write the number of the card instead."))
    edition = entry.edition
    appeal.edition, appeal.entry, appeal.sitting = edition, entry, sitting
    appeal.lodged_by, appeal.lodged_at = by, at
    closes = last_close(edition.pk)
    appeal.decide_by = decide_by(at, closes=closes, days=edition.objection_days)
    appeal.save()
    record_deed(entry.school_class, deed=APPEALED, by=by, at=at, told={"about": appeal.about})
    return appeal


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


@transaction.atomic
def decide(appeal: Appeal, *, upheld: bool, sentence: str, by: User, at: datetime) -> Appeal:
    """End an appeal, and write to the teachers of the class.

    What it is about is decided where it stands. Raises ``Refused`` if somebody was first.
    """
    locked = Appeal.objects.select_for_update(no_key=True, of=("self",))
    held = locked.select_related("entry__school_class", "ended_by").get(pk=appeal.pk)
    if held.ended_at is not None:
        when = date_format(localtime(held.ended_at), "SHORT_DATETIME_FORMAT")
        text = _("Already decided by %(who)s, %(when)s.")
        raise Refused(text % {"who": held.ended_by or "–", "when": when})
    held.outcome = Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.NOT_UPHELD
    held.sentence, held.ended_by, held.ended_at = sentence, by, at
    held.save(update_fields=["outcome", "sentence", "ended_by", "ended_at"])
    deed = APPEAL_UPHELD if upheld else APPEAL_NOT_UPHELD
    school_class = held.entry.school_class
    record_deed(school_class, deed=deed, by=by, at=at, told={"about": held.about})
    tell(APPEAL_ENDED, about=held.pk, school_class=school_class, at=at)
    return held


def tell_decision(decision: Decision) -> None:
    """Called for each decision about an attempt, in its transaction: its teachers get a mail.

    Not of rehearsals, and not where a teacher of the class decided.
    """
    attempt = decision.attempt
    if attempt is None or attempt.kind != Sitting.Kind.OFFICIAL or decision.kind not in TOLD:
        return
    school_class = attempt.entry.school_class
    if not school_class.teachers.filter(pk=decision.decided_by_id).exists():
        tell(DECISION_TOLD, about=decision.pk, school_class=school_class, at=decision.decided_at)
