"""The ministry's figures with 100,000 attempts: ``python -m bench.insight [ATTEMPTS]``.

Fills a database of its own in three countries, publishes each country's figures as the periodic job
does, and reads every page and file as a superuser. Prints seconds.
"""

from __future__ import annotations

import subprocess
import sys

from bench import many
from bench.cluster import Cluster
from tests.machine import ROOT


def main(attempts: int) -> None:
    """Make the database, then look at it in a fresh process."""
    with Cluster(workers=1, proxy=False) as cluster:
        cluster.stage(30)
        cluster.workers[0].kill()
        many.fill_up(cluster.postgres.url, attempts=attempts, answers=0)
        environment = cluster.workers[0].environment
        command = [sys.executable, "-W", "ignore", "-m", "bench.look_at_insight"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
