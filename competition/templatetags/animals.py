"""An animal's picture in a template, and the addresses for scripts that are told its code."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from base.pages.context import active_language
from competition.aliases import alias, animal_pictures

register = template.Library()


@register.simple_tag
def animal(code: str, size: int = 24, *, alone: bool = False) -> SafeString | str:
    """``{% animal row.animal 48 %}``; nothing where it has no picture.

    ``size``: 24, 32, 48, 96 or 200 px. ``alone``: no name stands beside it: it says its own.
    """
    address = animal_pictures.address(code)
    if not address:
        return ""
    return format_html(
        '<img class="animal animal-{}" src="{}" alt="{}" width="{}" height="{}">',
        size,
        address,
        alias.animal_name(code, active_language()) if alone else "",
        size,
        size,
    )


@register.simple_tag
def animal_addresses() -> SafeString:
    """What ``static/js/shared/animals.js`` reads, once in a page: 3 KB, a third of it packed."""
    return json_script(animal_pictures.addresses(), "animals")
