"""What a server has to be ready for: windows that are open or come, and who is entered."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet

from competition.models import Window
from competition.rules.precedence import TAKING
from schools.models import Card


def windows_ahead(at: datetime) -> QuerySet[Window]:
    """Windows of real editions that are not over, the nearest first."""
    found = Window.objects.filter(
        edition__state__in=TAKING, edition__demonstration=False, closes_at__gt=at
    )
    return found.select_related("edition", "country").order_by("opens_at", "pk")


def needed_until(at: datetime) -> datetime:
    """When the last of them closes; now if there is none."""
    last: datetime | None = windows_ahead(at).aggregate(last=Max("closes_at"))["last"]
    return last or at


def pupils_entered(at: datetime) -> int:
    """Cards of the classes that are entered in those editions."""
    editions = windows_ahead(at).order_by().values("edition")
    entered = Card.objects.filter(school_class__entries__edition__in=editions)
    return entered.distinct().count()
