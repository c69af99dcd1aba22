"""A pupil who hears the page: what is read, what is said by itself, and when.

The page's clock stands still and goes on only here, so that a moment is the same on every machine.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Request, Route

from tests.flows.read_aloud import Reading, focused, spoken

KEPT = Path(__file__).parent / "heard"
# With it in the environment the texts are written anew instead of compared.
ANEW = "HEAR_ANEW"
STEP, MOST_STEPS = 500, 300
# The focus moves with the next frame that is drawn: that is still at once.
FRAME = 40
# So long nothing may be under way, in milliseconds, before a step counts as done.
QUIET = 20
REGIONS = "[role=status], [role=alert], [aria-live]"
# A region that comes with its text says nothing, but for an alert; one whose text changes does.
LISTEN = f"""(() => {{
  window.heard = [];
  window.underWay = 0;
  Math.random = () => 0.5;
  const counted = (owner, name) => {{
    const kept = owner[name];
    owner[name] = function (...how) {{
      window.underWay += 1;
      return kept.apply(this, how).finally(() => (window.underWay -= 1));
    }};
  }};
  counted(window, "fetch");
  ["json", "text", "arrayBuffer", "blob"].forEach((name) => counted(Response.prototype, name));
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...how) {{
    const opened = transaction.apply(this, how);
    window.underWay += 1;
    const over = () => (window.underWay -= 1);
    ["complete", "abort"].forEach((name) => opened.addEventListener(name, over));
    return opened;
  }};
  const regions = "{REGIONS}";
  const element = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const within = (node) => (node.nodeType === 1 ? [node, ...node.querySelectorAll("*")] : []);
  const text = (region) => {{
    const copy = region.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach((one) => one.remove());
    return copy.textContent.replace(/\\s+/g, " ").trim();
  }};
  const tell = (region) => {{
    if (region.isConnected && text(region)) {{
      window.heard.push([performance.now(), text(region)]);
    }}
  }};
  new MutationObserver((changes) => {{
    const added = changes.flatMap((change) => [...change.addedNodes]).flatMap(within);
    const fresh = new Set(added.filter((node) => node.matches(regions)));
    const changed = changes.map(({{ target }}) => element(target)?.closest(regions));
    const old = changed.filter((region) => region && !fresh.has(region));
    const alerts = [...fresh].filter((region) => region.matches("[role=alert]"));
    new Set([...old, ...alerts]).forEach(tell);
  }}).observe(document, {{ subtree: true, childList: true, characterData: true }});
}})()"""


class Hearing:
    """Writes down what is heard of a page, screen by screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screens: dict[str, list[str]] = {}
        self.told: list[str] = []
        # Of these only that they are there: their words belong to this run alone.
        self.hidden = {"#clock": "(the clock)", "[data-testid=receipt]": "(the receipt)"}
        self.language = ""
        self.pending: set[Request] = set()
        self.holding = 0
        self.focus = ""
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.add_init_script(LISTEN)
        page.on("request", lambda request: self.pending.add(request))
        page.on("requestfinished", lambda request: self.pending.discard(request))
        page.on("requestfailed", lambda request: self.pending.discard(request))
        self.cdp = page.context.new_cdp_session(page)

    def open(self, address: str) -> None:
        """The page, whose clock stands from now on."""
        self.page.clock.install()
        self.page.goto(address)
        # Keys before the first picture are dropped; frames are drawn whatever the clock says.
        self.page.locator("#join").click(trial=True)
        # To the past it does not go, and on a slow machine a while passes between the two.
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000 + 60"))
        self.settle()

    # what is written down

    def screen(self, name: str) -> None:
        """From here on all is of this screen."""
        self.told = self.screens.setdefault(name, [])

    def read(self, title: str) -> list[str]:
        """The page as it is; returns its lines."""
        lines = self.lines()
        language = self.page.evaluate("document.documentElement.lang")
        title = title if language == self.language else f"{title} (in {language})"
        self.language = language
        self.told += ["", f"== {title}", "", *lines]
        return lines

    def read_change(self, before: list[str]) -> None:
        """The lines that are other ones than before."""
        changes = difflib.unified_diff(before, self.lines(), n=0, lineterm="")
        shown = [line for line in changes if not line.startswith(("---", "+++", "@@"))]
        self.told += ["", "== What is read otherwise now", "", *shown] if shown else []

    def lines(self) -> list[str]:
        """What is read at this moment."""
        marks = dict(self.marks())
        return [
            line.replace(line.strip(), marks.get(line.strip(), line.strip()))
            for line in Reading(self.cdp).lines()
        ]

    def marks(self) -> Iterator[tuple[str, str]]:
        """What stands for the words of this run."""
        for selector, mark in self.hidden.items():
            for node in self.page.locator(selector).all():
                yield node.inner_text().strip(), mark

    # what is done, and what is said of it

    @contextmanager
    def after(self, title: str, seconds: float = 2) -> Iterator[None]:
        """What is said after something is done, for so long."""
        self.told += ["", f"== {title}", ""]
        began = self.now()
        yield
        self.settle()
        self.go_on(FRAME)
        for _ in range(int(seconds * 1000) // STEP + 1):
            self.note(began)
            self.go_on()
        self.note(began)

    def once(self, title: str, is_there: Callable[[], bool]) -> None:
        """What is said until something is there that comes by itself, sooner or later."""
        self.told += ["", f"== {title}", ""]
        for _ in range(MOST_STEPS):
            self.go_on(1000)
            is_over = is_there()
            self.note(None)
            if is_over:
                return
        heard = "\n".join([*self.told, *self.complaints, *self.lines()])
        raise AssertionError(f"not within {MOST_STEPS} seconds: {title}\n{heard}")

    def has_more(self) -> bool:
        """Whether something was said that is not written down yet."""
        return bool(self.page.evaluate("window.heard.length"))

    def press(self, control: Locator) -> None:
        """By the keyboard, as who hears does."""
        control.focus()
        self.page.keyboard.press("Space")

    def note(self, began: float | None) -> None:
        """What was said and where the focus is, if that is another place or another state."""
        self.settle()
        node = focused(self.cdp)
        focus = spoken(node) if node else ""
        if focus not in {"", self.focus}:
            self.told.append(f"{self.moment(self.now(), began)}  focus: {focus}")
        self.focus = focus
        heard: list[tuple[float, str]] = self.page.evaluate("window.heard.splice(0)")
        for at, text in heard:
            self.told.append(f"{self.moment(at, began)}  said: {text}")

    @staticmethod
    def moment(at: float, began: float | None) -> str:
        """How long after what was done, if anything was."""
        if began is None:
            return "then"
        tenths = round((at - began) / 100) / 10
        return f"+{tenths:.1f} s" if tenths > 0 else "at once"

    def now(self) -> float:
        """Milliseconds on the page's clock."""
        return float(self.page.evaluate("performance.now()"))

    def go_on(self, milliseconds: int = STEP) -> None:
        """The page's time passes, and what it causes is over, and drawn."""
        for part in (milliseconds - FRAME, FRAME):
            self.page.clock.run_for(part)
            self.settle()

    def settle(self) -> None:
        """Nothing is under way but what is held back."""
        quiet = 0
        while quiet < 2:
            self.page.wait_for_timeout(QUIET / 2)
            # What is kept in the browser before it is sent, and what came and is not read yet, are
            # no requests.
            under_way = self.page.evaluate("window.underWay") - self.holding
            quiet = 0 if under_way or self.pending else quiet + 1

    @contextmanager
    def held(self, address: str) -> Iterator[None]:
        """Requests to an address do not get anywhere before the end of the block."""
        waiting: list[Route] = []

        def hold(route: Route) -> None:
            self.pending.discard(route.request)
            self.holding += 1
            waiting.append(route)

        self.page.route(address, hold)
        yield
        for route in waiting:
            self.pending.add(route.request)
            self.holding -= 1
            route.continue_()
        self.page.unroute(address)

    @contextmanager
    def cut(self, address: str) -> Iterator[None]:
        """Requests to an address fail until the end of the block."""
        self.page.route(address, lambda route: route.abort())
        yield
        self.page.unroute(address)


def compare(screens: dict[str, list[str]], folder: Path) -> str:
    """What differs from the texts that are kept, or writes them."""
    texts = {name: "\n".join(lines).strip() + "\n" for name, lines in screens.items()}
    if os.environ.get(ANEW):
        _write(texts, folder)
    kept = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}
    return "\n".join(line for name in texts | kept for line in _differences(name, kept, texts))


def _write(texts: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.txt"):
        file.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _differences(name: str, kept: dict[str, str], texts: dict[str, str]) -> Iterator[Any]:
    old, new = (each.get(name, "").splitlines() for each in (kept, texts))
    return difflib.unified_diff(old, new, f"kept/{name}", f"heard/{name}", lineterm="", n=1)
