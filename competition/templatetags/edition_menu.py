"""The menu of an edition, wherever an organizer reads a page of one."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import prefetch_related_objects

from base.clock import now
from competition.editions.edition_menu import edition_menu
from competition.editions.permissions import desk_of
from competition.models import Edition

register = template.Library()

# What addresses of these pages have in common; pages of the day name the edition otherwise.
ROUTES = ("staff/editions/<slug:edition>/", "staff/day/")


@register.inclusion_tag("competition/editions/_menu.html", takes_context=True)
def menu_of_edition(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing where the page is of no edition, or whoever reads it has none."""
    request = context.get("request")
    edition = context.get("edition") or getattr(context.get("hand"), "edition", None)
    if request is None or not isinstance(edition, Edition):
        return {}
    if not any(route in request.resolver_match.route for route in ROUTES):
        return {}
    desk = desk_of(request.user)
    if not desk.sits:
        return {}
    prefetch_related_objects([edition], "countries", "windows")
    if not desk.looks_at(edition):
        return {}
    return {"menu": edition_menu(desk, edition, request.path, at=now())}
