"""One visitor follows every link of every page, page by page in the order of the links."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, quote, urldefrag, urljoin, urlsplit

import httpx

from tests.crawl.marks import marked, normal
from tests.crawl.served import Served

LOG_IN, STARTS = "/en/staff/login/", ("", "about/", "staff/", "admin/")
LANGUAGES = ("en", "hr", "bs", "sr-latn", "sr")
# What stands for one of many in an address: a number, the key of a question, a country or language.
ONE_OF_MANY = re.compile(r"\d|-.*-|^[a-z]{2}(?:-[A-Za-z]+)?$")
# Files of the house, and what the admin can be sorted and narrowed by, each with each.
LEFT_OUT = re.compile(r"^/(?:static|media)/|^/[\w-]+/admin/.*\?")
LEADS = {"a": "href", "area": "href", "iframe": "src"}
LONGEST_NAME = 180


class Links(HTMLParser):
    """Where a page leads by GET."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links and frames."""
        has = dict(attrs)
        target = has.get(LEADS.get(tag, ""))
        if target:
            self.found.append(target)


class Visitor:
    """Somebody with a log-in, or nobody."""

    def __init__(self, served: Served, role: str, *, languages: Sequence[str], each: int) -> None:
        self.role, self._languages, self._each = role, languages, each
        self._client = httpx.Client(base_url=served.url, timeout=120, follow_redirects=False)
        self._home = urlsplit(served.url).netloc
        self._of_shape = Counter[str]()
        self.logged_in = role in served.logins
        if self.logged_in:
            self._log_in(*served.logins[role])

    def _log_in(self, email: str, password: str) -> None:
        form = self._client.get(LOG_IN).text
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)', form)[0]
        data = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        reply = self._client.post(LOG_IN, data=data)
        assert reply.status_code == httpx.codes.FOUND, f"{email} is not let in"

    def pages(self) -> Iterator[tuple[str, str]]:
        """``(address, what is there)`` of everything that can be reached."""
        starts = [f"/{code}/{place}" for code in self._languages for place in STARTS]
        waiting = deque(["/", *starts])
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            reply = self._client.get(address)
            yield address, self._told(reply)
            for link in self._links(address, reply):
                if link not in seen:
                    seen.add(link)
                    if self._is_wanted(link):
                        waiting.append(link)

    def _told(self, reply: httpx.Response) -> str:
        kind = reply.headers.get("content-type", "")
        to = marked(reply.headers.get("location", ""))
        head = " ".join(filter(None, [str(reply.status_code), kind, to]))
        return f"{head}\n{normal(reply.content, kind)}\n"

    def _links(self, address: str, reply: httpx.Response) -> Iterator[str]:
        found = [reply.headers["location"]] if "location" in reply.headers else []
        if reply.headers.get("content-type", "").startswith("text/html"):
            found += Links(reply.text).found
        for link in found:
            there = urlsplit(urldefrag(urljoin(f"http://{self._home}{address}", link)).url)
            if there.netloc == self._home and there.scheme == "http":
                yield there.path + (f"?{there.query}" if there.query else "")

    def _is_wanted(self, link: str) -> bool:
        """The first few of each shape: one of a hundred questions tells of the others."""
        first = link.split("/")[1].split("?")[0]
        if LEFT_OUT.match(link) or (first in LANGUAGES and first not in self._languages):
            return False
        shape = shape_of(link)
        self._of_shape[shape] += 1
        return self._of_shape[shape] <= self._most(first)

    def _most(self, first: str) -> int:
        """All for nobody, who sees little; of others a few in one language and one in the rest."""
        if not self.logged_in:
            return sys.maxsize
        return 1 if first in self._languages[1:] else self._each


def shape_of(link: str) -> str:
    """An address without numbers, keys, countries and values."""
    parts = urlsplit(link)
    first, *rest = parts.path.lstrip("/").split("/")
    path = "/".join([first, *("#" if ONE_OF_MANY.search(part) else part for part in rest)])
    return f"{path}?{sorted(name for name, _value in parse_qsl(parts.query))}"


def store(visitor: Visitor, folder: Path) -> int:
    """Keep what the visitor sees, a file for each address; returns how many."""
    place, count = folder / visitor.role, 0
    place.mkdir(parents=True)
    for address, told in visitor.pages():
        name = marked(address)
        file = quote(name, safe="")
        if len(file) > LONGEST_NAME:
            file = f"{file[:LONGEST_NAME]}~{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        (place / file).write_text(f"{name}\n{told}", encoding="utf-8")
        count += 1
    return count
