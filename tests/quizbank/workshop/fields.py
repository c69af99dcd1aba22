"""What a browser would send of the form of a text, as it stands on a page."""

from __future__ import annotations

from html.parser import HTMLParser


def sent_by(html: str) -> dict[str, list[str]]:
    """``{name: values}`` of the form with the words of a question."""
    return FormReader(html).sent


class FormReader(HTMLParser):
    """Reads inputs, areas and lists of ``form.text-form``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._in, self._area, self._list = False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._in = self._in or (tag == "form" and "text-form" in has.get("class", ""))
        if not self._in:
            return
        if tag == "input":
            self._input(has)
        elif tag == "textarea":
            self._area = has["name"]
            self._add(self._area, "")
        elif tag == "select":
            self._list = has["name"]
        elif tag == "option" and "selected" in has:
            self._add(self._list, has["value"])

    def _input(self, has: dict[str, str]) -> None:
        ticked = has.get("type") in ("radio", "checkbox")
        if not ticked or "checked" in has:
            self._add(has["name"], has.get("value", "on" if ticked else ""))

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "form"
        self._area = "" if tag == "textarea" else self._area
