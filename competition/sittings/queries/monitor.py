"""What the monitor and the wall of a sitting show: progress in words, never correctness."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.crypto import salted_hmac

from competition.models import Decision, PinGuess, Sitting
from competition.rules import timing
from competition.rules.alarms import is_pin_storm
from competition.rules.lesson import (
    Advice,
    Attendance,
    advice,
    class_end,
    common_end,
    is_apart,
    minutes_left,
    next_step,
)
from competition.rules.lesson_end import may_reopen
from competition.rules.timing import Course
from competition.sittings.queries.running import ended_and_on
from competition.sittings.queries.seating import CardProgress, LeaseProgress, seats_of
from quizbank.models import PaperQuestion


def wall_animals(sitting: Sitting, seats: Sequence[CardProgress]) -> list[str]:
    """The animals of those who have come, in an order that tells no number, seat or moment.

    A keyed hash orders the cards, another one in each sitting: who comes later is put between.
    """
    there = [seat for seat in seats if seat.turn and seat.animal]
    salt = f"wall of sitting {sitting.pk}"
    there.sort(key=lambda seat: salted_hmac(salt, str(seat.card), algorithm="sha256").digest())
    return [seat.animal for seat in there]


def sitting_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """The state of a sitting and of each card of its class; see ``sitting_states``."""
    return sitting_states([sitting], at=at)[sitting.pk]


def sitting_states(
    sittings: Sequence[Sitting], *, at: datetime, walls: Container[int] | None = None
) -> dict[int, dict[str, Any]]:
    """``{sitting id: state}``, sittings with their entry; five queries for any number of them,
    one more where some have ended, three or four where an answer came too late.

    A state is ``{phase, starts_in, code, kind, questions, joined, finished, total, left, ends_at,
    most_left, most_ends_at, apart, next, reopen, rest, again, guessed, notice, acts,
    animals, cards: [{card, number, state, on, answered, too_late, since, wrong_pins, locked, left,
    needs}]}``; times in whole seconds, ``left`` in whole minutes. ``answered`` of who has finished
    are those that count, ``too_late`` the questions to which an answer came after the end.
    ``total`` leaves out who takes or took the paper in another sitting, or plays later. ``left``
    and ``ends_at`` are of the last at work, ``most_left`` and ``most_ends_at`` of most, ``apart``
    as in ``is_apart``; ``reopen``: it has just ended and may go
    on; ``rest``: it has ended and counts, and some who have not begun may play in a further one;
    ``again``: it has ended, and whom it stopped may play anew in a further one;
    ``notice`` is a token or empty; ``acts`` as in ``_acts``, ``animals`` as in ``wall_animals``;
    ``needs`` is an ``Advice``, ``next`` a ``Step``; ``guessed``: somebody seems to try out PINs.
    ``walls``: of which sittings the animals are put in order; of all, unless it says which.
    """
    seats = seats_of(sittings, at)
    papers = PaperQuestion.objects.filter(paper__in={one.paper_id for one in sittings})
    counted = papers.values("paper").order_by().annotate(count=Count("pk"))
    questions = dict(counted.values_list("paper", "count"))
    states = {
        sitting.pk: _state(sitting, seats[sitting.pk], questions.get(sitting.paper_id, 0), at)
        for sitting in sittings
    }
    still_on = ended_and_on(sittings, at)
    for sitting in sittings:
        on = sitting.pk in still_on
        states[sitting.pk]["reopen"] = on and may_reopen(sitting.closed_at, at)
        rest = sitting.kind == Sitting.Kind.OFFICIAL and any(map(_to_come, seats[sitting.pk]))
        states[sitting.pk]["rest"] = on and rest
        states[sitting.pk]["again"] = on
        watched = walls is None or sitting.pk in walls
        states[sitting.pk]["animals"] = wall_animals(sitting, seats[sitting.pk]) if watched else []
    return states


def _to_come(seat: CardProgress) -> bool:
    """Whether a card has begun the quiz neither here nor in another sitting."""
    begun = seat.turn is not None and seat.turn.started_at is not None
    return not begun and seat.apart not in ("done", "elsewhere")


def locked_cards(sitting: Sitting) -> list[int]:
    """The numbers of the cards that too many wrong PINs have locked in a sitting."""
    locked = PinGuess.objects.filter(sitting=sitting, wrong__gte=timing.PIN_LOCK_AT)
    return list(locked.order_by("card__number").values_list("card__number", flat=True))


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
        here=sum(card["state"] == "here" for card in cards),
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
    last, most = class_end(deadlines), common_end(deadlines)
    return {
        "left": minutes_left(last, at),
        "ends_at": None if sitting.paused_at else _moment(last),
        "most_left": minutes_left(most, at),
        "most_ends_at": None if sitting.paused_at else _moment(most),
        "apart": is_apart(most, last),
    }


def _moment(end: datetime | None) -> str | None:
    return None if end is None else end.isoformat(timespec="seconds")


def _acts(sitting: Sitting, seats: Sequence[CardProgress]) -> dict[str, Any] | None:
    """The last act and how many computers have it: ``{kind, number, reached, of}``.

    ``number`` is that of the one card it was for, else nothing. A computer has it once the pupil
    API has replied to its browser after the act, whatever its screen shows; who has finished needs
    none.
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
        # One that came before the start comes in with all others.
        waiting=0 if state == "here" and sitting.starts_at is None else len(seat.signs),
    )
    return {
        "card": seat.card,
        "number": seat.number,
        "state": state,
        "on": turn.on_question if turn and state in ("working", "idle", "offline") else 0,
        "answered": seat.told,
        "too_late": seat.too_late,
        "since": since,
        "wrong_pins": seat.wrong_pins,
        "locked": locked,
        "left": minutes_left(deadline, at),
        "needs": "" if sitting.closed_at else needs,
        **({"signs": seat.signs} if sitting.without_pins else {}),
    }


