"""What a browser fetches before a pupil can type: found by reading the page as a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx

IN_PAGE = re.compile(r'<(?:link|script)[^>]+?(?:href|src)="(/static/[^"]+)"')
CATALOGS = re.compile(r'"(/catalogs/[^"]+)"')
IN_MODULE = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
# Types are named like modules there.
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)""")


def files(url: str, language: str) -> list[str]:
    """Addresses of everything the pupil's page of a language needs, itself first.

    The catalogue of one language only, and no font but the one that is preloaded. Modules that a
    page imports later are among them: a pupil who types has them fetched.
    """
    with httpx.Client(base_url=url, verify=False, timeout=30) as client:
        page = client.get(f"/{language}/").raise_for_status().text
        found = list(dict.fromkeys([f"/{language}/", *_catalog(page, language)]))
        waiting = list(dict.fromkeys(IN_PAGE.findall(page)))
        while waiting:
            path = waiting.pop(0)
            if path not in found:
                found.append(path)
                waiting += _named_in(client, path)
    return found


def _catalog(page: str, language: str) -> Iterator[str]:
    for path in CATALOGS.findall(page):
        if re.search(rf"/{language}[./]", path):
            yield path


def _named_in(client: httpx.Client, path: str) -> Iterator[str]:
    """What a script or a style sheet asks for in turn."""
    kind = urlsplit(path).path.rpartition(".")[2]
    if kind == "js":
        text = client.get(path).raise_for_status().text
        named = IN_MODULE.findall(COMMENT.sub("", text))
    elif kind == "css":
        named = IN_STYLE.findall(client.get(path).raise_for_status().text)
    else:
        named = []
    # Fonts come by unicode-range, when a character needs them: the page preloads its own.
    return (
        urljoin(path, one) for one in named if not one.startswith("data:") and "woff" not in one
    )
