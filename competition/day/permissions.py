"""Who may see and settle an outage; views use no other way in."""

from __future__ import annotations

from django.http import Http404

from competition.models import Outage
from schools.roles import Visitor, may_give_nothing, organizes


def get_outage(user: Visitor, outage_id: int) -> Outage:
    """The outage; 404 when it is missing or the user sees none."""
    found = Outage.objects.filter(pk=outage_id).first() if organizes(user) else None
    if found is None:
        raise Http404
    return found


def get_outage_to_drop(user: Visitor, outage_id: int) -> Outage:
    """The outage for settling it without giving time; 404 for all who may not."""
    if not may_give_nothing(user):
        raise Http404
    return get_outage(user, outage_id)
