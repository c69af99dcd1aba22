"""A list was reopened and is sealed anew: who has the same award keeps everything about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from base.models import User
from base.record.actions.record import record_deed
from competition.models import AwardRule, Decision
from leaderboard.deeds import DIPLOMAS_REVOKED
from leaderboard.made_files import forget_diplomas, forget_pupils
from leaderboard.models import Award, Draw, IssuedDiploma, Seal, Winner, WinnerMail
from leaderboard.results.public_results import public_results
from leaderboard.results.queries import SCHOOL, confirmed_seals
from leaderboard.winners.actions.begun_winners import write_mails
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.stepping_in import move_up
from leaderboard.winners.queries.held_awards import is_held

Kind = IssuedDiploma.Kind
CLASS = "attempt__entry__school_class"
AT_ONCE = 500

# By what an award is the same in two lists: its key and the ticket.
type Awards = Mapping[tuple[str, str], Award]
# Awards that wait for a draw.
type Left = Collection[str]


def hand_on(before: Seal, seal: Seal, *, left_to_draw: Left, by: User, at: datetime) -> None:
    """Winners go over to the award of the same key and ticket, and diplomas with them; whose award
    is gone has it no more, with its name, its consent and its diploma. Teachers are written to.

    ``left_to_draw``: of these awards everything stays until they are drawn.
    """
    # Nobody passes on an award of the former list meanwhile.
    locked_plans().filter(edition=seal.edition_id).first()
    listed = Award.objects.filter(seal=seal).select_related("rule", "seal")
    there = {(award.key, award.ticket): award for award in listed}
    _forget_who_is_back(seal, there)
    changed = _move_winners(_winners_before(seal), there, left_to_draw, at=at)
    write_mails(changed, seal.edition_id, kind=WinnerMail.Kind.REOPENED, at=at)
    _move_diplomas(seal, there)
    _revoke_diplomas(before, seal, left_to_draw, by=by, at=at)


def hand_on_after_draw(draw: Draw, seal: Seal) -> None:
    """In the transaction of a draw: what a reopened list had left to it goes over as well."""
    seals = list(confirmed_seals(seal.edition_id))
    if len(seals) > 1 and draw.drawn_by and draw.drawn_at:
        hand_on(seals[-2], seal, left_to_draw=(), by=draw.drawn_by, at=draw.drawn_at)


def _winners_before(seal: Seal) -> list[Winner]:
    """Of whichever list before; not those whose award was gone already."""
    rows = Winner.objects.filter(award__seal__edition=seal.edition_id, award__seal__lt=seal.pk)
    rows = rows.exclude(passed_on_why=Winner.PassedOn.REOPENED).select_related("award__rule")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _forget_who_is_back(seal: Seal, there: Awards) -> None:
    """Who lost an award by an earlier reopening and has it again is told of it as of a new one."""
    gone = Winner.objects.filter(
        award__seal__edition=seal.edition_id, passed_on_why=Winner.PassedOn.REOPENED
    )
    back = [
        winner.pk
        for winner in gone.select_related("award")
        if (award := there.get((winner.award.key, winner.award.ticket))) and award.place
    ]
    Winner.objects.filter(pk__in=back).delete()


def _move_winners(
    winners: Sequence[Winner], there: Awards, left: Left, *, at: datetime
) -> list[Winner]:
    """Returns those whose award is gone, or has another one of the first places."""
    found = {winner: there.get((winner.award.key, winner.award.ticket)) for winner in winners}
    followed = _stepping_in(found)
    Winner.objects.filter(pk__in=[one.pk for one in winners]).update(instead_of=None)
    gone, kept = list[Winner](), dict[int, int]()
    for winner, award in found.items():
        if award and (award.place or not winner.stands or winner in followed):
            place = award.place or winner.place
            Winner.objects.filter(pk=winner.pk).update(award=award, place=place)
            if winner.stands:
                kept[award.pk] = winner.place
        elif not _waits(winner.award, left):
            gone.append(winner)
    for winner, first in followed.items():
        own, instead_of = found[winner], found[first]
        if own and instead_of:
            Winner.objects.filter(pk=own.pk).update(instead_of=instead_of.pk)
    _let_go([one for one in gone if one.stands], at=at)
    for award in {one.key: one for one in found.values() if one}.values():
        move_up(award)
    now = Winner.objects.filter(pk__in=kept).select_related("award__rule")
    moved = [one for one in now if _is_ranked(one.award) and one.place != kept[one.pk]]
    return [*(one for one in gone if one.passed_on_at == at), *moved]


def _waits(award: Award, left: Left) -> bool:
    """Whether a draw has still to say who has it."""
    return award.key in left


def _stepping_in(found: Mapping[Winner, Award | None]) -> dict[Winner, Winner]:
    """``{reserve who has stepped in: whose place it has}``: as far as somebody has a place in the
    new list and does not want it."""
    free, reserves = defaultdict[str, list[Winner]](list), list[tuple[Award, Winner]]()
    for winner, award in found.items():
        if award and award.place and not winner.stands:
            free[award.key].append(winner)
        elif award and award.reserve and winner.stands:
            reserves.append((award, winner))
    return {
        winner: free[award.key].pop(0)
        for award, winner in sorted(reserves, key=lambda pair: pair[0].reserve)
        if free[award.key]
    }


def _let_go(winners: Sequence[Winner], *, at: datetime) -> None:
    if any(winner.name for winner in winners):
        forget_pupils(winners[0].award.seal.edition_id)
    for winner in winners:
        winner.passed_on_at, winner.passed_on_why = at, Winner.PassedOn.REOPENED
        winner.name, winner.named_at, winner.remind_on = "", None, None
        winner.consent_on = winner.consent_at = winner.consent_by = None
        winner.consent_words, winner.consent_school = "", False
        winner.instead_of = None
        winner.save()


def _is_ranked(award: Award) -> bool:
    """Whether its places are told with their numbers."""
    return award.rule.kind == AwardRule.Kind.RANK


def _move_diplomas(seal: Seal, there: Awards) -> None:
    older = IssuedDiploma.objects.filter(edition=seal.edition_id, award__seal__lt=seal.pk)
    moved = list[IssuedDiploma]()
    for row in older.select_related("award"):
        new = there.get((row.award.key, row.award.ticket)) if row.award else None
        if new is not None:
            row.award = new
            moved.append(row)
    IssuedDiploma.objects.bulk_update(moved, ["award"], batch_size=AT_ONCE)


def _revoke_diplomas(before: Seal, seal: Seal, left: Left, *, by: User, at: datetime) -> None:
    """Of who lost the ground of it, with the reason for which the list was reopened."""
    valid = IssuedDiploma.objects.filter(edition=seal.edition_id, revoked_at=None)
    held = Award.objects.filter(is_held(), seal=seal)
    held |= Award.objects.filter(seal__edition=seal.edition_id, key__in=left)
    lost = {
        Kind.WINNER: list(_of_winners(valid, seal, left)),
        Kind.SCHOOL: list(_of_schools(valid, before)),
        Kind.MENTOR: list(_of_mentors(valid, before, held)),
    }
    numbers = [pk for some in lost.values() for pk in some]
    if not numbers:
        return
    why = f"{before.get_reopen_reason_display()}: {before.reopen_why}"[:300]
    IssuedDiploma.objects.filter(pk__in=numbers).update(
        revoked_at=at, revoked_by=by, revoked_why=why
    )
    forget_diplomas(seal.edition_id, [kind for kind, some in lost.items() if some])
    told: dict[str, str | int] = {"count": len(numbers)}
    record_deed(seal.edition, deed=DIPLOMAS_REVOKED, by=by, at=at, told=told)


def _of_winners(valid: QuerySet[IssuedDiploma], seal: Seal, left: Left) -> Iterator[int]:
    """Whose award is gone, or has another place than the printed one; not what was passed on
    before, which did not hold already."""
    rows = valid.filter(kind=Kind.WINNER, award__isnull=False)
    for row in rows.select_related("award__rule", "award__winner"):
        award, winner = row.award, getattr(row.award, "winner", None)
        if award is None or _waits(award, left):
            continue
        if winner is not None and not winner.stands:
            is_lost = winner.passed_on_why == Winner.PassedOn.REOPENED
        else:
            place = winner.place if winner else award.place
            is_other = _is_ranked(award) and place != row.place
            is_lost = award.seal_id != seal.pk or not place or is_other
        if is_lost:
            yield row.pk


def _of_schools(valid: QuerySet[IssuedDiploma], before: Seal) -> QuerySet[IssuedDiploma, int]:
    """Schools of which no result counts any more, since their cards were taken out."""
    voided = Decision.objects.filter(
        kind=Decision.Kind.VOID, decided_at__gte=before.reopened_at, attempt__isnull=False
    )
    counting = public_results().filter(division__edition=before.edition_id).order_by()
    touched = valid.filter(kind=Kind.SCHOOL, school__in=voided.values(SCHOOL))
    return touched.exclude(school__in=counting.values(SCHOOL)).values_list("pk", flat=True)


def _of_mentors(
    valid: QuerySet[IssuedDiploma], before: Seal, held: QuerySet[Award]
) -> QuerySet[IssuedDiploma, int]:
    """Teachers whose last pupil with an award lost it. Who left the class meanwhile keeps it."""
    there = held.filter(key=OuterRef("key"), ticket=OuterRef("ticket"))
    gone = Q(winner__passed_on_why=Winner.PassedOn.REOPENED)
    untold = Q(winner__isnull=True, place__gt=0)
    lost = Award.objects.filter(gone | untold, ~Exists(there), seal=before)
    touched = valid.filter(kind=Kind.MENTOR, mentor__classes__in=lost.values(CLASS))
    left = touched.exclude(mentor__classes__in=held.values(CLASS))
    return left.distinct().order_by().values_list("pk", flat=True)
