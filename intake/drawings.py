"""Drawings (SVG) from strangers, drawn anew: shapes and colours stay, all else goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, tostring
from xml.parsers import expat

from intake.file_refusal import RefusedFile
from intake.phrases import gettext_noop

SPACE = "http://www.w3.org/2000/svg"
SEPARATOR = "}"
MOST_ELEMENTS, MOST_DEPTH = 2_000, 40
BROKEN = gettext_noop("This is no readable drawing. Save it again as a plain SVG.")
DECLARES = gettext_noop(
    "The file declares a document type or entities, which are not read. Remove the lines from "
    "<!DOCTYPE to ]>."
)
TOO_MANY = gettext_noop("This drawing has too many shapes. Make it simpler.")
NO_SIZE = gettext_noop("This drawing does not say how large it is: it needs a viewBox.")
EMPTY = gettext_noop("There is nothing to be seen in this drawing.")
NOT_ALLOWED = gettext_noop(
    "A drawing has shapes and colours only, no “%(name)s”. Words belong into the description, where"
    " they are translated; save text as paths, and styles as attributes."
)
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
KEPT = SHAPES | GRADIENTS | {"svg", "g", "defs", "stop"}
# What programs write beside a drawing, and nobody sees.
UNSEEN = frozenset({"title", "desc", "metadata", "namedview"})
# Names in the order in which they are written.
PLACES = (
    *("d", "points", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"),
    *("x1", "y1", "x2", "y2", "fx", "fy", "offset", "transform"),
    *("gradientUnits", "gradientTransform", "spreadMethod"),
)
LOOKS = (
    *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray"),
    *("stroke-dashoffset", "opacity", "stop-color", "stop-opacity", "display", "visibility"),
)
_PLAIN = re.compile(r"[\w\s.,%#()+-]*", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][\w-]{0,60}", re.ASCII)
_LINK = re.compile(r"url\(#[A-Za-z_][\w-]{0,60}\)", re.ASCII)
_LENGTH = re.compile(r"([0-9.]+)(?:px)?")


def redrawn_svg(content: bytes) -> tuple[bytes, float, float]:
    """The drawing as we write it, with its width and height; what is ours already stays as it is.

    Raises ``RefusedFile``.
    """
    root = _parsed(content)
    if root.tag != "svg":
        raise RefusedFile(BROKEN)
    box = _box(root)
    found = Element("svg", xmlns=SPACE, viewBox=" ".join(f"{number:g}" for number in box))
    _look(found, root, LOOKS)
    _copy(root, found)
    if not any(one.tag in SHAPES for one in found.iter()):
        raise RefusedFile(EMPTY)
    return tostring(found, encoding="unicode").encode(), box[2], box[3]


def _copy(source: Element, target: Element) -> None:
    for child in source:
        name = str(child.tag)
        if name in UNSEEN or SEPARATOR in name:
            continue
        if name not in KEPT - {"svg"}:
            raise RefusedFile(NOT_ALLOWED, name=name[:40])
        made = SubElement(target, name)
        if name in GRADIENTS:
            _identify(made, child)
        _look(made, child, (*PLACES, *LOOKS))
        _copy(child, made)


def _identify(made: Element, source: Element) -> None:
    """A gradient is known by its name, and may go on from another one."""
    if _NAME.fullmatch(name := source.get("id", "")):
        made.set("id", name)
    link = source.get("href", "")
    if link.startswith("#") and _NAME.fullmatch(link[1:]):
        made.set("href", link)


def _look(made: Element, source: Element, names: tuple[str, ...]) -> None:
    said = {**source.attrib, **dict(_styled(source.get("style", "")))}
    for name in names:
        if (value := said.get(name)) is not None and _is_harmless(value):
            made.set(name, value)


def _styled(style: str) -> Iterator[tuple[str, str]]:
    """``fill:#fff; stroke:none`` as attributes."""
    for one in style.split(";"):
        name, _colon, value = one.partition(":")
        if name.strip() in LOOKS:
            yield name.strip(), value.strip()


def _is_harmless(value: str) -> bool:
    if "url" in value.lower():
        return _LINK.fullmatch(value) is not None
    return _PLAIN.fullmatch(value) is not None


def _box(root: Element) -> tuple[float, float, float, float]:
    """What of the plane is seen: from where, how wide, how high."""
    said = root.get("viewBox", "").replace(",", " ").split()
    try:
        x, y, width, height = map(float, said) if said else _size(root.attrib)
    except ValueError as error:
        raise RefusedFile(NO_SIZE) from error
    if not (0 < width < 1e5 and 0 < height < 1e5 and abs(x) < 1e5 and abs(y) < 1e5):
        raise RefusedFile(NO_SIZE)
    return x, y, width, height


def _size(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    width, height = (_LENGTH.fullmatch(attributes.get(one, "")) for one in ("width", "height"))
    if width is None or height is None:
        raise RefusedFile(NO_SIZE)
    return 0.0, 0.0, float(width[1]), float(height[1])


class _Pen:
    """Builds the tree of what belongs to SVG; what belongs to something else keeps its space."""

    def __init__(self) -> None:
        self.tree, self.depth, self.count = TreeBuilder(), 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element; of attributes only the name without its space counts."""
        self.depth += 1
        self.count += 1
        if self.depth > MOST_DEPTH or self.count > MOST_ELEMENTS:
            raise RefusedFile(TOO_MANY)
        plain = {key.rpartition(SEPARATOR)[2]: value for key, value in attributes.items()}
        self.tree.start(name.removeprefix(SPACE + SEPARATOR), plain)

    def end(self, name: str) -> None:
        """Its end."""
        self.depth -= 1
        self.tree.end(name)

    def refuse(self, *_args: object) -> int:
        """Nothing honest has it."""
        raise RefusedFile(DECLARES)


def _parsed(content: bytes) -> Element:
    parser, pen = expat.ParserCreate(namespace_separator=SEPARATOR), _Pen()
    parser.StartElementHandler, parser.EndElementHandler = pen.start, pen.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = pen.refuse
    parser.ExternalEntityRefHandler = pen.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RefusedFile(BROKEN) from error
    return pen.tree.close()
