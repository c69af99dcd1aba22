"""The proxy in front of one process, as `deploy.proxy` sets it up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy import proxy
from tests.machine import STOP_SECONDS
from tests.services import free_port


def nginx_or_skip() -> str:
    """Where nginx is; `make dev` installs it as root, and tells others how."""
    try:
        return proxy.binary()
    except proxy.ProxyMissingError as missing:
        if os.geteuid() == 0:
            raise
        pytest.skip(f"NOT TESTED, the proxy: {missing}")


@contextmanager
def proxied(worker: int, folder: Path, *, static: Path | None = None) -> Iterator[tuple[str, Path]]:
    """nginx with TLS and HTTP/2 in front of a process on this port: its address and certificate.

    ``folder`` is one that programs may enter that are not root; ``static`` holds what pages load.
    """
    certificate, key = proxy.certificate(folder)
    port = free_port()
    text = proxy.render(
        answers=[worker],
        pages=[worker],
        listen=port,
        certificate=certificate,
        key=key,
        static=static or folder,
        folder=folder,
    )
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen(proxy.command(folder / "nginx.conf"))
    try:
        yield f"https://127.0.0.1:{port}", certificate
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
