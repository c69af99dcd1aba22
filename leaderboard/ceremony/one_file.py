"""Static files put into a page, so that it needs no other file: for a computer without network."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from competition.aliases.animal_pictures import drawing

STYLES = (
    *("css/shared/tokens.css", "css/shared/land.css", "css/staff/ceremony.css"),
    *("css/staff/ceremony_stage.css", "css/staff/ceremony_winners.css"),
    "css/staff/ceremony_motion.css",
)
SCRIPT = "js/ceremony/ceremony.js"
IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) )", re.MULTILINE)
NAME = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
FONT = re.compile(r'url\("(?P<path>[^"]+\.woff2)"\)')


class CannotBePutTogether(Exception):
    """Two scripts of a page use one name, or a text would end the element it stands in."""


def styles() -> SafeString:
    """All styles with their typefaces, as they stand in a ``style`` element."""
    return _inside("\n".join(_style(name) for name in STYLES), "style")


def script() -> SafeString:
    """The page's script with all that it imports, as one module."""
    found = dict[str, str]()
    _take(SCRIPT, found)
    text = "\n".join(found.values())
    names = NAME.findall(text)
    if len(names) != len(set(names)):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise CannotBePutTogether(twice)
    return _inside(text, "script")


def pictures(animals: Iterable[str]) -> dict[str, str]:
    """``{code: address that holds the picture}``."""
    drawn = {code: drawing(code) for code in animals}
    return {code: _data("image/svg+xml", svg.encode()) for code, svg in drawn.items() if svg}


def _inside(text: str, element: str) -> SafeString:
    if f"</{element}" in text.lower():
        raise CannotBePutTogether(element)
    return mark_safe(text)  # noqa: S308 - our own static files, and they do not end the element


def _read(name: str) -> str:
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> Path:
    return Path(settings.BASE_DIR) / "static" / name


def _take(name: str, found: dict[str, str]) -> None:
    """What a script imports comes before it, each once."""
    if name in found:
        return
    text = _read(name)
    for one in IMPORT.finditer(text):
        _take(_beside(name, one["path"]), found)
    found[name] = EXPORT.sub("", IMPORT.sub("", text))


def _beside(name: str, path: str) -> str:
    parts = list[str]()
    for part in (PurePosixPath(name).parent / path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _style(name: str) -> str:
    def font(found: re.Match[str]) -> str:
        held = _data("font/woff2", _path(_beside(name, found["path"])).read_bytes())
        return f'url("{held}")'

    return FONT.sub(font, _read(name))


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
