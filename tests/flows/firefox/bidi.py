"""Firefox without a driver between: it speaks WebDriver BiDi itself (w3.org/TR/webdriver-bidi)."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browsers import BrowserError, BrowserMissingError
from tests.services import free_port

PROGRAM = "firefox-esr"
START_SECONDS, PATIENCE_SECONDS = 120.0, 60.0
# Asked again after so long: a page changes by itself.
PAUSE_SECONDS = 0.05
EVENTS = ["log.entryAdded", "network.responseCompleted", "network.fetchError"]
# NS_BINDING_ABORTED: somebody left the page before a file of it was there.
LEFT = "status=2152398850"
LARGEST_MESSAGE = 64 * 1024 * 1024


class Firefox:
    """A running Firefox; ``tab`` opens one that shares nothing with the others."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._ids = socket, count(1)
        self._tabs: dict[str, Tab] = {}
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=EVENTS)

    def ask(self, method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
        """One command; raises ``BrowserError`` with what Firefox answers instead of a result."""
        asked = next(self._ids)
        self._socket.send(json.dumps({"id": asked, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE_SECONDS))
            if told.get("id") == asked:
                if told["type"] == "error":
                    raise BrowserError(f"{method}: {told['message']}")
                return told["result"]
            self._hear(told)

    def tab(self, *, width: int = 1366, height: int = 768) -> Tab:
        """An empty page with cookies and storage of its own."""
        user = self.ask("browser.createUserContext")["userContext"]
        made = self.ask("browsingContext.create", type="tab", userContext=user)["context"]
        tab = self._tabs[made] = Tab(self, made)
        tab.resize(width, height)
        return tab

    def _hear(self, told: dict[str, Any]) -> None:
        """Whatever a page complains of is written down for its tab."""
        params = told.get("params", {})
        context = params.get("context") or params.get("source", {}).get("context")
        if (tab := self._tabs.get(context)) and (complaint := _complaint(told["method"], params)):
            tab.complaints.append(complaint)


class Tab:
    """One page; whatever it complains of fails the test at the end."""

    def __init__(self, firefox: Firefox, context: str) -> None:
        self._firefox, self._context = firefox, context
        self.complaints: list[str] = []

    def ask(self, method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
        """One command about this page."""
        return self._firefox.ask(method, context=self._context, **params)

    def resize(self, width: int, height: int) -> None:
        """In pixels of CSS."""
        self.ask("browsingContext.setViewport", viewport={"width": width, "height": height})

    def goto(self, url: str) -> None:
        """Until everything is loaded."""
        self.ask("browsingContext.navigate", url=url, wait="complete")

    def reload(self) -> None:
        """As F5 does it."""
        self.ask("browsingContext.reload", wait="complete")

    def value(self, expression: str) -> Any:  # noqa: ANN401 - JSON
        """What an expression of JavaScript is worth, as JSON."""
        told = self._firefox.ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._context},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise BrowserError(f"{expression}: {told['exceptionDetails']['text']}")
        return json.loads(told["result"].get("value", "null"))

    def wait_for(self, expression: str) -> None:
        """Until an expression is true."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.value(f"Boolean({expression})"):
            if time.monotonic() > end:
                body = self.value("document.body.innerText")
                raise BrowserError(f"never true: {expression}\n{body}")
            time.sleep(PAUSE_SECONDS)

    def count(self, selector: str) -> int:
        """How many elements there are."""
        return int(self.value(f"document.querySelectorAll({json.dumps(selector)}).length"))

    def text(self, selector: str) -> str:
        """What the first one says."""
        return str(self.value(f"document.querySelector({json.dumps(selector)}).innerText"))

    def click(self, selector: str, at: int = 0) -> None:
        """Press the mouse on the element at this place, once it is there and on the screen."""
        element = f"document.querySelectorAll({json.dumps(selector)})[{at}]"
        self.wait_for(element)
        self.value(f"{element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.value(f"{element}.getBoundingClientRect()")
        where = {"x": int(box["x"] + box["width"] / 2), "y": int(box["y"] + box["height"] / 2)}
        steps = [
            {"type": "pointerMove", **where},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        actions = [{"type": "pointer", "id": "mouse", "actions": steps}]
        self.ask("input.performActions", actions=actions)

    def type(self, text: str) -> None:
        """Press a key for each character; ``\\ue007`` is Enter."""
        steps = [{"type": way, "value": key} for key in text for way in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": steps}]
        self.ask("input.performActions", actions=actions)

    def fill(self, selector: str, text: str) -> None:
        """Type into a field, whatever stood there before."""
        self.wait_for(f"document.querySelector({json.dumps(selector)})")
        self.value(f"document.querySelector({json.dumps(selector)}).focus()")
        self.value(f"document.querySelector({json.dumps(selector)}).select()")
        self.type(text)

    def picture(self, path: Path) -> None:
        """What is on the screen, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        told = self.ask("browsingContext.captureScreenshot")
        path.write_bytes(base64.b64decode(told["data"]))


def _complaint(method: str, params: dict[str, Any]) -> str:
    """What an event of the browser means as a fault of the page; empty if nothing."""
    if method == "log.entryAdded" and params["level"] in ("error", "warn"):
        text = str(params["text"])
        return "" if LEFT in text else f"{params['level']}: {text}"
    if method == "network.responseCompleted" and params["response"]["status"] >= 400:
        return f"{params['response']['status']}: {params['request']['url']}"
    return ""


@contextmanager
def running_firefox() -> Iterator[Firefox]:
    """Start Debian's Firefox with an empty profile; it ends with the block."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise BrowserMissingError(f"No {PROGRAM}: run `make firefox`, or install it")
    with tempfile.TemporaryDirectory(prefix="quiz-firefox-", ignore_cleanup_errors=True) as home:
        port, log = free_port(), Path(home, "log")
        command = [program, "--headless", "--no-remote", "--profile", home]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, f"--remote-debugging-port={port}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"HOME": home, "LANG": "C.UTF-8"},
                start_new_session=True,
            )
        try:
            with _spoken_to(port, process, log) as socket:
                yield Firefox(socket)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _spoken_to(port: int, process: subprocess.Popen[bytes], log: Path) -> ClientConnection:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            return connect(f"ws://127.0.0.1:{port}/session", max_size=LARGEST_MESSAGE)
        time.sleep(0.1)
    raise BrowserError(f"Firefox did not start:\n{log.read_text(errors='replace')}")
