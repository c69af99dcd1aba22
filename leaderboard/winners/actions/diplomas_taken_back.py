"""What a correction of the sealed list does to diplomas.

A serial goes over to the same pupil's same award; whoever lost the ground of a diploma has one that
was true until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from base.models import User
from base.record.actions.record import record_deed
from competition.models import AwardRule
from leaderboard.deeds import DIPLOMAS_ISSUED, DIPLOMAS_TAKEN_BACK
from leaderboard.made_files import forget_diplomas
from leaderboard.models import Award, IssuedDiploma, Seal, SealChange, Winner
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from leaderboard.winners.queries.awards_left_to_draws import awards_left_to_a_draw
from leaderboard.winners.queries.held_awards import is_held

Kind = IssuedDiploma.Kind
CLASS = "attempt__entry__school_class"
AT_ONCE = 500


def take_back_diplomas(before: Seal, seal: Seal, *, by: User, at: datetime) -> int:
    """Called when awards and winners are those of the corrected list; how many it takes back. What
    an earlier correction took holds again where this one gives its ground back.

    What the list leaves to a draw holds until then: after the draw this is called once more.
    """
    _move_to_same_awards(seal)
    valid = IssuedDiploma.objects.filter(edition=seal.edition_id, revoked_at=None)
    listed = Q(is_held(), seal=seal)
    held = Award.objects.filter(listed | Q(pk__in=awards_left_to_a_draw(seal)))
    gone = {
        Kind.WINNER: [*_of_lost_awards(valid, held), *_of_other_places(valid, seal)],
        Kind.SCHOOL: list(_of_schools(valid, seal)),
        Kind.MENTOR: list(_of_mentors(valid, _lost(before, seal, held), held)),
    }
    many = _end(gone, seal, by=by, at=at)
    _let_hold_again(seal, by=by, at=at)
    return many


def _end(gone: Mapping[Kind, Sequence[int]], seal: Seal, *, by: User, at: datetime) -> int:
    kinds = [kind for kind, some in gone.items() if some]
    if not kinds:
        return 0
    ended = IssuedDiploma.objects.filter(pk__in=[pk for some in gone.values() for pk in some])
    many = ended.update(revoked_at=at, revoked_by=by, taken_back_by=seal)
    forget_diplomas(seal.edition_id, kinds)
    record_deed(seal.edition, deed=DIPLOMAS_TAKEN_BACK, by=by, at=at, told={"count": many})
    return many


def _let_hold_again(seal: Seal, *, by: User, at: datetime) -> None:
    """Winners' that a correction took: the award is held with the printed place, and no other one
    was issued since. Nobody would tell who has the paper that it does not hold."""
    held = Award.objects.filter(is_held(), seal=seal)
    others = IssuedDiploma.objects.filter(award=OuterRef("award"), revoked_at=None)
    printed = ~Q(award__rule__kind=AwardRule.Kind.RANK) | Q(award__winner__place=F("place"))
    printed |= Q(award__winner__isnull=True, award__place=F("place"))
    back = IssuedDiploma.objects.filter(
        printed, ~Exists(others), taken_back_by__isnull=False, award__in=held.values("pk")
    )
    newest = dict(back.order_by("pk").values_list("award", "pk"))
    again = IssuedDiploma.objects.filter(pk__in=newest.values())
    if many := again.update(revoked_at=None, revoked_by=None, taken_back_by=None):
        record_deed(seal.edition, deed=DIPLOMAS_ISSUED, by=by, at=at, told={"count": many})


def _move_to_same_awards(seal: Seal) -> None:
    """From whichever list it was that had the award last."""
    listed = Award.objects.filter(seal=seal).values_list("key", "attempt", "pk")
    there = {(key, attempt): pk for key, attempt, pk in listed}
    older = IssuedDiploma.objects.filter(edition=seal.edition_id, award__seal__lt=seal.pk)
    valid = IssuedDiploma.objects.filter(award__seal=seal, revoked_at=None)
    moved, taken = list[IssuedDiploma](), set(valid.values_list("award", flat=True))
    for row in older.select_related("award").order_by("-award__seal_id", "-pk"):
        new = there.get((row.award.key, row.award.attempt_id)) if row.award else None
        # An earlier release left some that held with a list of before; one holds of each award.
        if new is None or (row.revoked_at is None and new in taken):
            continue
        if row.revoked_at is None:
            taken.add(new)
        row.award_id = new
        moved.append(row)
    IssuedDiploma.objects.bulk_update(moved, ["award"], batch_size=AT_ONCE)


def _of_lost_awards(
    valid: QuerySet[IssuedDiploma], held: QuerySet[Award]
) -> QuerySet[IssuedDiploma, int]:
    """Of winners by the list of before. What had passed on before did not hold already."""
    stood = Q(award__winner__passed_on_at__isnull=True)
    stood |= Q(award__winner__passed_on_why=Winner.PassedOn.CORRECTED)
    lost = valid.filter(stood, kind=Kind.WINNER, award__isnull=False)
    return lost.exclude(award__in=held.values("pk")).values_list("pk", flat=True)


def _of_other_places(valid: QuerySet[IssuedDiploma], seal: Seal) -> QuerySet[IssuedDiploma, int]:
    """Only first places are printed with their number. What is printed may be older than the place
    before: when an award passes on, others move up."""
    first = valid.filter(kind=Kind.WINNER, award__seal=seal, award__rule__kind=AwardRule.Kind.RANK)
    told = Q(award__winner__corrected_by=seal, award__winner__passed_on_at__isnull=True)
    told &= ~Q(award__winner__place=F("place"))
    untold = Q(award__winner__isnull=True, award__place__gt=0) & ~Q(award__place=F("place"))
    return first.filter(told | untold).values_list("pk", flat=True)


def _of_schools(valid: QuerySet[IssuedDiploma], seal: Seal) -> QuerySet[IssuedDiploma, int]:
    """Schools of which no result counts any more, since their cards were taken out."""
    voided = SealChange.objects.filter(seal=seal, kind=SealChange.Kind.VOID)
    counting = public_results().filter(division__edition=seal.edition_id).order_by()
    touched = valid.filter(kind=Kind.SCHOOL, school__in=voided.values(SCHOOL))
    return touched.exclude(school__in=counting.values(SCHOOL)).values_list("pk", flat=True)


def _lost(before: Seal, seal: Seal, held: QuerySet[Award]) -> QuerySet[Award]:
    """Awards that this correction took: told ones are on record as such, the others were of the
    former list."""
    same = Award.objects.filter(seal=seal, key=OuterRef("key"), attempt=OuterRef("attempt"))
    there = same.filter(Q(place__gt=0) | Q(winner__isnull=False))
    untold = Q(seal=before, winner__isnull=True, place__gt=0) & ~Exists(there)
    told = Q(winner__passed_on_why=Winner.PassedOn.CORRECTED, winner__corrected_by=seal)
    return Award.objects.filter(told | untold).exclude(pk__in=held.values("pk"))


def _of_mentors(
    valid: QuerySet[IssuedDiploma], lost: QuerySet[Award], held: QuerySet[Award]
) -> QuerySet[IssuedDiploma, int]:
    """Teachers whose last pupil with an award lost it. Who left the class meanwhile keeps it."""
    touched = valid.filter(kind=Kind.MENTOR, mentor__classes__in=lost.values(CLASS))
    left = touched.exclude(mentor__classes__in=held.values(CLASS))
    return left.distinct().order_by().values_list("pk", flat=True)
