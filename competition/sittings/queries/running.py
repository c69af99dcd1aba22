"""Which sittings are on, over, apart, of the same work or rehearsals; by which clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from competition.editions.queries.visible import window_is_open
from competition.models import Attempt, Edition, Entry, NotedNumber, Result, Sitting, Window
from competition.rules.classes import played_apart
from competition.rules.edition_steps import SEALED
from competition.rules.lesson_end import (
    FORGOTTEN,
    LINGER,
    Lesson,
    is_over,
)
from competition.rules.school_days import end_of_next_school_day
from schools.models import Card, Role
from schools.roles import zone_at


def zone_of_class(sitting: Sitting) -> ZoneInfo:
    """Where the class is, whoever looks from where."""
    return zone_at(sitting.entry.school_class.school)


LIVE_STATES = {
    Sitting.Kind.OFFICIAL: [Edition.State.LIVE],
    Sitting.Kind.REHEARSAL: [
        Edition.State.REGISTRATION,
        Edition.State.REHEARSAL,
        Edition.State.LIVE,
    ],
}


def is_on(entry: Entry, kind: Sitting.Kind, *, at: datetime) -> bool:
    """Whether the edition's state lets a class begin or go on, and for official quizzes a window of
    its country is open."""
    if entry.edition.state not in LIVE_STATES[kind]:
        return False
    country = entry.school_class.school.country_id
    return kind != Sitting.Kind.OFFICIAL or window_is_open(entry.edition, country, at=at)


def ended_and_on(sittings: Iterable[Sitting], at: datetime) -> set[int]:
    """Those that have ended while others of their kind may still be opened, as ``is_on`` has it;
    one query, none where nothing has ended."""
    ended = [one.pk for one in sittings if one.closed_at is not None]
    if not ended:
        return set()
    window = Window.objects.filter(
        edition=OuterRef("entry__edition"),
        country=OuterRef("entry__school_class__school__country"),
        opens_at__lte=at,
        closes_at__gt=at,
    )
    on = Q(Exists(window), _state_of(Sitting.Kind.OFFICIAL)) | _state_of(Sitting.Kind.REHEARSAL)
    return set(Sitting.objects.filter(on, pk__in=ended).values_list("pk", flat=True))


def _state_of(kind: Sitting.Kind) -> Q:
    return Q(kind=kind, entry__edition__state__in=LIVE_STATES[kind])


def somebody_has_played() -> Exists:
    """Of a sitting: one that was opened and closed for nothing is none that anybody looks for, nor
    one of which all was voided, as after a power cut."""
    played = Attempt.objects.filter(finished_at__isnull=False, voided_at__isnull=True)
    return Exists(played.filter(sitting=OuterRef("pk")))


def rehearsals_held() -> QuerySet[Sitting]:
    """Those by which a class or a teacher has rehearsed."""
    held = Sitting.objects.filter(somebody_has_played(), kind=Sitting.Kind.REHEARSAL)
    return held.filter(closed_at__isnull=False)


def sittings_of_same_work(sitting: Sitting) -> QuerySet[Sitting]:
    """Official sittings of a class are one to its cards, whichever code was typed; a rehearsal is
    its own."""
    if sitting.kind == Sitting.Kind.OFFICIAL:
        return Sitting.objects.filter(entry=sitting.entry_id, kind=sitting.kind)
    return Sitting.objects.filter(pk=sitting.pk)


def sittings_apart(entries: Collection[int]) -> dict[int, int]:
    """``{sitting: the one of its class}`` of official sittings of these entries; one query."""
    finished = Q(attempts__finished_at__isnull=False, attempts__voided_at__isnull=True)
    cards = Card.objects.filter(school_class=OuterRef("entry__school_class")).order_by()
    counted = cards.values("school_class").annotate(many=Count("pk")).values("many")
    rows = Sitting.objects.filter(entry__in=entries, kind=Sitting.Kind.OFFICIAL).annotate(
        pupils=Count("attempts", filter=finished), cards=Subquery(counted)
    )
    fewest = "entry__edition__publishing_threshold"
    classes = defaultdict[int, list[tuple[int, int, int, int]]](list)
    for entry, *one in rows.values_list("entry", "pupils", "pk", "cards", fewest):
        classes[entry].append((one[0], one[1], one[2] or 0, one[3]))
    apart: dict[int, int] = {}
    for sittings in classes.values():
        most, whole, *_rest = max(sittings)
        for pupils, pk, in_class, least in sittings:
            if played_apart(pupils, most=most, cards=in_class, fewest=least):
                apart[pk] = whole
    return apart


def approved_now(sitting: str = "") -> Q:
    """For a query that reaches the sitting by this prefix: school and teacher are approved today.

    The school is confirmed, and whoever opened the sitting is an approved teacher of that school.
    """
    school = f"{sitting}entry__school_class__school"
    approved = Role.objects.filter(
        kind=Role.Kind.TEACHER,
        user=OuterRef(f"{sitting}opened_by"),
        school=OuterRef(school),
        approved_at__isnull=False,
    )
    return Q(Exists(approved), **{f"{school}__verified_at__isnull": False})


def stands(sitting: str = "") -> Q:
    """For a query that reaches the sitting by this prefix: its results are approved.

    Until it closes that is as school and teacher are now. Its closing keeps it; if it waited then,
    an approval brings it on later, but into no list that is sealed.
    """
    is_final = Q(
        **{
            f"{sitting}closed_at__isnull": False,
            f"{sitting}entry__edition__state__in": SEALED,
        }
    )
    return Q(**{f"{sitting}approved_at__isnull": False}) | (approved_now(sitting) & ~is_final)


def held_back() -> QuerySet[Sitting]:
    """Official sittings with results that wait for an approval, in editions not sealed yet."""
    counting = Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True)
    sittings = Sitting.objects.filter(~stands(), Exists(counting), kind=Sitting.Kind.OFFICIAL)
    return sittings.exclude(entry__edition__state__in=SEALED)


def lesson_of(sitting: Sitting) -> Lesson:
    """The moments of a sitting, read with its division and edition."""
    division = sitting.entry.division
    return Lesson(
        opened_at=sitting.opened_at,
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        working=timedelta(minutes=division.minutes),
        grace=timedelta(seconds=division.edition.grace_seconds),
    )


def deadlines_at_work(attempts: Iterable[Attempt]) -> list[datetime | None]:
    """Of those who have started and are not done, or voided."""
    at_work = (one for one in attempts if one.started_at and not (one.finished_at or one.voided_at))
    return [one.deadline for one in at_work]


def perhaps_over(at: datetime) -> list[int]:
    """Open sittings that may have to end by themselves; one query. The rule decides under lock."""
    busy = Attempt.objects.filter(
        Q(deadline__isnull=True) | Q(deadline__gt=at - LINGER),
        sitting=OuterRef("pk"),
        voided_at__isnull=True,
        started_at__isnull=False,
        finished_at__isnull=True,
    )
    silent = Q(~Exists(busy), starts_at__lte=at - LINGER, paused_at__isnull=True)
    found = Sitting.objects.filter(
        silent | Q(opened_at__lte=at - FORGOTTEN), closed_at__isnull=True
    ).select_related("entry__division__edition")
    return [one.pk for one in found.order_by("pk") if is_over(lesson_of(one), (), at)]


def taken_until(sitting: Sitting) -> datetime | None:
    """Until when the teacher may upload; ``None`` while the sitting is open."""
    if sitting.closed_at is None:
        return None
    return end_of_next_school_day(sitting.closed_at, zone_of_class(sitting))


def may_bring_file(sitting: Sitting, *, at: datetime) -> bool:
    """Whether a number was noted whose file the teacher may still bring and count; one query at
    most."""
    until = taken_until(sitting)
    if until is None or at >= until or sitting.entry.division.edition.state in SEALED:
        return False
    # Whoever goes on under the code of the other group sits in front of its monitor.
    same = {"sitting__entry": sitting.entry_id, "sitting__kind": sitting.kind}
    return NotedNumber.objects.filter(**same).exists()


def noted_before_closing(attempt: Attempt, number: str) -> datetime | None:
    """When the teacher first noted the number, if the sitting was open then.

    On whatever monitor: who goes on under the code of the other group sits in front of that one.
    """
    noted = NotedNumber.objects.filter(
        sitting__entry=attempt.entry_id, card=attempt.card_id, number=number
    ).first()
    closed_at = attempt.sitting.closed_at
    in_order = noted is not None and (closed_at is None or noted.noted_at < closed_at)
    return noted.noted_at if noted is not None and in_order else None
