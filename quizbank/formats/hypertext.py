"""Plain text out of HTML and XHTML and back; several languages as Moodle marks them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from intake.phrases import gettext_noop
from quizbank.formats.item import BadFile, clean, folded

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
BLOCKS = HEADINGS | {"p", "div", "li", "ul", "ol", "table", "tr", "td", "th", "blockquote", "pre"}
UNSEEN = frozenset(("script", "style"))
PICTURES = frozenset(("img", "object", "audio", "video", "source"))
# A picture of ours, which travels with the file.
PICTURED = "quiz-picture"
MOST_CHARACTERS, MOST_LANGUAGES = 200_000, 30
# Stands for the edge of a block until all is read; no text has control characters.
EDGE = "\0"


def as_html(text: str) -> str:
    """A plain text as HTML."""
    return "<br>".join(html.escape(line) for line in text.split("\n"))


def as_multilang(texts: Mapping[str, str]) -> str:
    """Texts by language as Moodle's filter for several languages knows them."""
    return "".join(
        f'<span lang="{html.escape(language)}" class="multilang">{as_html(text)}</span>'
        for language, text in texts.items()
    )


class TextReader(HTMLParser):
    """Collects pieces of text, each with the language of its span."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, str]] = []
        self.spans: list[str] = []
        self.unseen = 0
        self.pictures = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note languages, breaks and pictures."""
        found = {name: value or "" for name, value in attrs}
        if tag == "span":
            marked = "multilang" in found.get("class", "").split()
            outer = self.spans[-1] if self.spans else ""
            self.spans.append(found.get("lang", "") if marked else outer)
        elif tag == "br":
            self.add("\n")
        self.unseen += tag in UNSEEN
        self.pictures |= tag in PICTURES and PICTURED not in found.get("class", "").split()
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        """End spans and blocks."""
        if tag == "span" and self.spans:
            self.spans.pop()
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        """Text that is shown."""
        if not self.unseen:
            self.add(_unwrapped(data))

    def _edge(self, tag: str) -> None:
        if tag in BLOCKS:
            self.add(EDGE)

    def add(self, piece: str) -> None:
        """A piece of text in the language of the span it stands in."""
        self.pieces.append((self.language, piece))

    @property
    def language(self) -> str:
        """Of the span that is open."""
        return self.spans[-1] if self.spans else ""


def texts_of(source: str) -> tuple[dict[str, str], bool]:
    """Plain texts by the language of their spans, ``""`` without any; and if there are pictures."""
    reader = read_into(TextReader(), source)
    return by_language(reader.pieces), reader.pictures


def by_language(pieces: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Texts by the language of their pieces, ``""`` without any."""
    languages = list(dict.fromkeys(language for language, _piece in pieces if language))
    return {
        language: _joined(piece for marked, piece in pieces if marked in ("", language))
        for language in languages[:MOST_LANGUAGES] or [""]
    }


def plain(source: str) -> str:
    """The text of HTML, whatever the language."""
    reader = read_into(TextReader(), source)
    return _joined(piece for _language, piece in reader.pieces)


def read_into[R: TextReader](reader: R, source: str) -> R:
    """The reader, after it has read a text. Raises ``BadFile`` for a huge one."""
    if len(source) > MOST_CHARACTERS:
        text = gettext_noop("A text is longer than %(most)d characters. Take pictures out of it.")
        raise BadFile(text, most=MOST_CHARACTERS)
    reader.feed(source.replace(EDGE, ""))
    reader.close()
    return reader


def flow(element: Element | None) -> str:
    """The text of an XHTML element."""
    return "" if element is None else _joined(_pieces(element))


def fill(element: Element, text: str) -> Element:
    """Put a plain text into an XHTML element."""
    first, *others = text.split("\n")
    element.text = first
    for line in others:
        SubElement(element, "br").tail = line
    return element


def _pieces(element: Element) -> Iterator[str]:
    edge = EDGE if element.tag.removeprefix("qti-") in BLOCKS else ""
    yield edge
    yield _unwrapped(element.text or "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in UNSEEN:
            yield from _pieces(child)
        yield _unwrapped(child.tail or "")
    yield edge


def _unwrapped(data: str) -> str:
    return folded(data, "\n", " ")


def _joined(pieces: Iterable[str]) -> str:
    return clean(folded("".join(pieces), EDGE, "\n"))
