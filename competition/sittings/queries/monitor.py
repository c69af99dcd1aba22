"""What the teacher's monitor shows of a sitting: progress in words, never correctness."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from competition.aliases.queries import alias_in
from competition.models import Attempt, Decision, PinGuess, Sitting
from competition.rules import timing
from competition.rules.alarms import is_pin_storm
from competition.rules.lesson import (
    Advice,
    Attendance,
    advice,
    class_end,
    common_end,
    minutes_left,
    next_step,
)
from competition.rules.timing import Course
from competition.sittings.queries.progress import CardProgress, LeaseProgress
from competition.sittings.queries.wall import wall_animals
from quizbank.models import PaperQuestion
from schools.models import Card


def sitting_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """The state of a sitting and of each card of its class; see ``sitting_states``."""
    return sitting_states([sitting], at=at)[sitting.pk]


def sitting_states(
    sittings: Sequence[Sitting], *, at: datetime, walls: Container[int] | None = None
) -> dict[int, dict[str, Any]]:
    """``{sitting id: state}``, sittings with their entry; five queries for any number of them.

    A state is ``{phase, starts_in, code, kind, questions, joined, finished, total, left, ends_at,
    most_left, next, guessed, notice, acts, animals, cards: [{card, number, state, on, answered,
    since, wrong_pins, locked, left, needs}]}``; times in whole seconds, ``left`` in whole minutes.
    ``total`` leaves out who takes or took the paper in another sitting. ``left`` and ``ends_at``
    are of the last at work, ``most_left`` of most; ``notice`` is a token or empty; ``acts`` as in
    ``_acts``, ``animals`` as in ``wall_animals``; ``needs`` is an ``Advice``, ``next`` a ``Step``;
    ``guessed``: somebody seems to try out PINs. ``walls``: of which sittings the animals are put in
    order; of all, unless it says which.
    """
    seats = _seats(sittings)
    papers = PaperQuestion.objects.filter(paper__in={one.paper_id for one in sittings})
    counted = papers.values("paper").order_by().annotate(count=Count("pk"))
    questions = dict(counted.values_list("paper", "count"))
    states = {
        sitting.pk: _state(sitting, seats[sitting.pk], questions.get(sitting.paper_id, 0), at)
        for sitting in sittings
    }
    for sitting in sittings:
        watched = walls is None or sitting.pk in walls
        states[sitting.pk]["animals"] = wall_animals(sitting, seats[sitting.pk]) if watched else []
    return states


def _seats(sittings: Sequence[Sitting]) -> dict[int, list[CardProgress]]:
    """``{sitting id: the cards of its class by number}``; four queries."""
    classes, animals = _cards(sittings)
    found = {
        (sitting.pk, card): CardProgress(
            card, number, animal=animals.get((card, sitting.entry.edition_id), "")
        )
        for sitting in sittings
        for card, number in classes.get(sitting.entry.school_class_id, {}).items()
    }
    ids = [sitting.pk for sitting in sittings]
    _sit_down(found, ids)
    _set_apart(found, sittings)
    for sitting_id, card, wrong in PinGuess.objects.filter(sitting__in=ids).values_list(
        "sitting", "card", "wrong"
    ):
        if seat := found.get((sitting_id, card)):
            seat.wrong_pins = wrong
    seats: dict[int, list[CardProgress]] = {sitting_id: [] for sitting_id in ids}
    for (sitting_id, _), seat in found.items():
        seats[sitting_id].append(seat)
    return seats


def _cards(
    sittings: Sequence[Sitting],
) -> tuple[dict[int, dict[int, int]], dict[tuple[int, int], str]]:
    """``{class: {card: number}}`` by number, and ``{(card, edition): animal}``; one query."""
    cards = Card.objects.filter(school_class__in={s.entry.school_class_id for s in sittings})
    named = cards.annotate(own=alias_in({s.entry.edition_id for s in sittings}))
    rows = named.order_by("number").values_list(
        "school_class", "pk", "number", "own__edition", "own__animal"
    )
    classes, animals = dict[int, dict[int, int]](), dict[tuple[int, int], str]()
    for school_class, card, number, edition, animal in rows:
        classes.setdefault(school_class, {})[card] = number
        if animal:
            animals[card, edition] = animal
    return classes, animals


def locked_cards(sitting: Sitting) -> list[int]:
    """The numbers of the cards that too many wrong PINs have locked in a sitting."""
    locked = PinGuess.objects.filter(sitting=sitting, wrong__gte=timing.PIN_LOCK_AT)
    return list(locked.order_by("card__number").values_list("card__number", flat=True))


def _sit_down(seats: dict[tuple[int, int], CardProgress], sitting_ids: Iterable[int]) -> None:
    rows = Attempt.objects.filter(sitting__in=sitting_ids, voided_at__isnull=True).values_list(
        "sitting",
        "card",
        "admitted_at",
        "started_at",
        "deadline",
        "finished_at",
        "leases__number",
        "leases__heard_at",
        "leases__active_at",
        "leases__on_question",
        "leases__answered",
    )
    for row in rows:
        turn = LeaseProgress._make(row)
        seat = seats.get((turn.sitting, turn.card))
        if seat is None:
            continue
        seat.answered |= turn.answered or 0
        if seat.turn is None or (turn.lease or 0) > (seat.turn.lease or 0):
            seat.turn = turn


def _set_apart(seats: dict[tuple[int, int], CardProgress], sittings: Sequence[Sitting]) -> None:
    """Note whose counting attempt is in another sitting of the class."""
    official: dict[int, list[int]] = {}
    for sitting in sittings:
        if sitting.kind == Sitting.Kind.OFFICIAL:
            official.setdefault(sitting.entry_id, []).append(sitting.pk)
    counting = Attempt.objects.filter(
        entry__in=official,
        kind=Sitting.Kind.OFFICIAL,
        voided_at__isnull=True,
        started_at__isnull=False,
    )
    for entry, card, taken_in, finished_at in counting.values_list(
        "entry", "card", "sitting", "finished_at"
    ):
        for sitting_id in official[entry]:
            seat = seats.get((sitting_id, card))
            if seat and sitting_id != taken_in:
                seat.apart = "done" if finished_at else "elsewhere"


def _state(
    sitting: Sitting, seats: list[CardProgress], questions: int, at: datetime
) -> dict[str, Any]:
    turns = [seat.turn for seat in seats if seat.turn]
    cards = [_card_row(seat, sitting, at) for seat in seats]
    phase = _phase(sitting, at)
    count = Attendance(
        total=sum(not seat.apart for seat in seats),
        joined=len(turns),
        late=sum(card["needs"] == Advice.LET_IN for card in cards),
        finished=sum(1 for turn in turns if turn.finished_at),
    )
    return {
        "phase": phase,
        "starts_in": _starts_in(sitting, at),
        "code": sitting.code,
        "kind": sitting.kind,
        "questions": questions,
        "joined": count.joined,
        "finished": count.finished,
        "total": count.total,
        **_ends(turns, sitting, at),
        "next": next_step(phase, count),
        "guessed": is_pin_storm([seat.wrong_pins for seat in seats]),
        "notice": "" if sitting.closed_at else sitting.notice,
        "acts": _acts(sitting, seats),
        "cards": cards,
    }


def _ends(turns: Sequence[LeaseProgress], sitting: Sitting, at: datetime) -> dict[str, Any]:
    """When those at work are done; a pause moves the end along, so it has no time of day."""
    deadlines = [_deadline(turn, sitting, at) for turn in turns]
    end = class_end(deadlines)
    return {
        "left": minutes_left(end, at),
        "ends_at": None if end is None or sitting.paused_at else end.isoformat(timespec="seconds"),
        "most_left": minutes_left(common_end(deadlines), at),
    }


def _acts(sitting: Sitting, seats: Sequence[CardProgress]) -> dict[str, Any] | None:
    """The last act and how many screens have it: ``{kind, number, reached, of}``.

    ``number`` is that of the one card it was for, else nothing. A screen has it once the pupil API
    has replied to its browser after the act; who has finished needs none.
    """
    acted_at = sitting.acted_at
    if acted_at is None or sitting.closed_at is not None:
        return None
    one = sitting.act_card_id
    concerned = [seat for seat in seats if seat.turn and one in (None, seat.card)]
    open_turns = [seat.turn for seat in concerned if seat.turn and not seat.turn.finished_at]
    if sitting.act == Decision.Kind.EXTRA:
        open_turns = [turn for turn in open_turns if turn.deadline is not None]
    reached = sum(turn.heard_at is not None and turn.heard_at > acted_at for turn in open_turns)
    number = next((seat.number for seat in concerned if one), None)
    return {"kind": sitting.act, "number": number, "reached": reached, "of": len(open_turns)}


def _phase(sitting: Sitting, at: datetime) -> str:
    if sitting.closed_at:
        return "closed"
    if sitting.starts_at is None:
        return "waiting"
    if sitting.paused_at:
        return "paused"
    return "starting" if at < sitting.starts_at else "running"


def _starts_in(sitting: Sitting, at: datetime) -> int | None:
    if sitting.starts_at is None or at >= sitting.starts_at:
        return None
    return round((sitting.starts_at - at).total_seconds())


def _card_row(seat: CardProgress, sitting: Sitting, at: datetime) -> dict[str, Any]:
    turn = seat.turn
    state, since = _card_state(seat, sitting, at)
    deadline = _deadline(turn, sitting, at) if turn else None
    locked = seat.wrong_pins >= timing.PIN_LOCK_AT
    needs = advice(
        state,
        timedelta(seconds=since),
        started=turn is not None and turn.started_at is not None,
        wrong_pins=seat.wrong_pins,
        locked=locked,
    )
    return {
        "card": seat.card,
        "number": seat.number,
        "state": state,
        "on": turn.on_question if turn and state in ("working", "idle", "offline") else 0,
        "answered": seat.answered.bit_count(),
        "since": since,
        "wrong_pins": seat.wrong_pins,
        "locked": locked,
        "left": minutes_left(deadline, at),
        "needs": "" if sitting.closed_at else needs,
    }


def _deadline(turn: LeaseProgress, sitting: Sitting, at: datetime) -> datetime | None:
    """The deadline as it stands now of who is at work."""
    if turn.finished_at is not None or turn.started_at is None:
        return None
    course = Course(
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        admitted_at=turn.admitted_at,
        started_at=turn.started_at,
        deadline=turn.deadline,
        finished_at=None,
    )
    return timing.running_deadline(course, at)


def _card_state(seat: CardProgress, sitting: Sitting, at: datetime) -> tuple[str, int]:
    """(state, seconds since the browser was heard of or was active, in steps of ten)."""
    turn = seat.turn
    if turn is None and seat.apart:
        return seat.apart, 0
    if turn is None or turn.heard_at is None or turn.active_at is None:
        return "absent", 0
    if turn.finished_at:
        return "finished", 0
    silent = at - turn.heard_at
    if silent >= timing.OFFLINE_AFTER:
        return "offline", _tens(silent.total_seconds())
    if turn.started_at is None:
        late = sitting.starts_at is not None and turn.admitted_at is None
        return ("late" if late else "ready"), 0
    still = at - turn.active_at
    if still >= timing.IDLE_AFTER:
        return "idle", _tens(still.total_seconds())
    return "working", 0


def _tens(seconds: float) -> int:
    """Rounded down to ten seconds, so that an unchanged class gives unchanged bytes."""
    return int(seconds // 10) * 10
