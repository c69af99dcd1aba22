"""How soon thousands of watchers see that somebody has finished.

All watch one board through the proxy, by websocket with TLS, spread over the workers; pupils of
that board answer and finish at a steady rate. Counted for each finish: from its acknowledgement to
the moment at which the last watcher has a snapshot that contains it. A snapshot contains the first
n finishes if its total says n: acknowledgements come in the order of commits, but for those that
fall within the same few milliseconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import seat
from bench.cluster import Cluster
from bench.measure import Measure, Settings, below, none_of, percentile
from tests.machine import ROOT

RATE = 20.0
WATCHERS, SECONDS = (2_000, 5_000), (15.0, 30.0)
# There are nine boards, so the fullest has a ninth of the staged pupils at least.
BOARDS = 9
# From a thousand on a board counts only every ten seconds: its total would say nothing here.
MOST = 950
# A board tells no number before ten pupils of three schools: so many ``bench.company`` puts there.
BEFORE = 12
SETTLE = 5.0
BOARD_LIMIT, ACK_LIMIT = 2500.0, 100.0


@dataclass(frozen=True, slots=True)
class Found:
    """What the watchers and the pupils brought home."""

    opened: dict[str, float]
    watched: dict[str, Any]
    left: dict[str, Any]
    cores: dict[str, float]
    memory: tuple[float, float]


def run(settings: Settings) -> list[Measure]:
    """2,000 watchers for a quarter of a minute; in full 5,000 for half a minute."""
    watchers, seconds = settings.size(*WATCHERS), settings.length(*SECONDS)
    pupils = min(int(RATE * seconds), MOST)
    with Cluster(settings.workers) as cluster:
        cluster.stage(pupils * BOARDS)
        cluster.run("bench.sit_down", str(cluster.folder / "seats"))
        board, seats = _fullest(cluster.folder / "seats", pupils)
        cluster.run("bench.company")
        time.sleep(SETTLE)
        found = _watch(cluster, board, watchers, seats)
    return _measures(found, watchers)


def _fullest(path: Path, pupils: int) -> tuple[int, list[seat.Seat]]:
    """The board most pupils will stand on, and so many of them."""
    seats = seat.read(path)
    board, _count = Counter(one.board for one in seats).most_common(1)[0]
    return board, [one for one in seats if one.board == board][:pupils]


def _watch(cluster: Cluster, board: int, watchers: int, seats: list[seat.Seat]) -> Found:
    before, out = max(cluster.memory()), cluster.folder / "watched"
    command = [sys.executable, "-m", "bench.watching", cluster.url, str(board), str(watchers)]
    with subprocess.Popen(
        [*command, str(out)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crowd:
        assert crowd.stdout is not None
        opened = json.loads(crowd.stdout.readline())
        memory, used, since = max(cluster.memory()), cluster.used(), time.monotonic()
        left = _leave(cluster, seats)
        took, after = time.monotonic() - since, cluster.used()
        time.sleep(SETTLE)
        crowd.communicate()
    cores = {name: (after[name] - used[name]) / took for name in used}
    return Found(opened, json.loads(out.read_text()), left, cores, (before, memory))


def _leave(cluster: Cluster, seats: list[seat.Seat]) -> dict[str, Any]:
    """These pupils answer and finish, ``RATE`` a second."""
    taken, out = cluster.folder / "leaving", cluster.folder / "left"
    seat.write(seats, taken)
    command = [sys.executable, "-m", "bench.finishing", cluster.url, str(taken)]
    subprocess.run([*command, str(RATE), str(out)], cwd=ROOT, check=True)
    return json.loads(out.read_text())  # type: ignore[no-any-return]


def delays(acked: list[float], snapshots: list[tuple[int, int, int, float]]) -> list[float]:
    """Milliseconds from each finish to the last watcher's snapshot with it, in order of size.

    ``snapshots``: (version, total, watchers, moment of the last). ``BEFORE`` finishes were there
    already. A finish that no snapshot contains took for ever.
    """
    totals, moments = [BEFORE], [float("-inf")]
    for _version, total, _watchers, last in snapshots:
        if total > totals[-1]:
            totals.append(total)
            moments.append(last)
    totals.append(sys.maxsize)
    moments.append(float("inf"))
    return sorted(
        (moments[bisect_left(totals, BEFORE + place)] - at) * 1000
        for place, at in enumerate(acked, start=1)
    )


def _measures(found: Found, watchers: int) -> list[Measure]:
    waited = delays(found.left["acked"], found.watched["snapshots"])
    name = f"finish to the last of {watchers:,} watchers"
    return [
        Measure("boards", "watchers connected", found.opened["opened"], "watchers"),
        none_of("boards", "watchers refused", found.opened["refused"], "watchers"),
        Measure("boards", "connects", found.opened["opened"] / found.opened["seconds"], "1/s"),
        none_of("boards", "watchers without the last board", _behind(found), "watchers"),
        Measure("boards", f"{name}, p50", percentile(waited, 0.5), "ms"),
        below("boards", f"{name}, p99", percentile(waited, 0.99), "ms", BOARD_LIMIT),
        Measure("boards", f"{name}, longest", waited[-1], "ms"),
        *_of_pupils(found),
        *_of_machine(found, watchers),
    ]


def _behind(found: Found) -> float:
    _version, _total, watchers, _last = found.watched["snapshots"][-1]
    return found.opened["opened"] - float(watchers)


def _of_pupils(found: Found) -> list[Measure]:
    left = found.left
    answers, finishes = sorted(left["answers_ms"]), sorted(left["finish_ms"])
    return [
        Measure("boards", "finishes", len(left["acked"]), "finishes"),
        none_of("boards", "pupils refused meanwhile", left["refused"], "pupils"),
        below("boards", "finish p99 meanwhile", percentile(finishes, 0.99), "ms", ACK_LIMIT),
        # From a cold start: a connection with TLS comes before it.
        Measure("boards", "connect and ack p99 meanwhile", percentile(answers, 0.99), "ms"),
    ]


def _of_machine(found: Found, watchers: int) -> list[Measure]:
    before, after = found.memory
    return [
        *(Measure("boards", f"cores: {name}", used, "cores") for name, used in found.cores.items()),
        Measure(
            "boards", "processor time of the watching process", found.watched["processor_s"], "s"
        ),
        Measure("boards", "lag of the watchers' loop, p99", found.watched["lag_p99_ms"], "ms"),
        Measure("boards", "memory of a worker, more with watchers", after - before, "MiB"),
    ]
