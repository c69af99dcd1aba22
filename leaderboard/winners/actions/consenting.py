"""A guardian's consent to a name, the name, and the end of both."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from base.models import User
from leaderboard.made_files import forget_pupils
from leaderboard.models import Winner
from leaderboard.winners.actions.locking import locked_plan, locked_plans, locked_row
from leaderboard.winners.actions.teachers_word import confirmed
from leaderboard.winners.exceptions import ConsentFirst, NamesAreOver
from leaderboard.winners.queries.due_winners import mails_to_forget, names_to_forget


@transaction.atomic
def record_consent(
    winner: Winner, *, on: date, words: str, school: bool, by: User, at: datetime
) -> Winner:
    """Write down that a guardian has agreed, on which day and to what, in the words of the form.

    Raises ``ConfirmFirst``, ``NamesAreOver``, ``PassedOnAlready``.
    """
    _names_may_stand(winner, at=at)
    held = confirmed(winner)
    held.consent_at, held.consent_by, held.withdrawn_at = at, by, None
    held.consent_on, held.consent_words, held.consent_school = on, words, school
    held.save()
    return held


@transaction.atomic
def enter_name(winner: Winner, *, name: str, at: datetime) -> Winner:
    """Call the winner by name. Raises ``ConsentFirst``, ``NamesAreOver``, ``PassedOnAlready``."""
    _names_may_stand(winner, at=at)
    held = confirmed(winner)
    if not held.has_consent:
        raise ConsentFirst
    if held.name and held.name != name:
        forget_pupils(held.award.seal.edition_id)
    held.name, held.named_at = name, at
    held.save(update_fields=["name", "named_at"])
    return held


def _names_may_stand(winner: Winner, *, at: datetime) -> None:
    if locked_plan(winner).names_until <= timezone.localdate(at):
        raise NamesAreOver


@transaction.atomic
def withdraw_consent(winner: Winner, *, at: datetime) -> Winner:
    """The name is gone at once, also of an award that has passed on; the alias stands."""
    # A list that is sealed anew at this moment moves the winner.
    locked_plans().filter(edition=winner.award.seal.edition_id).first()
    held = locked_row(winner)
    if held.has_consent:
        held.withdrawn_at = at
    if held.name:
        forget_pupils(held.award.seal.edition_id)
    held.name, held.named_at = "", None
    held.save(update_fields=["withdrawn_at", "name", "named_at"])
    return held


def forget_names(*, at: datetime) -> int:
    """Delete the names whose day has come, what guardians were asked, and to whom mails went; how
    many names. From that day on no school stands there by a consent, either."""
    with transaction.atomic():
        due = names_to_forget(at).select_related("award__seal").order_by("pk")
        found = list(due.select_for_update(of=("self",)))
        for edition in sorted({one.award.seal.edition_id for one in found if one.name}):
            forget_pupils(edition)
        for one in found:
            one.name, one.named_at, one.consent_words = "", None, ""
            one.consent_school = False
            one.save(update_fields=["name", "named_at", "consent_words", "consent_school"])
        mails_to_forget(at).delete()
    return len(found)
