"""What became of each award goes over to the corrected list: to the same pupil's same award."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from competition.models import AwardRule
from leaderboard.awards.queries.undecided_tickets import undecided_tickets
from leaderboard.made_files import forget_pupils
from leaderboard.models import Award, Seal, Winner, WinnerMail
from leaderboard.rules.awards import Undecided
from leaderboard.winners.actions.begun_winners import write_mails
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.stepping_in import move_up
from leaderboard.winners.queries.corrected_winners import untold_corrections, winners_before
from leaderboard.winners.queries.due_winners import is_unheard
from leaderboard.winners.queries.unfollowed import first_of

type Rows = Mapping[int, Winner]
type Awards = Mapping[int, Award]
AT_ONCE = 500
NOTED = ("corrected_by", "place_before", "correction_read_at")


def carry_over(before: Seal, seal: Seal, *, at: datetime) -> None:
    """Move every winner who has the award still to the corrected list.

    Who lost it is on record as passed on by a correction, and the name goes at once. Whoever is
    behind somebody who passed on has the place that follows from the corrected list. Teachers are
    written to of both; of what the correction brought they are told as of everything new.

    What the list leaves to a draw stays as it is, until this is called once more after the draw.
    """
    # Nobody passes on an award of the former list meanwhile.
    locked_plans().filter(edition=seal.edition_id).first()
    found = winners_before(before, seal)
    untold, unheard = untold_corrections(found), _unheard(found)
    newest = {(row.award.key, row.award.attempt_id): row for row in found}
    rows = {row.pk: row for row in newest.values()}
    staying = _staying(rows, seal)
    waiting = _waiting(rows, staying, undecided_tickets(seal))
    stay = {pk: award.pk for pk, award in staying.items()} | {pk: pk for pk in waiting}
    for row in rows.values():
        # What is there since before the draw is as it should be.
        if row.pk not in staying or stay[row.pk] != row.pk:
            _move(row, rows, staying, stay)
    _let_go([pk for pk in rows if pk not in stay], seal, at=at)
    # Where no teacher has heard of it nothing waits: what is drawn then is told as new.
    Winner.objects.filter(pk__in=waiting & unheard).delete()
    for award in {one.key: one for one in staying.values()}.values():
        move_up(award)
    decided = {pk: row for pk, row in rows.items() if pk not in waiting}
    news = _note_changes(decided, staying, seal, untold=untold, unheard=unheard)
    write_mails(news, seal.edition_id, kind=WinnerMail.Kind.CORRECTED, at=at)


def _unheard(winners: QuerySet[Winner]) -> set[int]:
    """Those that wait for the word of a teacher who has not heard of them."""
    waiting = winners.filter(is_unheard(), confirmed_at__isnull=True, passed_on_at__isnull=True)
    return set(waiting.values_list("pk", flat=True))


def _let_go(lost: Sequence[int], seal: Seal, *, at: datetime) -> None:
    gone = Winner.objects.filter(pk__in=lost)
    if gone.filter(name__gt="").exists():
        forget_pupils(seal.edition_id)
    gone.filter(passed_on_at=None).update(passed_on_at=at, passed_on_why=Winner.PassedOn.CORRECTED)
    gone.update(name="", named_at=None, remind_on=None, consent_school=False)


def _note_changes(
    rows: Rows, staying: Awards, seal: Seal, *, untold: Collection[int], unheard: Collection[int]
) -> list[Winner]:
    """Whose award is gone or has another place by now; ``rows`` are as they were read before.

    What had passed on is over. Only first places are told with their number. The place before is
    the one that the teacher knew, and whose place is that one again is no news. Of what no teacher
    has heard the mail that waits says how it is by now.
    """
    now = Winner.objects.in_bulk([one.pk for one in staying.values()])
    changed, news = list[Winner](), list[Winner]()
    for pk, row in rows.items():
        one = now[staying[pk].pk] if pk in staying else row
        moved = row.award.rule.kind == AwardRule.Kind.RANK and one.place != row.place
        if row.stands and (moved or pk not in staying):
            known = (row.place_before if pk in untold else None) or row.place
            is_news = pk not in unheard and (pk not in staying or one.place != known)
            # Nobody is told that an award is gone of which nobody had been told.
            lost_unheard = pk in unheard and pk not in staying
            one.corrected_by, one.place_before = seal, None if lost_unheard else known
            one.correction_read_at = None if is_news else seal.confirmed_at
            changed.append(one)
            if is_news:
                news.append(one)
    Winner.objects.bulk_update(changed, NOTED, batch_size=AT_ONCE)
    return news


def _staying(rows: Rows, seal: Seal) -> dict[int, Award]:
    """The award of the corrected list of each row that stays, and of each that is there already."""
    listed = Award.objects.filter(seal=seal).select_related("rule", "seal")
    there = {(one.key, one.attempt_id): one for one in listed}
    found = {
        row.pk: there[row.award.key, row.award.attempt_id]
        for row in rows.values()
        if (row.award.key, row.award.attempt_id) in there
    }
    _take_free_places(rows, found)
    return {
        pk: award for pk, award in found.items() if award.pk == pk or _holds(rows[pk], rows, found)
    }


def _take_free_places(rows: Rows, found: Awards) -> None:
    """A winner who is a reserve now steps in for whoever would have a place and did not want it, as
    far as nobody has that one."""
    followed = {row.instead_of_id for row in rows.values() if row.pk in found}
    last = [row for pk, row in rows.items() if pk in found and pk not in followed]
    free = [row for row in last if not row.stands and _has_place(first_of(row, rows), found)]
    standing = [rows[pk] for pk in found if rows[pk].stands and not _holds(rows[pk], rows, found)]
    for row in sorted(standing, key=lambda one: found[one.pk].reserve):
        seat = next((one for one in free if one.award.key == row.award.key), None)
        if seat is not None:
            row.instead_of_id = seat.pk
            free.remove(seat)


def _holds(row: Winner, rows: Rows, found: Awards) -> bool:
    """A winner has a place still; a reserve steps in only for somebody who would have one. What
    has passed on stays so: nobody is asked twice."""
    return found[row.pk].place > 0 or not row.stands or _steps_in(row, rows, found)


def _steps_in(row: Winner, rows: Rows, found: Awards) -> bool:
    """Whether it has the place of somebody who would have one by the corrected list."""
    first = first_of(row, rows)
    return first.pk != row.pk and _has_place(first, found)


def _has_place(row: Winner, found: Awards) -> bool:
    return row.pk in found and found[row.pk].place > 0


def _waiting(rows: Rows, staying: Awards, undecided: Mapping[str, Undecided]) -> set[int]:
    """The rows about which a draw has still to decide, and what passed on of the same awards."""
    found = set[int]()
    for pk, row in rows.items():
        draw = undecided.get(row.award.key)
        if draw is None or pk in staying:
            continue
        ticket = row.award.ticket
        comes_next = ticket in draw.reserves and _steps_in(row, rows, staying)
        if ticket in draw.winners or comes_next or not row.stands:
            found.add(pk)
    return found


def _move(row: Winner, rows: Rows, staying: Awards, stay: Mapping[int, int]) -> None:
    """The row with whom it refers to; only who steps in for somebody still refers to anybody.

    ``stay``: what each row that is not lost is by now.
    """
    award = staying.get(row.pk)
    # Who is a winner by the corrected list steps in for nobody.
    refers = row.pk in stay and not (award and award.place)
    Winner.objects.filter(pk=row.pk).update(
        award=row.pk if award is None else award.pk,
        place=row.place if award is None else _place(row, rows, staying),
        instead_of=_before(row, rows, stay) if refers else None,
    )


def _before(row: Winner, rows: Rows, stay: Mapping[int, int]) -> int | None:
    """The award of the nearest one before it in the way the award came that is not lost."""
    while (before := rows.get(row.instead_of_id or 0)) is not None:
        if before.pk in stay:
            return stay[before.pk]
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
