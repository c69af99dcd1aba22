"""Pictures of the animals: their files and their addresses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

FOLDER = "img/animals"


@cache
def pictured() -> frozenset[str]:
    """The animals that have a picture."""
    folder = Path(settings.BASE_DIR) / "static" / FOLDER
    return frozenset(file.stem for file in folder.glob("*.svg"))


@cache
def address(code: str) -> str:
    """Where the animal's picture is; empty without one."""
    return staticfiles_storage.url(f"{FOLDER}/{code}.svg") if code in pictured() else ""


@cache
def addresses() -> dict[str, str]:
    """``{code: address}`` of all pictures, for a page whose script is told codes."""
    return {code: address(code) for code in sorted(pictured())}


@cache
def drawing(code: str) -> str:
    """The animal's picture itself, as SVG, for paper; empty without one."""
    if code not in pictured():
        return ""
    return (Path(settings.BASE_DIR) / "static" / FOLDER / f"{code}.svg").read_text(encoding="utf-8")
