"""How the delay of a board is reckoned from what pupils and watchers saw."""

from __future__ import annotations

from math import inf

import pytest

from bench.boards import BEFORE, delays
from bench.watching import Crowd, Eyes


@pytest.mark.parametrize(
    ("acked", "snapshots", "waited"),
    [
        pytest.param([10.0], [(7, BEFORE + 1, 5, 11.5)], [1500], id="one finish"),
        pytest.param(
            [10.0, 10.5],
            [(7, BEFORE + 1, 5, 11.0), (8, BEFORE + 2, 5, 12.5)],
            [1000, 2000],
            id="each waits for its own snapshot",
        ),
        pytest.param(
            [10.0, 10.5], [(7, BEFORE + 2, 5, 11.0)], [500, 1000], id="both in one snapshot"
        ),
        pytest.param(
            [10.0],
            [(7, BEFORE, 5, 10.5), (8, BEFORE + 1, 5, 11.0)],
            [1000],
            id="a snapshot from before says nothing",
        ),
        pytest.param([10.0, 11.0], [(7, BEFORE + 1, 5, 12.0)], [2000, inf], id="never seen"),
    ],
)
def test_a_finish_waits_for_the_first_snapshot_that_counts_it(
    acked: list[float], snapshots: list[tuple[int, int, int, float]], waited: list[float]
) -> None:
    assert delays(acked, snapshots) == waited


def test_a_snapshot_is_there_when_the_slowest_watcher_has_it() -> None:
    crowd = Crowd()
    quick, slow = Eyes(crowd), Eyes(crowd)
    for eyes, at in ((quick, 1.0), (slow, 3.0)):
        eyes.take(b'{"total":12,"version":1}', at)
    assert (crowd.snapshots[1].watchers, crowd.snapshots[1].last) == (2, 3.0)


def test_who_skips_a_snapshot_has_it_with_the_next() -> None:
    crowd = Crowd()
    quick, slow = Eyes(crowd), Eyes(crowd)
    for eyes, version, at in ((quick, 1, 1.0), (quick, 2, 2.0), (slow, 2, 4.0)):
        eyes.take(b'{"total":%d,"version":%d}' % (11 + version, version), at)
    seen = [(one.total, one.watchers, one.last) for one in crowd.snapshots.values()]
    assert seen == [(12, 2, 4.0), (13, 2, 4.0)]
