"""What the desk of the sample shows besides a running edition: awards, and next year's draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from base.models import User
from competition.models import AwardRule, Edition
from competition.setup.actions.copies import begin_from
from schools.models import Country


def prepare_desk(
    edition: Edition, awards: Sequence[Mapping[str, Any]], *, by: User, at: datetime
) -> None:
    """Awards for the edition, and a draft of the next one begun from it."""
    edition.countries.set(Country.objects.all())
    for position, award in enumerate(awards, start=1):
        AwardRule.objects.create(edition=edition, position=position, **award)
    begin_from(
        edition,
        slug=f"{edition.slug}-next",
        year=edition.year + 1,
        countries=list(Country.objects.all()),
        by=by,
        at=at,
    )
