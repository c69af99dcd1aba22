"""Teachers are told of winners and answer; names come and go with their consent; reserves step in.

Whoever decides about a winner holds all of its award meanwhile, in one order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_deed
from competition.exceptions import Refused
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import SEALED
from competition.setup.actions import locked
from leaderboard.awards.giving import Changed
from leaderboard.deeds import DIPLOMAS_REVOKED
from leaderboard.made_files import forget_diplomas, forget_pupils
from leaderboard.models import Draw, IssuedDiploma, Seal, Winner, WinnersPlan
from leaderboard.results.queries import confirmed_seals
from leaderboard.rules.winners import late_until, reminder_day, seats
from leaderboard.winners.mails import ANEW, REMINDED, TOLD, post_to_teachers
from leaderboard.winners.queries import lost_diplomas, to_remind

GONE = _("This award is gone.")
CONFIRM_FIRST = _("Confirm the award first.")


# ---------------------------------------------------------------- dates, and telling


@transaction.atomic
def save_winners_plan(plan: WinnersPlan, *, at: datetime) -> WinnersPlan:
    """Store the dates; what teachers or guardians have been told holds. Raises ``Refused``."""
    kept = WinnersPlan.objects.select_for_update().filter(edition=plan.edition_id).first()
    if kept is not None and kept.started_at:
        if plan.confirm_by < kept.confirm_by:
            raise Refused(_("Teachers have been told this date: it can only become later."))
        # From then on forms with this day are printed and signed, written down here or not.
        if plan.names_until > kept.names_until:
            raise Refused(
                _("Forms for guardians have this day: names can only be deleted earlier.")
            )
    plan.started_at = kept.started_at if kept else None
    plan.save()
    if kept is not None and kept.started_at and kept.confirm_by != plan.confirm_by:
        _give_longer(plan, at=at)
    return plan


def _give_longer(plan: WinnersPlan, *, at: datetime) -> None:
    """Who still has to confirm has until the new date, and is reminded by it."""
    waiting = Winner.objects.filter(edition=plan.edition_id).waiting()
    shorter = waiting.filter(confirm_by__lt=plan.confirm_by).order_by("pk")
    for winner in shorter.select_for_update(of=("self",)):
        winner.confirm_by = plan.confirm_by
        winner.remind_on = reminder_day(timezone.localdate(at), plan.confirm_by)
        winner.save(update_fields=["confirm_by", "remind_on"])


@transaction.atomic
def start_telling(edition: Edition, *, at: datetime) -> None:
    """Tell teachers of their winners, from now on: also of what is drawn or sealed later.

    Raises ``Refused``.
    """
    held = locked(edition)
    plan = WinnersPlan.objects.select_for_update().filter(edition=held).first()
    if plan is None:
        raise Refused(_("Set the dates first."))
    if held.state not in SEALED:
        raise Refused(_("Winners are told once the list is sealed."))
    if held.state == Edition.State.ARCHIVED:
        raise Refused(
            _("This edition is archived: no teacher is told. Take it out of the archive first.")
        )
    if plan.confirm_by <= timezone.localdate(at):
        raise Refused(_("The day by which teachers confirm has come: set a later one."))
    if plan.started_at is None:
        plan.started_at = at
        plan.save(update_fields=["started_at"])
    tell_new(held, at=at)


def tell_new(edition: Edition, *, at: datetime) -> None:
    """Tell what was sealed or drawn and not told yet, once the telling has begun."""
    plan = WinnersPlan.objects.filter(edition=edition, started_at__isnull=False).first()
    if plan is None:
        return
    untold = Winner.objects.filter(edition=edition, told_at__isnull=True).held().called().pupils()
    _tell(untold, plan, at=at)


def _tell(winners: QuerySet[Winner], plan: WinnersPlan, *, at: datetime) -> None:
    """Each waits for its teacher's word until a day, and the teacher gets a mail."""
    today, numbers = timezone.localdate(at), list(winners.values_list("pk", flat=True))
    ceremony = timezone.localdate(plan.ceremony_at) if plan.ceremony_at else None
    until = plan.confirm_by
    if plan.started_at != at:
        until = late_until(today, confirm_by=until, ceremony=ceremony)
    told = Winner.objects.filter(pk__in=numbers)
    told.update(told_at=at, confirm_by=until, remind_on=reminder_day(today, until))
    post_to_teachers(TOLD, told, plan.edition_id, at=at)


