"""Which edition is meant, and what its windows allow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max, Q

from base.clock import now
from base.models import User
from competition.editions.queries.taking_part import editions_in
from competition.models import Division, Edition, Sitting, Window
from competition.rules.lesson_end import FORGOTTEN, LINGER
from schools.permissions import schools_of
from schools.roles import area_of


def current_edition(
    countries: Collection[str] | None = None, *, at: datetime | None = None
) -> Edition | None:
    """The edition people of these countries mean when they name none, of any without countries.

    ``competition.rules.precedence`` decides it, by states and windows: what another country or
    another year begins for itself takes nothing from the one that runs.
    """
    return next(iter(editions_in(countries, at=at or now())), None)


def editions_for(user: User, *, at: datetime | None = None) -> list[Edition]:
    """Editions a member of staff may be at work with, of the own area or of the schools they teach
    in; the one that is meant first."""
    area = area_of(user)
    if area.everywhere:
        return editions_in(None, at=at or now())
    taught = area.near or schools_of(user).order_by().values_list("country", flat=True)
    return editions_in(set(taught), at=at or now())


def edition_for(user: User, *, at: datetime | None = None) -> Edition | None:
    """The edition a member of staff means."""
    return next(iter(editions_for(user, at=at)), None)


def window_is_open(edition: Edition, country_code: str, *, at: datetime) -> bool:
    """Whether official sittings of a country may run now."""
    return Window.objects.filter(
        edition=edition, country_id=country_code, opens_at__lte=at, closes_at__gt=at
    ).exists()


def key_is_open(division: Division, *, at: datetime) -> bool:
    """Whether right answers and explanations may leave the server."""
    opens = key_opens_at(division, at=at)
    return opens is not None and opens <= at


def key_opens_at(division: Division, *, at: datetime) -> datetime | None:
    """When right answers and explanations may leave the server; ``None`` without a window.

    One paper serves all day, so the key waits until the last window has closed everywhere and the
    classes that were at work then have ended, unless the edition chose otherwise: then it is open
    ``at`` any moment. While such a class is at work the moment is a guess, and lies ahead.
    """
    if division.edition.reveal_early:
        return at
    last = last_close(division.edition_id)
    if last is None or last > at:
        return last
    return at_work_until(division.edition_id, at=at) or last


def told_from(division: Division, kind: str, *, at: datetime) -> datetime | None:
    """When who took an ended sitting of this kind, and their teacher, may be told its answers.

    A rehearsal's paper keeps no secret after its sitting: no official paper of the edition asks
    any of its questions. ``at`` any moment then; else as ``key_opens_at``.
    """
    return key_opens_at(division, at=at) if kind == Sitting.Kind.OFFICIAL else at


def at_work_until(edition_id: int, *, at: datetime) -> datetime | None:
    """When the official sittings that run will have ended by themselves, if nothing comes between;
    ``None`` where none runs.

    One that nobody started counts for nothing, as after the window nobody can start it; nor does
    one that was forgotten: what keeps it from ending must not keep the answers from everybody.
    """
    running = Sitting.objects.filter(
        kind=Sitting.Kind.OFFICIAL,
        entry__edition=edition_id,
        starts_at__isnull=False,
        closed_at__isnull=True,
        opened_at__gt=at - FORGOTTEN,
    )
    at_work = Q(attempts__finished_at__isnull=True, attempts__voided_at__isnull=True)
    found = running.aggregate(
        began=Max("starts_at"), last=Max("attempts__deadline", filter=at_work)
    )
    return max(found["last"] or at, at) + LINGER if found["began"] else None


def key_is_out(edition: Edition, *, at: datetime) -> bool:
    """Whether the right answers may be known, so that nobody may take the paper any more."""
    last = last_close(edition.pk)
    return last is not None and last <= at and not edition.reveal_early


def objections_until(edition: Edition) -> datetime | None:
    """Until when a teacher may object to an attempt; ``None`` without a window."""
    last = last_close(edition.pk)
    return None if last is None else last + timedelta(days=edition.objection_days)


def last_close(edition_id: int) -> datetime | None:
    """When the last window closes, in whichever country."""
    windows = Window.objects.filter(edition=edition_id).order_by("-closes_at")
    return windows.values_list("closes_at", flat=True).first()
