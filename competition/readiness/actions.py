"""The letter about the server: on the evening before a window and on its mornings, once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections
from django.db.models import Q, QuerySet

from competition.models import Stamp
from competition.readiness.looking import Looked, look
from competition.readiness.queries.ahead import windows_ahead
from competition.rules.server_limits import Light, letter_due
from schools.mail import sending as mail
from schools.models import Role, User
from schools.record.actions.record import KEPT

log = logging.getLogger(__name__)

# Whoever took a letter and has not sent it to all by then is gone, or was not let to.
TAKEN_FOR = timedelta(minutes=5)
LETTER = "letter"


def tell_readiness(*, at: datetime, begin: Callable[[Stamp], object] | None = None) -> bool:
    """Begin to send the letter that is due, if nobody else has it. Run every second.

    Looking and sending take seconds: a thread of their own does it, not the periodic work.
    """
    windows = windows_ahead(at).filter(opens_at__lt=at + timedelta(days=2))
    openings = [(one.opens_at, one.closes_at, ZoneInfo(one.country.timezone)) for one in windows]
    due = letter_due(openings, at=at)
    stamp = _take(f"{LETTER} {due}", at=at) if due else None
    if stamp is None:
        return False
    (begin or _begin)(stamp)
    return True


def _take(name: str, *, at: datetime) -> Stamp | None:
    """The letter for this process alone; ``None`` while another has it or it is sent."""
    known = Stamp.objects.filter(name=name)
    if known.filter(Q(done_at__isnull=False) | Q(begun_at__gt=at - TAKEN_FOR)).exists():
        return None
    stamp, new = Stamp.objects.get_or_create(name=name, defaults={"begun_at": at})
    left = known.filter(done_at__isnull=True, begun_at=stamp.begun_at)
    if not new and not (stamp.begun_at <= at - TAKEN_FOR and left.update(begun_at=at)):
        return None
    return known.get()


def send_letter(stamp: Stamp, *, at: datetime, looked: Iterable[Looked] | None = None) -> int:
    """Send the list to all whom it concerns and who have not got it; how many have it by now.

    It is done once nobody is left. Until then it is taken again some minutes later, for as long as
    it is due.
    """
    lines = list(look(at=at) if looked is None else looked)
    had = list(stamp.told.get("to", []))
    for user in keepers().exclude(pk__in=had):
        answer = _send(user, lines)
        if answer == mail.Handed.AWAY:
            break
        if answer == mail.Handed.TAKEN:
            had.append(user.pk)
            Stamp.objects.filter(pk=stamp.pk).update(told={"to": had})
    if not keepers().exclude(pk__in=had).exists():
        Stamp.objects.filter(pk=stamp.pk).update(done_at=at)
    Stamp.objects.filter(name__startswith=f"{LETTER} ", begun_at__lt=at - KEPT).delete()
    return len(had)


def keepers() -> QuerySet[User]:
    """Superusers and coordinators who can be written to."""
    roles = Role.objects.filter(kind=Role.Kind.COORDINATOR, approved_at__isnull=False)
    found = User.objects.filter(Q(is_superuser=True) | Q(pk__in=roles.values("user")))
    return found.filter(is_active=True).exclude(email="").order_by("pk")


def _send(user: User, lines: list[Looked]) -> mail.Handed:
    wrong = [one for one in lines if one.line.light != Light.GREEN]
    red = sum(one.line.light == Light.RED for one in lines)
    told = {
        "red": red,
        "wrong": sorted(wrong, key=lambda one: one.line.light != Light.RED),
        "well": [one for one in lines if one.line.light == Light.GREEN],
        "address": settings.PUBLIC_ADDRESS,
    }
    return mail.handed(user.email, mail="mail/readiness", language=user.language, told=told)


def _begin(stamp: Stamp) -> None:
    threading.Thread(target=_run, args=(stamp,), name="letter", daemon=True).start()


def _run(stamp: Stamp) -> None:
    try:
        send_letter(stamp, at=stamp.begun_at)
    except Exception:
        log.exception("the letter about the server has to wait")
    finally:
        connections.close_all()