@transaction.atomic
def remind_teachers(*, at: datetime) -> None:
    """Those who have not confirmed and whose day has come, once."""
    due = list(to_remind(at).select_for_update(of=("self",)).order_by("pk"))
    winners = Winner.objects.filter(pk__in=[winner.pk for winner in due])
    for edition in sorted({winner.edition_id for winner in due}):
        post_to_teachers(REMINDED, winners.filter(edition=edition), edition, at=at)
    winners.update(remind_on=None)


# ---------------------------------------------------------------- a teacher's word


def _award(winner: Winner) -> tuple[Winner, list[Winner]]:
    """The winner as it is now, with all of its award, held until the transaction ends."""
    rows = Winner.objects.select_for_update(of=("self",)).select_related("rule", "edition")
    award = list(rows.filter(key=winner.key).order_by("pk"))
    return next(one for one in award if one.pk == winner.pk), award


def _standing(winner: Winner) -> Winner:
    held, _others = _award(winner)
    if not held.is_held:
        raise Refused(GONE)
    return held


def _confirmed(winner: Winner) -> Winner:
    held = _standing(winner)
    if held.confirmed_at is None:
        raise Refused(CONFIRM_FIRST)
    return held


@transaction.atomic
def confirm_winner(winner: Winner, *, by: User, at: datetime) -> Winner:
    """The award is wanted; the first word stands. Raises ``Refused``."""
    held = _standing(winner)
    if held.confirmed_at is None:
        held.confirmed_at, held.confirmed_by, held.remind_on = at, by, None
        held.save(update_fields=["confirmed_at", "confirmed_by", "remind_on"])
    return held


@transaction.atomic
def decline_winner(winner: Winner, *, reason: str, at: datetime) -> Winner:
    """The award is not wanted: it does not come back, and a reserve may step in.

    Raises ``Refused``.
    """
    held, award = _award(winner)
    if not held.is_held:
        raise Refused(GONE)
    if held.handed_over_at is not None:
        raise Refused(_("The prize has been handed over."))
    held.declined_for = Winner.Declined(reason)
    _let_go(held, award, why=Winner.Gone.DECLINED, at=at)
    return held


@transaction.atomic
def pass_late_on(winner: Winner, *, at: datetime) -> Winner:
    """Nobody has confirmed it in time: a reserve may step in. Raises ``Refused``."""
    held, award = _award(winner)
    if not held.is_late:
        raise Refused(_("It is confirmed, or its day has not come."))
    _let_go(held, award, why=Winner.Gone.LATE, at=at)
    return held


def _let_go(winner: Winner, award: list[Winner], *, why: str, at: datetime) -> None:
    if winner.name:
        forget_pupils(winner.edition_id)
    winner.let_go(why=why, at=at)
    winner.save()
    _seat(award, winner)


@transaction.atomic
def step_in(winner: Winner, *, at: datetime) -> Winner:
    """A reserve has the place of somebody who did not want it, and the teacher is told.

    Raises ``Refused``.
    """
    held, award = _award(winner)
    if held.edition.state not in (Edition.State.SEALED, Edition.State.PUBLISHED):
        raise Refused(_("Nobody steps in now: the list is reopened, or the edition is archived."))
    if not held.is_reserve or not free_places(award):
        raise Refused(_("No place of this award is free."))
    # A place that no other has; which one it is follows from all of them.
    held.place = len(award) + 1
    _seat(award, held)
    plan = WinnersPlan.objects.filter(edition=held.edition_id, started_at__isnull=False).first()
    if plan is not None:
        _tell(Winner.objects.filter(pk=held.pk), plan, at=at)
    return held


