"""Which modules a script imports, so that a page asks for them at once and not level by level."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders

register = template.Library()

# As our scripts write it; an import() that comes later is none of them.
IMPORTS = re.compile(r'^(?:import|export) [^;"()]*?from "(\.[^"]+)"', re.MULTILINE)


@register.simple_tag
def imported_modules(name: str, besides: str = "") -> list[str]:
    """Names of static files that a module needs before it runs, the nearest first.

    ``besides``: a module that is there already, with what it imports.
    """
    there = {besides, *_reached(besides)} if besides else set()
    return [one for one in _reached(name) if one not in there]


@lru_cache(maxsize=32)
def _reached(name: str) -> tuple[str, ...]:
    found, waiting = dict[str, None](), [name]
    while waiting:
        following = [one for module in waiting for one in _imports(module)]
        waiting = [one for one in dict.fromkeys(following) if one not in found and one != name]
        found.update(dict.fromkeys(waiting))
    return tuple(found)


def _imports(name: str) -> list[str]:
    """What one module names; nothing where there is no such file."""
    path = finders.find(name)
    text = Path(path).read_text(encoding="utf-8") if path else ""
    folder = posixpath.dirname(name)
    return [posixpath.normpath(f"{folder}/{one}") for one in IMPORTS.findall(text)]
