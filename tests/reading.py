"""Reads a page as people and browsers do: what is seen or heard, in which language, and code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.http import FileResponse, HttpResponseBase

# Elements without an end tag.
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
SPOKEN = ("aria-label", "placeholder", "title", "alt", "aria-description")
UNSEEN = ("script", "style")
BUTTONS = ("submit", "button", "reset")


@dataclass(frozen=True)
class Said:
    """One text of a page; ``lang`` is of the nearest element below ``<html>`` that has one."""

    text: str
    lang: str
    where: str


class Page(HTMLParser):
    """``said``: every text; ``lang``: of the page; ``inline``: code and styles that CSP forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.said: list[Said] = []
        self.inline: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        lang = has.get("lang", self._open[-1][1] if self._open else "")
        if tag == "html":
            self.lang, lang = lang, ""
        self._look_for_code(tag, has)
        spoken = [has[name] for name in SPOKEN if name in has]
        if tag == "input" and has.get("type") in BUTTONS:
            spoken.append(has.get("value", ""))
        for text in spoken:
            self._say(text, lang, tag)
        if tag not in VOID:
            self._open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tag, lang = self._open[-1] if self._open else ("", "")
        if tag == "script" and data.strip():
            if not self._data:
                self.inline.append(data)
            elif lang == "":
                for text in _words(json.loads(data), worded=False):
                    self._say(text, lang, "json")
        elif tag not in UNSEEN:
            self._say(data, lang, tag)

    def _say(self, text: str, lang: str, where: str) -> None:
        if trimmed := " ".join(text.split()):
            self.said.append(Said(trimmed, lang, where))

    def _look_for_code(self, tag: str, has: dict[str, str]) -> None:
        self._data = has.get("type") == "application/json"
        for name in has:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"<{tag} {name}=…>")
        if tag == "style" or has.get("href", "").startswith("javascript:"):
            self.inline.append(f"<{tag}>")


def _words(value: object, *, worded: bool) -> Iterator[str]:
    """The sentences in a script's data: what stands under ``words``."""
    if isinstance(value, str) and worded:
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _words(inner, worded=worded or key == "words")


def put_away(response: HttpResponseBase) -> None:
    """Read a download to its end, which closes the file behind it."""
    if isinstance(response, FileResponse):
        response.getvalue()
