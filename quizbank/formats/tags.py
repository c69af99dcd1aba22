"""What a question is about as tags: ``topic:PRIV``, for formats that know only tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizbank.formats.item import FileQuestion
from quizbank.rules.responses import QuestionKind

NAMES = ("division", "topic", "difficulty")
# How steps and groups are named that stand in a file without their names, in its order.
STEPS, GROUPS = "steps", "groups"


def about_of(item: FileQuestion) -> list[str]:
    """The tags of what the item says of itself."""
    found = [f"{name}:{getattr(item, name)}" for name in NAMES if getattr(item, name)]
    if item.sensitive is not None:
        found.append("sensitive:" + ("yes" if item.sensitive else "no"))
    return found


def tags_of(item: FileQuestion) -> list[str]:
    """The same, with the names of what stands in a file without names."""
    found = about_of(item)
    if item.kind == QuestionKind.ORDER and item.right != "".join(sorted(item.right)):
        found.append(f"{STEPS}:{item.right}")
    if item.kind == QuestionKind.SORT and (groups := groups_met(item)) != sorted(groups):
        found.append(f"{GROUPS}:{''.join(groups)}")
    return found


def groups_met(item: FileQuestion) -> list[str]:
    """The numbers of the groups, as they come up from row to row."""
    return [*dict.fromkeys(pair[1:] for pair in item.right.split())]


def names_in(said: Mapping[str, str], tag: str, names: str) -> str:
    """These names in the order a tag says; as they are if it says no order of them."""
    told = said.get(tag, "")
    return told if sorted(told) == sorted(names) else names


def values(tags: Iterable[str]) -> dict[str, str]:
    """What the tags say, by name; tags of other kinds are left alone."""
    pairs = (tag.partition(":") for tag in tags)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def tagged(item: FileQuestion, said: Mapping[str, str]) -> FileQuestion:
    """The item with what its tags say."""
    about = {name: said[name] for name in NAMES if said.get(name)}
    sensitive = {"yes": True, "no": False}.get(said.get("sensitive", "").lower())
    return replace(item, **about, sensitive=sensitive)  # type: ignore[arg-type] # strings only
