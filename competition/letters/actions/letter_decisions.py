"""What people decide about letters: their text, to stop one or let it go on, to send it at once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import OutgoingMail, User
from competition.exceptions import CompetitionError
from competition.letters.queries.calendar_letters import due_letters, waits_for_classes
from competition.letters.queries.outgoing import mails_of
from competition.models import Edition, Letter
from competition.rules.letter_calendar import BY_HAND, LetterTime, may_go
from schools.models import Country, Region

State = OutgoingMail.State


class LetterHasBegun(CompetitionError):
    message = _("This letter is being sent or was sent. It no longer changes.")


class NotInThisState(CompetitionError):
    message = _("The edition is in a state in which this letter makes no sense.")


class KeyStillClosed(CompetitionError):
    message = _("The answers are not open yet. This letter waits until they are.")


class NoTextYet(CompetitionError):
    message = _("Write the letter in at least one language first.")


class LetterGone(CompetitionError):
    message = _("Somebody has removed this letter meanwhile.")


def _held(letter: Letter) -> Letter:
    """The row, made if nobody has touched the letter before, and locked. Raises ``LetterGone``."""
    if letter._state.adding:
        named = {"edition": letter.edition, "country": letter.country, "kind": letter.kind}
        letter = Letter.objects.get_or_create(**named, defaults={"readers": letter.readers})[0]
    locked = Letter.objects.select_for_update(no_key=True, of=("self",))
    held = locked.select_related("edition", "country").filter(pk=letter.pk).first()
    if held is None:
        raise LetterGone
    return held


@transaction.atomic
def write_text(
    letter: Letter, *, language: str, subject: str, body: str, by: User, at: datetime
) -> Letter:
    """What it says in one language; an empty text takes back the prepared one.

    Raises ``LetterHasBegun``: who has read it and who will must have read the same.
    """
    held = _held(letter)
    if held.begun_at is not None:
        raise LetterHasBegun
    if subject and body:
        held.texts[language] = {"subject": subject, "body": body}
    else:
        held.texts.pop(language, None)
    held.written_at, held.written_by = at, by
    held.save(update_fields=["texts", "written_at", "written_by"])
    return held


def begin_free(
    edition: Edition,
    country: Country,
    *,
    readers: str,
    region: Region | None,
    by: User,
    at: datetime,
) -> Letter:
    """A free letter without a text yet."""
    return Letter.objects.create(
        edition=edition,
        country=country,
        kind=Letter.Kind.FREE,
        readers=readers,
        region=region,
        written_at=at,
        written_by=by,
    )


@transaction.atomic
def choose_readers(letter: Letter, *, readers: str, region: Region | None) -> None:
    """To whom a free letter goes. Raises ``LetterHasBegun``."""
    held = _held(letter)
    if held.begun_at is not None or held.kind != Letter.Kind.FREE:
        raise LetterHasBegun
    held.readers, held.region = readers, region
    held.save(update_fields=["readers", "region"])


@transaction.atomic
def stop(letter: Letter, *, by: User, at: datetime) -> None:
    """Nothing of it is sent any more, until somebody lets it go on."""
    held = _held(letter)
    held.stopped_at, held.stopped_by = at, by
    held.save(update_fields=["stopped_at", "stopped_by"])
    mails_of([held]).filter(state=State.WAITING).update(state=State.STOPPED)


@transaction.atomic
def go_on(letter: Letter) -> None:
    """Let it go its way again: at its moment, or with those who have not had it."""
    held = _held(letter)
    held.stopped_at = held.stopped_by = None
    held.save(update_fields=["stopped_at", "stopped_by"])
    mails_of([held]).filter(state=State.STOPPED).update(state=State.WAITING)


@transaction.atomic
def send_now(letter: Letter, *, key_opens: datetime | None, by: User, at: datetime) -> None:
    """Send it at once, whatever its day.

    Raises ``LetterHasBegun``, ``NotInThisState``, ``KeyStillClosed`` and ``NoTextYet``.
    """
    held = _held(letter)
    refusal = _why_not(held, key_opens=key_opens, at=at)
    if refusal is not None:
        raise refusal
    held.begun_at, held.begun_by, held.until = at, by, at + BY_HAND
    held.stopped_at = held.stopped_by = None
    held.save(update_fields=["begun_at", "begun_by", "until", "stopped_at", "stopped_by"])


def _why_not(
    letter: Letter, *, key_opens: datetime | None, at: datetime
) -> CompetitionError | None:
    if letter.begun_at is not None:
        return LetterHasBegun()
    if not may_go(letter.kind, letter.edition.state):
        return NotInThisState()
    is_ahead = letter.kind == Letter.Kind.KEY and key_opens is not None and key_opens > at
    if is_ahead or waits_for_classes(letter, at):
        return KeyStillClosed()
    return NoTextYet() if letter.kind == Letter.Kind.FREE and not letter.texts else None


@transaction.atomic
def drop(letter: Letter) -> None:
    """A free letter that nobody has sent goes. Raises ``LetterHasBegun``."""
    held = _held(letter)
    if held.begun_at is not None or held.kind != Letter.Kind.FREE:
        raise LetterHasBegun
    held.delete()


def begin_due_letters(*, at: datetime) -> int:
    """The periodic job, which looks three times a minute: how many letters have begun.

    Of two processes that do it at once one begins a letter. Without a mail server none begins: it
    would be counted as sent and lie in a folder.
    """
    if at.second % 20 or not settings.EMAIL_IS_SET:
        return 0
    return sum(_begin(one.letter, one.time, at=at) for one in due_letters(at) if one.time)


@transaction.atomic
def _begin(letter: Letter, time: LetterTime, *, at: datetime) -> bool:
    held = _held(letter)
    if held.begun_at is not None or held.stopped_at is not None:
        return False
    held.begun_at, held.until = at, time.until
    held.save(update_fields=["begun_at", "until"])
    return True
