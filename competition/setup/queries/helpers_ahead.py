"""How many helpers for the day a country has, and how many have not answered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from schools.models import Invitation, Role


@dataclass(frozen=True, slots=True)
class HelperCount:
    """``ready`` have accepted; of ``invited`` nobody has heard."""

    ready: int = 0
    invited: int = 0


def helpers_ahead(*, at: datetime) -> dict[str, HelperCount]:
    """``{country: how many}`` of those whose day is not over; two queries."""
    roles = Role.objects.filter(user__is_active=True, approved_at__isnull=False)
    open_ones = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    ready, invited = _by_country(roles, at), _by_country(open_ones, at)
    return {code: HelperCount(ready[code], invited[code]) for code in {*ready, *invited}}


def _by_country(rows: QuerySet[Role] | QuerySet[Invitation], at: datetime) -> Counter[str]:
    """Each has a country, or a region of one."""
    helpers = rows.filter(kind=Role.Kind.HELPER, ends_at__gt=at)
    codes: Iterable[str] = helpers.values_list(Coalesce("country", "region__country"), flat=True)
    return Counter(codes)