def free_places(award: Iterable[Winner]) -> int:
    """How many were listed, do not have it any more, and nobody has stepped in for."""
    gone = (Winner.Gone.DECLINED, Winner.Gone.LATE)
    rows = list(award)
    listed = sum(one.gone_why in gone and not one.reserve for one in rows)
    return listed - sum(one.is_held and one.reserve > 0 for one in rows)


def _seat(award: list[Winner], changed: Winner) -> None:
    """Everybody has the place that is theirs now; ``changed`` is one of them."""
    award = [changed if one.pk == changed.pk else one for one in award]
    known = [one for one in award if one.gone_why != Winner.Gone.REOPENED]
    places = seats(
        [(one.place, one.ticket) for one in known if not one.reserve],
        [(one.reserve, one.ticket) for one in known if one.reserve],
        gone={one.ticket for one in known if not one.stands},
        stepped_in={one.ticket for one in known if one.is_held},
        moves_up=changed.rule.kind != AwardRule.Kind.DRAW,
    )
    for one in known:
        place = places.get(one.ticket, one.place)
        if one.stands and (one.place != place or one.pk == changed.pk):
            one.place = place
            one.save(update_fields=["place"])


@transaction.atomic
def let_pupil_know(winner: Winner, *, at: datetime) -> Winner:
    """From now on the pupil sees the award on the own result. Raises ``Refused``."""
    held = _confirmed(winner)
    if held.pupil_told_at is None:
        held.pupil_told_at = at
        held.save(update_fields=["pupil_told_at"])
    return held


@transaction.atomic
def note_coming(winner: Winner, *, comes: bool | None) -> Winner:
    """Whether the pupil comes to the ceremony; ``None``: nobody knows. Raises ``Refused``."""
    held = _confirmed(winner)
    held.comes = comes
    held.save(update_fields=["comes"])
    return held


# ---------------------------------------------------------------- consent and name


@transaction.atomic
def record_consent(
    winner: Winner, *, on: date, words: str, school: bool, by: User, at: datetime
) -> Winner:
    """Write down that a guardian has agreed, on which day and to what, in the words of the form.

    Raises ``Refused``.
    """
    held = _may_be_named(winner, at=at)
    held.consent_at, held.consent_by, held.withdrawn_at = at, by, None
    held.consent_on, held.consent_words, held.consent_school = on, words, school
    held.save()
    return held


@transaction.atomic
def enter_name(winner: Winner, *, name: str, at: datetime) -> Winner:
    """Call the winner by name. Raises ``Refused``."""
    held = _may_be_named(winner, at=at)
    if not held.has_consent:
        raise Refused(_("Write down the guardian’s consent first."))
    if held.name and held.name != name:
        forget_pupils(held.edition_id)
    held.name, held.named_at = name, at
    held.save(update_fields=["name", "named_at"])
    return held


def _may_be_named(winner: Winner, *, at: datetime) -> Winner:
    plan = WinnersPlan.objects.get(edition=winner.edition_id)
    if plan.names_until <= timezone.localdate(at):
        raise Refused(_("The day on which names are deleted has come."))
    return _confirmed(winner)


@transaction.atomic
def withdraw_consent(winner: Winner, *, at: datetime) -> Winner:
    """The name is gone at once, also of an award that is gone; the alias stands."""
    held, _others = _award(winner)
    if held.has_consent:
        held.withdrawn_at = at
    if held.name:
        forget_pupils(held.edition_id)
    held.name, held.named_at = "", None
    held.save(update_fields=["withdrawn_at", "name", "named_at"])
    return held


def forget_names(winners: QuerySet[Winner]) -> None:
    """Their day has come: names go, what guardians were asked, and files with them."""
    for edition in set(winners.exclude(name="").order_by().values_list("edition", flat=True)):
        forget_pupils(edition)
    winners.update(name="", named_at=None, consent_words="", consent_school=False)


