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
from typing import Any

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings, below, none_of, percentile
from bench.plan import Class, class_of
from bench.running import Run, play
from tests.machine import ROOT

RATE = 20.0
# There are nine boards, so the fullest has a ninth of the staged pupils at least.
BOARDS = 9
# From a thousand on a board counts only every ten seconds: its total would say nothing here.
MOST = 950
# A board tells no number before ten pupils of three schools: so many ``bench.company`` puts there.
BEFORE = 12
SETTLE = 5.0
BOARD_LIMIT, ACK_LIMIT = 2500.0, 100.0


def run(settings: Settings) -> list[Measure]:
    """2,000 watchers for a quarter of a minute; in full 5,000 for half a minute."""
    pupils = min(int(RATE * settings.seconds), MOST)
    with Cluster(settings.workers) as cluster:
        staged = cluster.stage(pupils * BOARDS, size=day.CLASS)["classes"]
        cluster.run("bench.company")
        time.sleep(SETTLE)
        board, _count = Counter(one["board"] for one in staged).most_common(1)[0]
        classes = [one for one in staged if one["board"] == board][: pupils // day.CLASS]
        opened, watched, played = _watch(cluster, board, settings.pupils, _coming(classes))
    return _measures(settings.pupils, opened, watched, played)


def _coming(staged: list[dict[str, Any]]) -> list[Class]:
    """One class after the other, so that they finish one after the other as well."""
    each = day.CLASS / RATE
    return [
        class_of(told, arrives=n * each, spread=each, starts=(n + 1) * each, events=2)
        for n, told in enumerate(staged)
    ]


def _watch(
    cluster: Cluster, board: int, watchers: int, classes: list[Class]
) -> tuple[dict[str, float], dict[str, Any], Run]:
    out = cluster.folder / "watched"
    command = [sys.executable, "-m", "bench.watching", cluster.url, str(board), str(watchers)]
    with subprocess.Popen(
        [*command, str(out)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crowd:
        assert crowd.stdout is not None
        opened = json.loads(crowd.stdout.readline())
        ends = classes[-1].starts + day.NOTICE + day.WAIT
        played = play(
            cluster, classes, ends=ends, files=[], confirms=1.0, think=1.0, watchers=0, reloads=0
        )
        time.sleep(SETTLE)
        crowd.communicate()
    return opened, json.loads(out.read_text()), played


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


def _acked(run: Run) -> list[float]:
    """When finishes were acknowledged, on the monotonic clock."""
    begins = run.plan.begins + time.monotonic() - time.time()
    finishes = run.played.took["finish"]
    return sorted(begins + at + ms / 1000 for at, ms in zip(finishes.at, finishes.ms, strict=True))


def _measures(
    watchers: int, opened: dict[str, float], watched: dict[str, Any], run: Run
) -> list[Measure]:
    waited = delays(_acked(run), watched["snapshots"])
    name = f"finish to the last of {watchers:,} watchers"
    behind = opened["opened"] - watched["snapshots"][-1][2]
    finishes, acks = run.took("finish"), run.took("ack")
    return [
        Measure("boards", "connects", opened["opened"] / opened["seconds"], "1/s"),
        none_of("boards", "watchers refused", opened["refused"], "watchers"),
        none_of("boards", "watchers without the last board", behind, "watchers"),
        Measure("boards", f"{name}, p50", percentile(waited, 0.5), "ms"),
        below("boards", f"{name}, p99", percentile(waited, 0.99), "ms", BOARD_LIMIT),
        Measure("boards", f"{name}, longest", waited[-1], "ms"),
        below("boards", "finish p99 meanwhile", percentile(finishes, 0.99), "ms", ACK_LIMIT),
        Measure("boards", "ack p99 meanwhile", percentile(acks, 0.99), "ms"),
        Measure("boards", "lag of the watchers' loop, p99", watched["lag_p99_ms"], "ms"),
        *figures.ledger("boards", run),
        *figures.machine("boards", run, 0, run.plan.ends),
    ]
