"""What a screen reader reads of a page, line by line: Chromium's accessibility tree as plain text.

A line is a block of text or a control with its role, name, states and description. Text that is
not in the language of what surrounds it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession

# What is said by its name alone; whatever stands in it is in the name already.
LEAVES = {
    *("button", "checkbox", "radio", "textbox", "link", "heading", "image"),
    *("StaticText", "ListMarker"),
}
TEXTS = {"StaticText", "ListMarker"}
# What readers name when they come to it; all else is silent, and only its content is read.
NAMED = {"group", "radiogroup", "list", "navigation", "dialog", "alertdialog"}
STATES = {
    "checked": {"true": "checked", "false": "not checked"},
    "pressed": {"true": "pressed", "false": "not pressed"},
    "expanded": {"true": "open", "false": "closed"},
    "invalid": {"true": "does not fit"},
    "disabled": {"True": "cannot be pressed"},
}
ITEMS = {"listitem", "article"}
INLINE = ("inline", "contents")

type Node = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a node of the document stands: its block, its language, that of the page."""

    block: int
    lang: str | None


@dataclass(frozen=True)
class Line:
    """Something to say, how deep in groups it stands, and the block whose text goes on in it."""

    depth: int
    text: str
    block: int = 0


def spoken(node: Node) -> str:
    """A control as it is said when the focus comes to it."""
    said = [_named(node), *_states(node)]
    if node.get("description", {}).get("value"):
        said.append(f"described as “{_plain(node['description']['value'])}”")
    return ", ".join(said)


def _named(node: Node) -> str:
    role, name = node["role"]["value"], _plain(node.get("name", {}).get("value", ""))
    level = _properties(node).get("level", "") if role == "heading" else ""
    value = node.get("value", {}).get("value", "")
    shown = f"{role} {level}".strip() + (f" “{name}”" if name else "")
    return f"{shown}: {value}" if role == "textbox" and value else shown


def _states(node: Node) -> Iterator[str]:
    properties = _properties(node)
    for state, words in STATES.items():
        if said := words.get(str(properties.get(state, ""))):
            yield said


def _properties(node: Node) -> dict[str, Any]:
    return {one["name"]: one["value"].get("value") for one in node.get("properties", [])}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def focused(cdp: CDPSession) -> Node | None:
    """What has the focus; none where it is the page itself."""
    held = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})
    handle = {"objectId": held["result"]["objectId"], "fetchRelatives": False}
    (node,) = cdp.send("Accessibility.getPartialAXTree", handle)["nodes"]
    cdp.send("Runtime.releaseObject", {"objectId": handle["objectId"]})
    return None if node["ignored"] or node["role"]["value"] == "RootWebArea" else node


class Reading:
    """The tree of a page at this moment."""

    def __init__(self, cdp: CDPSession) -> None:
        self.places = dict(_places(cdp))
        nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes: dict[str, Node] = {node["nodeId"]: node for node in nodes}

    def lines(self) -> list[str]:
        """All of the open dialog, or else of the main region, in reading order."""
        root = self._first("dialog") or self._first("main")
        assert root is not None
        language = self._lang(root)
        lines = _joined(self._of(root, 0, language))
        return [f"{'  ' * line.depth}{line.text}" for line in lines]

    def _first(self, role: str) -> Node | None:
        found = (node for node in self.nodes.values() if _is(node, role))
        return next(found, None)

    def _of(self, node: Node, depth: int, lang: str | None) -> Iterator[Line]:
        role = "" if node["ignored"] else node["role"]["value"]
        if role in TEXTS:
            yield self._text(node, depth, lang)
            return
        if role in LEAVES:
            yield Line(depth, self._in_language(node, spoken(node), lang))
            return
        if role in NAMED:
            yield Line(depth, self._opening(node, role))
            depth += 1
        inside = self._inside(node, role, depth, lang)
        yield from _item(inside, depth) if role in ITEMS else inside

    def _inside(self, node: Node, role: str, depth: int, lang: str | None) -> Iterator[Line]:
        inside = self._children(node)
        for child in _controls(inside) if role == "LabelText" else inside:
            yield from self._of(child, depth, lang)

    def _opening(self, node: Node, role: str) -> str:
        count = sum(1 for child in self._children(node) if _is(child, "listitem"))
        return f"{spoken(node)} of {count}" if role == "list" else spoken(node)

    def _children(self, node: Node) -> list[Node]:
        """With those of silent nodes in their place."""
        found = []
        for key in node.get("childIds", []):
            child = self.nodes[key]
            silent = child["ignored"] or child["role"]["value"] in {"generic", "none"}
            found += self._children(child) if silent else [child]
        return found

    def _text(self, node: Node, depth: int, lang: str | None) -> Line:
        place = self.places.get(node.get("backendDOMNodeId", 0), Place(0, lang))
        return Line(depth, self._in_language(node, node["name"]["value"], lang), place.block)

    def _in_language(self, node: Node, text: str, lang: str | None) -> str:
        own = self._lang(node)
        if own == lang or not text.strip():
            return text
        return f"[{own or 'no language'}: {text.strip()}]"

    def _lang(self, node: Node) -> str | None:
        place = self.places.get(node.get("backendDOMNodeId", 0))
        return place.lang if place else None


def _is(node: Node, role: str) -> bool:
    return not node["ignored"] and node["role"]["value"] == role


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Text of one block is one line; what says nothing is left out."""
    merged: list[Line] = []
    for line in lines:
        if merged and line.block and _goes_on(merged[-1], line):
            merged[-1] = Line(line.depth, merged[-1].text + line.text, line.block)
        else:
            merged.append(line)
    plain = [Line(line.depth, _plain(line.text)) for line in merged]
    return [line for line in plain if line.text]


def _item(lines: Iterable[Line], depth: int) -> Iterator[Line]:
    """An item of a list: its first line tells where it begins, the others stand below."""
    first, *others = _joined(lines) or [Line(depth, "")]
    yield Line(first.depth, f"- {first.text}")
    yield from (Line(line.depth + 1, line.text) for line in others)


def _goes_on(before: Line, line: Line) -> bool:
    return (before.depth, before.block) == (line.depth, line.block)


def _controls(nodes: list[Node]) -> list[Node]:
    """Of a label: its text is the name of the control in it."""
    controls = [node for node in nodes if node["role"]["value"] not in TEXTS]
    return [node for node in controls if node["role"]["value"] in LEAVES]


def _places(cdp: CDPSession) -> Iterator[tuple[int, Place]]:
    """For each node of the document, by its key in the tree."""
    taken = cdp.send("DOMSnapshot.captureSnapshot", {"computedStyles": ["display"]})
    words, document = taken["strings"], taken["documents"][0]
    nodes, layout = document["nodes"], document["layout"]
    styles = zip(layout["nodeIndex"], layout["styles"], strict=True)
    displays = {at: words[style[0]] for at, style in styles if style}
    places: list[Place] = []
    for at, parent in enumerate(nodes["parentIndex"]):
        above = places[parent] if parent >= 0 else Place(0, None)
        # An empty value has no word.
        named = [words[one] if one >= 0 else "" for one in nodes["attributes"][at]]
        attributes = dict(zip(named[::2], named[1::2], strict=True))
        inline = displays.get(at, "inline") in INLINE
        place = Place(above.block if inline else at, attributes.get("lang", above.lang))
        places.append(place)
        yield nodes["backendNodeId"][at], place