def forget_schools(winners: QuerySet[Winner]) -> None:
    """Before their attempts are deleted: their diplomas name no school any more, and hold."""
    IssuedDiploma.objects.filter(winner__in=winners).update(school=None, school_name="")


def forget_pupils_of(winners: QuerySet[Winner]) -> None:
    """The same for who is erased: award and place stay, and nothing names the pupil."""
    forget_schools(winners)
    nothing = {"name": "", "named_at": None, "consent_words": "", "consent_school": False}
    winners.update(alias="", **nothing)


# ---------------------------------------------------------------- the organizer's columns


def _invited(winner: Winner, at: datetime) -> None:
    winner.invited_at = winner.invited_at or at


def _not_invited(winner: Winner, _at: datetime) -> None:
    winner.invited_at = None


def _comes(winner: Winner, _at: datetime) -> None:
    winner.comes = True


def _stays(winner: Winner, _at: datetime) -> None:
    winner.comes = False


def _handed_over(winner: Winner, at: datetime) -> None:
    winner.handed_over_at = winner.handed_over_at or at


def _not_handed_over(winner: Winner, _at: datetime) -> None:
    winner.handed_over_at = None


MARKS: dict[str, Callable[[Winner, datetime], None]] = {
    "invited": _invited,
    "not_invited": _not_invited,
    "comes": _comes,
    "stays": _stays,
    "handed_over": _handed_over,
    "not_handed_over": _not_handed_over,
}


@transaction.atomic
def mark_winners(winners: QuerySet[Winner], *, mark: str, at: datetime) -> int:
    """Set one column for these winners, as far as they are confirmed; how many that were."""
    standing = winners.filter(confirmed_at__isnull=False, gone_at__isnull=True)
    found = list(standing.order_by("pk").select_for_update(of=("self",)))
    for winner in found:
        MARKS[mark](winner, at)
        winner.save(update_fields=["invited_at", "comes", "handed_over_at"])
    return len(found)


# ---------------------------------------------------------------- sealed anew, and drawn


def follow_list(
    edition: Edition, changed: Changed, before: Seal | None, *, by: User, at: datetime
) -> None:
    """Called once the awards of a list are given: what is new is told; ``before``: the list that
    was reopened, after which teachers read what was lost or moved, and diplomas without their
    ground are revoked."""
    if before is not None:
        moved = [winner.pk for winner in changed.moved if winner.is_ranked]
        concerned = [winner.pk for winner in changed.lost] + moved
        winners = Winner.objects.filter(pk__in=concerned).told()
        post_to_teachers(ANEW, winners, edition.pk, at=at)
        _revoke_diplomas(before, moved, by=by, at=at)
    tell_new(edition, at=at)


def follow_draw(draw: Draw, seal: Seal, changed: Changed) -> None:
    """The same in the transaction of a draw."""
    if draw.drawn_by is None or draw.drawn_at is None:
        return
    sealed = list(confirmed_seals(seal.edition_id))
    before = sealed[-2] if len(sealed) > 1 else None
    follow_list(seal.edition, changed, before, by=draw.drawn_by, at=draw.drawn_at)


def _revoke_diplomas(before: Seal, moved: Collection[int], *, by: User, at: datetime) -> None:
    """With the reason for which the list was reopened."""
    lost = list(lost_diplomas(before, moved))
    if not lost:
        return
    why = f"{before.get_reopen_reason_display()}: {before.reopen_why}"[:300]
    IssuedDiploma.objects.filter(pk__in=[one.pk for one in lost]).update(
        revoked_at=at, revoked_by=by, revoked_why=why
    )
    forget_diplomas(before.edition_id, {one.kind for one in lost})
    told: dict[str, str | int] = {"count": len(lost)}
    record_deed(before.edition, deed=DIPLOMAS_REVOKED, by=by, at=at, told=told)
