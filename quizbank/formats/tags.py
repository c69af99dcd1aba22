"""What a question is about as tags: ``topic:PRIV``, for formats that know only tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizbank.formats.item import FileQuestion

NAMES = ("division", "topic", "difficulty")


def tags_of(item: FileQuestion) -> list[str]:
    """The tags of what the item says of itself."""
    found = [f"{name}:{getattr(item, name)}" for name in NAMES if getattr(item, name)]
    if item.sensitive is not None:
        found.append("sensitive:" + ("yes" if item.sensitive else "no"))
    return found


def values(tags: Iterable[str]) -> dict[str, str]:
    """What the tags say, by name; tags of other kinds are left alone."""
    pairs = (tag.partition(":") for tag in tags)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def tagged(item: FileQuestion, said: Mapping[str, str]) -> FileQuestion:
    """The item with what its tags say."""
    about = {name: said[name] for name in NAMES if said.get(name)}
    sensitive = {"yes": True, "no": False}.get(said.get("sensitive", "").lower())
    return replace(item, **about, sensitive=sensitive)  # type: ignore[arg-type] # strings only
