"""What became of each award goes over to the corrected list: to the same pupil's same award."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from leaderboard.models import Award, Seal, Winner


def carry_over(before: Seal, seal: Seal, *, at: datetime) -> int:
    """Move every winner who has the award still; returns how many lost it.

    Who lost it is on record as passed on by a correction, and the name goes at once.
    """
    rows = list(Winner.objects.filter(award__seal=before).select_related("award"))
    staying = _staying(rows, seal)
    lost = [row.pk for row in rows if row.pk not in staying]
    for row in rows:
        _move(row, staying)
    gone = Winner.objects.filter(pk__in=lost)
    gone.filter(passed_on_at=None).update(passed_on_at=at, passed_on_why=Winner.PassedOn.CORRECTED)
    gone.update(name="")
    return len(lost)


def _staying(rows: Sequence[Winner], seal: Seal) -> dict[int, Award]:
    """The award of the corrected list of each row that stays."""
    there = {(one.key, one.attempt_id): one for one in Award.objects.filter(seal=seal)}
    found = {
        row.pk: there[row.award.key, row.award.attempt_id]
        for row in rows
        if (row.award.key, row.award.attempt_id) in there
    }
    return {row.pk: found[row.pk] for row in rows if row.pk in found and _holds(row, found)}


def _holds(row: Winner, found: Mapping[int, Award]) -> bool:
    """A winner has a place still; a reserve may have one that somebody passed on."""
    return bool(found[row.pk].place or (row.award.reserve and row.instead_of_id in found))


def _move(row: Winner, staying: Mapping[int, Award]) -> None:
    """The row with whom it refers to; only who steps in for somebody still refers to anybody."""
    award, instead = staying.get(row.pk), staying.get(row.instead_of_id or 0)
    place = row.place if award is None else award.place or row.place
    # Who is a winner by the corrected list steps in for nobody.
    own = award is not None and award.place
    Winner.objects.filter(pk=row.pk).update(
        award=row.pk if award is None else award.pk,
        place=place,
        instead_of=None if own or instead is None else instead.pk,
    )
