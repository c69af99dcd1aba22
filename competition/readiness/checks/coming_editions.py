"""Whether the editions whose windows come are ready by their own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from competition.readiness.lines import ServerLine
from competition.readiness.queries.ahead import windows_ahead
from competition.rules.server_limits import Light
from competition.setup.queries.step_checks import checks_of_step

SOON = timedelta(days=1)


def editions(at: datetime) -> ServerLine:
    """What stands before the step to live, also of those that are: contacts grow old."""
    windows = list(windows_ahead(at))
    coming = {window.edition_id: window.edition for window in windows}
    if not coming:
        return ServerLine(Light.GREEN, _("No window of an edition lies ahead."))
    soon = {one.edition_id for one in windows if one.opens_at <= at + SOON}
    waiting = [one for one in coming.values() if not _is_ready(one, at, is_soon=one.pk in soon)]
    if not waiting:
        return ServerLine(
            Light.GREEN,
            _("Ready by their own rules: %(editions)s."),
            told={"editions": _titles(list(coming.values()))},
        )
    return ServerLine(
        Light.RED if any(one.pk in soon for one in waiting) else Light.AMBER,
        _("Not ready by their own rules: %(editions)s."),
        _("Open the edition's next step: each condition is there, with the way to it."),
        {"editions": _titles(waiting)},
        way="competition:editions",
    )


def _joined(waiting: Iterable[Edition]) -> str:
    return ", ".join(one.title for one in waiting)


# In the language of whoever reads the line.
_titles: Callable[[list[Edition]], str] = lazy(_joined, str)


def _is_ready(edition: Edition, at: datetime, *, is_soon: bool) -> bool:
    if is_soon and edition.state != Edition.State.LIVE:
        return False
    step = (Edition.State.REHEARSAL, Edition.State.LIVE)
    return not any(check.stops for check in checks_of_step(edition, *step, at=at))
