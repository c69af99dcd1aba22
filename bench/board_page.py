"""What one board's page costs when a school opens it in one moment, and what the proxy saves.

Half of the crowds ask for the address that the proxy keeps for a second, half for the same page
with a parameter that nobody knows, which goes to a process each time: the baseline in one run.
"""

from __future__ import annotations

import asyncio
import re
import time

import uvloop

from bench.cluster import Cluster
from bench.faults.spectator import trusting
from bench.line import Line, plain
from bench.measure import Measure, Settings, none_of

SCENARIO = "board_page"
VISITORS, CROWDS, SETTLE = 200, 6, 5.0
BOARD = re.compile(r'href="(/en/boards/[^"/]+/[a-z]{2}/\d+-\d+/)"')
HEAD = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"


def run(settings: Settings) -> list[Measure]:
    """200 visitors at once, three crowds each way in turn; in full a thousand."""
    visitors = settings.size(VISITORS, 5 * VISITORS)
    with Cluster(settings.workers) as cluster:
        cluster.stage(60)
        cluster.run("bench.company")
        time.sleep(SETTLE)
        assert cluster.proxy is not None
        took, cores, missing = uvloop.run(_watch(cluster, cluster.proxy.port, visitors))
    return [
        _compared(f"{visitors} at once: the last has the page", took),
        _compared(f"{visitors} at once: processor time of the pages", cores),
        none_of(SCENARIO, "visitors without the page", missing, "visitors"),
    ]


type Pair = tuple[float, float]


async def _watch(cluster: Cluster, port: int, visitors: int) -> tuple[Pair, Pair, int]:
    """Milliseconds to the last page and of the pages' processes (kept, asked), a crowd's mean."""
    loop, trust = asyncio.get_running_loop(), trusting()
    lines = [
        (await loop.create_connection(Line, "127.0.0.1", port, ssl=trust))[1]
        for _visitor in range(visitors)
    ]
    found = BOARD.search(plain(await lines[0].ask(HEAD.format("/en/boards/").encode())).decode())
    assert found is not None
    took, cores, missing = [0.0, 0.0], [0.0, 0.0], 0
    for crowd in range(CROWDS):
        way = crowd % 2
        request = HEAD.format(found[1] + ("", "?unknown=1")[way]).encode()
        await asyncio.sleep(2.5)
        used, since = cluster.used()["pages"], time.monotonic()
        replies = await asyncio.gather(*(line.ask(request) for line in lines))
        took[way] += (time.monotonic() - since) * 1000 / (CROWDS / 2)
        cores[way] += (cluster.used()["pages"] - used) * 1000 / (CROWDS / 2)
        missing += sum(reply.status != 200 for reply in replies)
    return (took[0], took[1]), (cores[0], cores[1]), missing


def _compared(measure: str, found: Pair) -> Measure:
    kept, asked = found
    return Measure(SCENARIO, measure, kept, "ms", baseline=asked, ratio=kept / asked)
