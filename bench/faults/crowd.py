"""Slow and half-open clients: ``python -m bench.faults.crowd COUNT SECONDS FILE PROXY WORKER…``.

A process of its own that holds COUNT connections open, half at the proxy's port and half at those
of the workers, each a nuisance of its kind, and opens a new one for each that the server closes.
The deaf ask for FILE. Prints how many it held at most.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
from collections.abc import Awaitable, Callable
from itertools import cycle

from bench.faults.spectator import trusting
from competition.config.open_files import allow_many_files

HEAD = b"POST /hall/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
FILE = b"GET %b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
TIMES = 50
ROOM = 4096
HOLD = 3600.0
AT_ONCE = 100

Nuisance = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def dribble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte of the head in each second."""
    for byte in HEAD + b"Content-Length: 100\r\n\r\n":
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def fall_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The whole head, and no body."""
    writer.write(HEAD + b"Content-Length: 100\r\n\r\n")
    await reader.read()


def deaf(file: str) -> Nuisance:
    """Asks for a file more often than there is room for on the way, and reads nothing."""

    async def go_deaf(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(FILE % file.encode() * TIMES)
        await writer.drain()
        await asyncio.sleep(HOLD)

    return go_deaf


async def say_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Connect, and that is all."""
    await reader.read()


# A worker's own port has no files to give: the proxy has them.
AT_WORKERS: tuple[Nuisance, ...] = (dribble, fall_silent, say_nothing)


class Crowd:
    """Counts those who are connected."""

    def __init__(self) -> None:
        self.present = self.most = 0
        self._door = asyncio.Semaphore(AT_ONCE)

    async def stay(self, port: int, tls: ssl.SSLContext | None, nuisance: Nuisance) -> None:
        """Be a nuisance, again after every time one is thrown out."""
        while True:
            with contextlib.suppress(OSError):
                await self._visit(port, tls, nuisance)
            await asyncio.sleep(0.5)

    async def _visit(self, port: int, tls: ssl.SSLContext | None, nuisance: Nuisance) -> None:
        async with self._door:
            reader, writer = await _connect(port, tls)
        self.present += 1
        self.most = max(self.most, self.present)
        try:
            await nuisance(reader, writer)
        finally:
            self.present -= 1
            writer.transport.abort()


async def _connect(
    port: int, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection with little room for what comes, so that a deaf end is felt at the other."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
    line.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
        name = "127.0.0.1" if tls else None
        return await asyncio.open_connection(sock=line, ssl=tls, server_hostname=name, limit=ROOM)
    except OSError:
        line.close()
        raise


async def gather(count: int, seconds: float, file: str, secure: int, plain: list[int]) -> int:
    """Half of them at the proxy, which speaks TLS, half at the workers."""
    crowd, tls = Crowd(), trusting()
    at_proxy = cycle((*AT_WORKERS, deaf(file)))
    at_workers, ports = cycle(AT_WORKERS), cycle(plain)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for _two in range(count // 2):
                group.create_task(crowd.stay(secure, tls, next(at_proxy)))
                group.create_task(crowd.stay(next(ports), None, next(at_workers)))
    return crowd.most


def main(count: str, seconds: str, file: str, secure: str, *plain: str) -> None:
    """Gather, disturb, leave."""
    allow_many_files()
    ports = [int(port) for port in plain]
    print(asyncio.run(gather(int(count), float(seconds), file, int(secure), ports)))


if __name__ == "__main__":
    main(*sys.argv[1:])
