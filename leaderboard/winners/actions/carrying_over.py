"""What became of each award goes over to the corrected list: to the same pupil's same award."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from competition.models import AwardRule
from leaderboard.models import Award, Seal, Winner, WinnerMail
from leaderboard.winners.actions.begun_winners import write_mails
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.made_files import forget_files
from leaderboard.winners.actions.stepping_in import move_up
from leaderboard.winners.queries.corrected_winners import untold_corrections
from leaderboard.winners.queries.unfollowed import first_of

type Rows = Mapping[int, Winner]
type Awards = Mapping[int, Award]
AT_ONCE = 500
NOTED = ("corrected_by", "place_before", "correction_read_at")


def carry_over(before: Seal, seal: Seal, *, at: datetime) -> int:
    """Move every winner who has the award still; returns how many lost it.

    Who lost it is on record as passed on by a correction, and the name goes at once. Whoever is
    behind somebody who passed on has the place that follows from the corrected list. Teachers are
    written to of both; of what the correction brought they are told as of everything new.
    """
    # Nobody passes on an award of the former list meanwhile.
    locked_plans().filter(edition=seal.edition_id).first()
    found = Winner.objects.filter(award__seal=before).select_related("award__rule")
    rows, untold = {row.pk: row for row in found}, untold_corrections(before)
    staying = _staying(rows, seal)
    for row in rows.values():
        _move(row, rows, staying)
    _let_go([pk for pk in rows if pk not in staying], seal, at=at)
    for award in {one.key: one for one in staying.values()}.values():
        move_up(award)
    news = _note_changes(rows, staying, seal, untold)
    write_mails(news, seal.edition_id, kind=WinnerMail.Kind.CORRECTED, at=at)
    return len(rows) - len(staying)


def _let_go(lost: Sequence[int], seal: Seal, *, at: datetime) -> None:
    gone = Winner.objects.filter(pk__in=lost)
    if gone.filter(name__gt="").exists():
        forget_files(seal.edition_id)
    gone.filter(passed_on_at=None).update(passed_on_at=at, passed_on_why=Winner.PassedOn.CORRECTED)
    gone.update(name="", named_at=None, remind_on=None, consent_school=False)


def _note_changes(rows: Rows, staying: Awards, seal: Seal, untold: Collection[int]) -> list[Winner]:
    """Whose award is gone or has another place by now; ``rows`` are as they were read before.

    What had passed on is over. Only first places are told with their number. The place before is
    the one that the teacher knew, and whose place is that one again is no news.
    """
    now = Winner.objects.in_bulk([one.pk for one in staying.values()])
    changed, news = list[Winner](), list[Winner]()
    for pk, row in rows.items():
        one = now[staying[pk].pk] if pk in staying else row
        moved = row.award.rule.kind == AwardRule.Kind.RANK and one.place != row.place
        if row.stands and (moved or pk not in staying):
            known = (row.place_before if pk in untold else None) or row.place
            is_news = pk not in staying or one.place != known
            one.corrected_by, one.place_before = seal, known
            one.correction_read_at = None if is_news else seal.confirmed_at
            changed.append(one)
            if is_news:
                news.append(one)
    Winner.objects.bulk_update(changed, NOTED, batch_size=AT_ONCE)
    return news


def _staying(rows: Rows, seal: Seal) -> dict[int, Award]:
    """The award of the corrected list of each row that stays."""
    listed = Award.objects.filter(seal=seal).select_related("rule", "seal")
    there = {(one.key, one.attempt_id): one for one in listed}
    found = {
        row.pk: there[row.award.key, row.award.attempt_id]
        for row in rows.values()
        if (row.award.key, row.award.attempt_id) in there
    }
    return {pk: award for pk, award in found.items() if _holds(rows[pk], rows, found)}


def _holds(row: Winner, rows: Rows, found: Awards) -> bool:
    """A winner has a place still; a reserve steps in only for somebody who would have one. What
    has passed on stays so: nobody is asked twice."""
    if found[row.pk].place or not row.stands:
        return True
    first = first_of(row, rows)
    return first.pk != row.pk and first.pk in found and found[first.pk].place > 0


def _move(row: Winner, rows: Rows, staying: Awards) -> None:
    """The row with whom it refers to; only who steps in for somebody still refers to anybody."""
    award = staying.get(row.pk)
    # Who is a winner by the corrected list steps in for nobody.
    instead = None if award is None or award.place else _before(row, rows, staying)
    Winner.objects.filter(pk=row.pk).update(
        award=row.pk if award is None else award.pk,
        place=row.place if award is None else _place(row, rows, staying),
        instead_of=instead,
    )


def _before(row: Winner, rows: Rows, staying: Awards) -> int | None:
    """The award of the nearest one before it in the way the award came that stays."""
    while (before := rows.get(row.instead_of_id or 0)) is not None:
        if before.pk in staying:
            return staying[before.pk].pk
        row = before
    return None


def _place(row: Winner, rows: Rows, staying: Awards) -> int:
    """As listed; a reserve of a draw has the place of whom it came from. Places of other awards are
    worked out anew afterwards."""
    award = staying[row.pk]
    if award.place or award.rule.kind != AwardRule.Kind.DRAW:
        return award.place or row.place
    first = staying.get(first_of(row, rows).pk)
    return first.place if first and first.place else row.place
