"""The menu that stands on every page of an edition; apps above bring their pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base.registry import Registry
from competition.editions.permissions import Desk
from competition.models import Edition

# Whether somebody at this desk gets the page of this edition at this moment.
type Shown = Callable[[Desk, Edition, datetime], bool]


def leads(desk: Desk, edition: Edition, _at: datetime) -> bool:
    """What holds for all countries is theirs."""
    return desk.leads(edition)


def always(_desk: Desk, _edition: Edition, _at: datetime) -> bool:
    """Who looks at the edition looks at it."""
    return True


@dataclass(frozen=True, slots=True)
class EditionTab:
    """One page of an edition; ``named``: how an address names it that has no place for it."""

    name: Promise
    url_name: str
    shown: Shown = always
    named: str = ""

    def address(self, edition: Edition) -> str:
        """Where it is."""
        if self.named:
            return reverse(self.url_name) + self.named.format(edition=edition)
        return reverse(self.url_name, args=[edition.slug])


@dataclass(frozen=True, slots=True)
class EditionPages:
    """An entry of the menu, with what stands below it."""

    name: Promise
    tabs: Sequence[EditionTab]


edition_pages = Registry[EditionPages]()
edition_pages.register(
    EditionPages(_("Overview"), [EditionTab(_("Overview"), "competition:edition")]),
    EditionPages(_("Papers"), [EditionTab(_("Papers"), "competition:papers", leads)]),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link; ``current``: what is read now is there, or below it."""

    name: Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class EditionMenu:
    """Its entries, and the tabs of the one that is read now where there are several."""

    edition: Edition
    pages: Sequence[Way]
    tabs: Sequence[Way]


def edition_menu(desk: Desk, edition: Edition, path: str, *, at: datetime) -> EditionMenu:
    """What somebody gets of an edition; ``path`` of the page that is read."""
    shown = [
        (entry, [tab for tab in entry.tabs if tab.shown(desk, edition, at)])
        for entry in edition_pages
    ]
    addresses = [tab.address(edition) for _page, tabs in shown for tab in tabs]
    # A form below a page stands below it in its address as well.
    there = [url for url in addresses if path.startswith(url.partition("?")[0])]
    current = max(there, key=len, default="")
    ways, below = list[Way](), list[Way]()
    for entry, tabs in shown:
        links = [
            Way(tab.name, url, url == current) for tab in tabs for url in [tab.address(edition)]
        ]
        if links:
            within = any(link.current for link in links)
            ways.append(Way(entry.name, links[0].url, within))
            if within and len(links) > 1:
                below = links
    return EditionMenu(edition, ways, below)
