"""``python -m tests.demo_crawl``: the demo's own database, and every link its people find there.

It seeds as ``make demo`` does, logs in as everybody whose password is printed, follows the links of
each page, one address of each shape for each visitor, and prints what is wrong.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import parse_qsl, urljoin, urlsplit

import django

django.setup()  # before anything imports a model

from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from base import clock
from base.retention.lines import retention_lines
from leaderboard.boards.actions import publish_boards

FIRST_PAGES = ("/", "/en/", "/en/staff/", "/en/boards/")
LOGIN = re.compile(r"(\S+@demo\.invalid) +password (\w+)")
# Answered before Django is asked: the pupil's own interface.
PUPIL_API = "/hall/"


class Links(HTMLParser):
    """Where a page leads to, and what stands in its tab."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag in ("a", "link", "iframe", "img", "script"):
            self.found += [has[name] for name in ("href", "src") if has.get(name)]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


class Visitor:
    """Somebody with a browser; ``faults`` are the lines to print."""

    def __init__(self, name: str, password: str = "") -> None:
        self.name, self.asked = name, 0
        self.client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
        self.faults: list[str] = []
        if password:
            self._log_in(password)

    def _log_in(self, password: str) -> None:
        form = {"login": self.name, "password": password}
        if self.client.post(reverse("schools:login"), form).status_code != 302:
            self.faults.append(f"{self.name}: the printed password does not log in")

    def crawl(self) -> list[str]:
        """Every address that can be reached, from the first pages on."""
        shapes = set[str]()
        waiting, known = list(FIRST_PAGES), set(FIRST_PAGES)
        while waiting:
            path = waiting.pop(0)
            if (shape := shape_of(path)) in shapes:
                continue
            shapes.add(shape)
            for link in self._links(path):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        return self.faults

    def _links(self, path: str) -> Iterator[str]:
        """What one address leads to; a fault of it is noted."""
        self.asked += 1
        response = self.client.get(path)
        status = response.status_code
        if status >= 500 or status == 404:
            self.faults.append(f"{self.name}: {path} is {status}")
        elif "Location" in response.headers:
            yield from here(path, response.headers["Location"])
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            page = Links(text_of(response))
            if not page.title:
                self.faults.append(f"{self.name}: {path} has no title")
            for link in page.found:
                yield from here(path, link)
        else:
            text_of(response)


def text_of(response: HttpResponseBase) -> str:
    """Read to its end, which closes the file behind a download."""
    content: bytes = response.getvalue()
    return content.decode(errors="replace")


def here(path: str, link: str) -> Iterator[str]:
    """The link as an address of this server; nothing for another one or a static file."""
    at = urlsplit(urljoin(f"http://127.0.0.1{path}", link))
    if at.scheme.startswith("http") and at.hostname == "127.0.0.1":
        whole = f"{at.path}?{at.query}" if at.query else at.path
        if not at.path.startswith(PUPIL_API):
            yield whole


def shape_of(path: str) -> str:
    """Addresses of one shape lead to one view and ask for the same, in whatever language."""
    at = urlsplit(path)
    try:
        with translation.override(translation.get_language_from_path(at.path)):
            view = resolve(at.path).view_name
    except Resolver404:
        return path
    if view.startswith("admin:"):  # which sorts and narrows each list by every column
        return view
    names = ",".join(sorted({name for name, _value in parse_qsl(at.query)}))
    return f"{view}?{names}"


def main() -> int:
    """Status 1 when something is wrong."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    told = StringIO()
    call_command("migrate", verbosity=0)
    call_command("seed_demo", stdout=told)
    due = [f"due: {line.what}" for line in retention_lines if line.due(clock.now()).exists()]
    publish_boards(at=clock.now())  # as the demo's background does each second
    visitors = [Visitor("nobody"), *(Visitor(*login) for login in LOGIN.findall(told.getvalue()))]
    faults = [*due, *(fault for visitor in visitors for fault in visitor.crawl())]
    asked = {visitor.name: visitor.asked for visitor in visitors}
    sys.stdout.write("\n".join([*faults, f"{asked}", f"{sum(asked.values())} pages", ""]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
