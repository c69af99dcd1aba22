"""How long a further quiz can be opened for those of a class who have not played."""

from __future__ import annotations

from datetime import datetime

from competition.models import Edition, Sitting, Window


def rest_for(sitting: Sitting, *, at: datetime) -> str:
    """Seconds until the window of the country closes; empty where none is open, and for what does
    not count. One query."""
    entry, edition = sitting.entry, sitting.entry.division.edition
    if sitting.kind != Sitting.Kind.OFFICIAL or edition.state != Edition.State.LIVE:
        return ""
    open_now = Window.objects.filter(
        edition=edition,
        country=entry.school_class.school.country_id,
        opens_at__lte=at,
        closes_at__gt=at,
    )
    closes = open_now.order_by("-closes_at").values_list("closes_at", flat=True).first()
    return "" if closes is None else str(max(int((closes - at).total_seconds()), 1))