def _deadline(turn: LeaseProgress, sitting: Sitting, at: datetime) -> datetime | None:
    """The deadline as it stands now of who is at work."""
    if turn.finished_at is not None or turn.started_at is None:
        return None
    return timing.running_deadline(_course(turn, sitting), at)


def _course(turn: LeaseProgress, sitting: Sitting) -> Course:
    return Course(
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        admitted_at=turn.admitted_at,
        started_at=turn.started_at,
        deadline=turn.deadline,
        finished_at=turn.finished_at,
    )


def _card_state(seat: CardProgress, sitting: Sitting, at: datetime) -> tuple[str, int]:
    """(state, seconds since the browser was heard of, was active or might have begun, in tens)."""
    turn = seat.turn
    if turn is None and seat.apart:
        return seat.apart, 0
    if turn is None and seat.signs:
        return ("here" if len(seat.signs) == 1 else "twice"), 0
    if turn is None or turn.heard_at is None or turn.active_at is None:
        return "absent", 0
    if turn.finished_at:
        return "finished", 0
    silent = at - turn.heard_at
    if silent >= timing.OFFLINE_AFTER:
        return "offline", _tens(silent.total_seconds())
    if turn.started_at is None:
        return _not_begun(turn, sitting, at)
    still = at - turn.active_at
    if still >= timing.IDLE_AFTER:
        return "idle", _tens(still.total_seconds())
    return "working", 0


def _not_begun(turn: LeaseProgress, sitting: Sitting, at: datetime) -> tuple[str, int]:
    """The same of who has not opened the paper: since it might have; 0 before and in a pause."""
    begins = timing.begins_at(_course(turn, sitting))
    if begins is None:
        return ("ready" if sitting.starts_at is None else "late"), 0
    might = timedelta(0) if sitting.paused_at else at - begins
    return "ready", max(_tens(might.total_seconds()), 0)


def _tens(seconds: float) -> int:
    """Rounded down to ten seconds, so that an unchanged class gives unchanged bytes."""
    return int(seconds // 10) * 10


WALL_FIELDS = ("phase", "starts_in", "joined", "finished", "total", "most_left", "notice")


def monitor_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the monitor of one sitting knows."""
    return seats_alone(sitting_state(sitting, at=at))


def wall_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the wall of one sitting says; see ``animals_alone``."""
    return animals_alone(sitting_state(sitting, at=at))


def seats_alone(state: dict[str, Any]) -> dict[str, Any]:
    """A state as in ``sitting_states``, without the animals."""
    return {key: value for key, value in state.items() if key != "animals"}


def animals_alone(state: dict[str, Any]) -> dict[str, Any]:
    """``{phase, starts_in, joined, finished, total, most_left, notice, animals}``.

    ``animals`` has one code for each who has joined, as in ``wall_animals``; the empty ones at its
    end stand for cards without an alias.
    """
    nameless = state["joined"] - len(state["animals"])
    animals = state["animals"] + [""] * nameless
    return {key: state[key] for key in WALL_FIELDS} | {"animals": animals}
