"""Puts a measurement into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bench.ledger import Check

BUDGET = 0.60
CORES = ("worker_cores", "generator_cores", "all_cores")
CAVEAT = (
    "One small measurement: one run, one worker, one class over loopback. Generator, worker and "
    "PostgreSQL share the cores named below with whatever else ran. It says how far group commit "
    "gets on this machine beside one-row commits, not how many pupils a server carries."
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """Everything one run found; rates a second, times in milliseconds."""

    command: str
    connections: int
    seconds: float
    answers: Mapping[str, float]
    ledger: Check
    commits: list[float]
    machine: Mapping[str, str]

    @property
    def yardstick(self) -> float:
        """Single-row commits a second: the mean of the runs before and after."""
        return sum(self.commits) / len(self.commits)

    @property
    def ratio(self) -> float:
        """Acknowledged answers for each single-row commit."""
        return self.answers["a_second"] / self.yardstick

    @property
    def worker_ms(self) -> float:
        """What an answer costs the worker, whoever else wants the cores."""
        return 1000 * self.answers["worker_cores"] / self.answers["a_second"]

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        return {
            **asdict(self),
            "yardstick": self.yardstick,
            "ratio": self.ratio,
            "worker_ms": self.worker_ms,
            "budget": BUDGET,
            "caveat": CAVEAT,
        }


def markdown(found: Measurement) -> str:
    """The same, for a person."""
    verdict = "met" if found.ratio >= BUDGET else "missed"
    rows = {
        "acknowledged answers a second": f"{found.answers['a_second']:,.0f}",
        "acknowledgement, p50": f"{found.answers['p50_ms']:.1f} ms",
        "acknowledgement, p99": f"{found.answers['p99_ms']:.1f} ms",
        "acknowledgement, longest": f"{found.answers['longest_ms']:.1f} ms",
        "answers in one commit, mean": f"{found.ledger.answers_per_commit:.1f}",
        "acknowledged in all, warm-up included": f"{found.ledger.acknowledged:,}",
        "**acknowledged but not stored**": f"**{found.ledger.lost}** (must be 0)",
        "refused or not acknowledged": f"{found.answers['refused']:.0f}",
        "single-row commits a second (`pgbench`), before and after": " and ".join(
            f"{rate:,.0f}" for rate in found.commits
        ),
        "**answers for each single-row commit**": (
            f"**{found.ratio:.0%}** (budget ≥ {BUDGET:.0%}: {verdict})"
        ),
        "cores used by worker / generator / everything here": " / ".join(
            f"{found.answers[name]:.2f}" for name in CORES
        ),
        "worker's processor time for each answer": f"{found.worker_ms:.2f} ms",
    }
    title = f"`{found.command}`: {found.connections} connections, {found.seconds:.0f} s"
    return "\n".join(
        [title, "", CAVEAT, "", *_table("what", rows), "", *_table("where", found.machine), ""]
    )


def _table(head: str, rows: Mapping[str, str]) -> list[str]:
    return [f"| {head} | |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows.items())]
