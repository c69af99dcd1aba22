"""The reserve paper is taken into use in a country, and out of it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from competition import exceptions
from competition.models import Division, Edition, ReserveUse
from competition.papers.queries.likeness import reserve_is_alike
from competition.papers.queries.official_paper import running_uses
from schools.models import Country, User

LONGEST = 300


@transaction.atomic
def use_reserve(
    division: Division, country: Country, *, reason: str, by: User, at: datetime
) -> ReserveUse:
    """From now on sittings that are opened in the country have the reserve paper.

    What is open goes on with its own. Raises ``NoReasonGiven``, ``ReasonTooLong``, ``NotLive``,
    ``NoPaper``, ``ReserveUnlike``, ``ReserveInUse``.
    """
    # No database keeps a NUL.
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise exceptions.NoReasonGiven
    if len(reason) > LONGEST:
        raise exceptions.ReasonTooLong
    held = Division.objects.select_for_update(no_key=True).get(pk=division.pk)
    if held.edition.state != Edition.State.LIVE:
        raise exceptions.NotLive
    if held.reserve_id is None:
        raise exceptions.NoPaper
    if not reserve_is_alike(held):
        raise exceptions.ReserveUnlike
    if running_uses(held).filter(country=country).exists():
        raise exceptions.ReserveInUse
    return ReserveUse.objects.create(division=held, country=country, reason=reason, by=by, at=at)


@transaction.atomic
def end_reserve(division: Division, country: Country, *, by: User, at: datetime) -> None:
    """Sittings that are opened from now on have the official paper again; twice changes nothing."""
    held = Division.objects.select_for_update(no_key=True).get(pk=division.pk)
    running_uses(held).filter(country=country).update(ended_by=by, ended_at=at)
