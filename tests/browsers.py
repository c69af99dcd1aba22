"""The browsers of the tests: Debian's Chromium, and Chromium 109, the last one for Windows 7.

Playwright's own download of a browser is never used.
"""

import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import brotli

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
PACKED = ROOT / ".tools/node/node_modules/@sparticuz/chromium/bin"
UNPACKED = ROOT / ".tools/chromium-109"
DEBIAN = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
START_SECONDS = 120.0

# No word to anybody outside; no sandbox, which root and most containers cannot have.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# For playwright's `chromium.launch(executable_path=chromium(), args=LAUNCH_ARGS)`.
LAUNCH_ARGS = [*QUIET, "--disable-dev-shm-usage"]


class BrowserMissingError(Exception):
    """No browser to start; the message is one line that says what to do."""


class BrowserError(Exception):
    """A browser did not start; the message ends with what it said."""


def chromium(*, windows: bool = False) -> str:
    """The path of the machine's Chromium: $CHROMIUM, or Debian's.

    Without windows first: it is the same engine and takes two thirds of the processor time. Who
    measures or compares what people see wants the one with ``windows``.
    """
    named = os.environ.get("CHROMIUM")
    debian = DEBIAN[1:] if windows else DEBIAN
    for path in [named] if named else debian:
        if os.access(path, os.X_OK):
            return path
    place = named or DEBIAN[1]
    raise BrowserMissingError(f"No Chromium at {place}: run `make dev`, or set CHROMIUM")


@contextmanager
def chromium109() -> Iterator[str]:
    """A running Chromium 109; yields the address for playwright's `connect_over_cdp`."""
    program = _unpack()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="quiz-chromium-", ignore_cleanup_errors=True) as home:
        log = Path(home, "log")
        process = _launch(program, port, Path(home), log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/json/version", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _launch(program: Path, port: int, home: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start it in a process group of its own, for its many children to end with it."""
    # As playwright says to the browsers that it starts: no key is dropped while a page comes.
    command = [str(program), "--headless", "--no-zygote", "--allow-pre-commit-input", *QUIET]
    command += [f"--user-data-dir={home}/profile", f"--remote-debugging-port={port}", "about:blank"]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"HOME": str(home), "LD_LIBRARY_PATH": str(program.parent)},
            start_new_session=True,
        )


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise BrowserError(f"Chromium 109 did not start:\n{log.read_text(errors='replace')}")


def _unpack() -> Path:
    """The unpacked program; several test processes may ask for it at once."""
    program = UNPACKED / "chromium"
    if program.exists():
        return program
    if not PACKED.exists():
        raise BrowserMissingError("No packed Chromium 109 in .tools/node: run `make dev`")
    fresh = Path(tempfile.mkdtemp(prefix="chromium-109-", dir=UNPACKED.parent))
    with tarfile.open(fileobj=BytesIO(_read("swiftshader.tar.br"))) as libraries:
        libraries.extractall(fresh, filter="data")
    (fresh / program.name).write_bytes(_read("chromium.br"))
    (fresh / program.name).chmod(0o755)
    try:
        fresh.rename(UNPACKED)
    except OSError:  # another process was first
        shutil.rmtree(fresh)
    return program


def _read(name: str) -> bytes:
    content: bytes = brotli.decompress((PACKED / name).read_bytes())
    return content
