"""The figures that every played day has in common."""

from __future__ import annotations

from bench.measure import Measure, below, none_of, percentile
from bench.running import Run

# Above it the generator would be what is measured.
LAG_LIMIT = 50.0
ACK_LIMIT = 100.0


def ledger(scenario: str, run: Run) -> list[Measure]:
    """The comparison with the database: everything but the first figure must be 0."""
    check = run.check
    return [
        Measure(scenario, "acknowledged events", check.acknowledged, ""),
        Measure(scenario, "acknowledged finishes", check.finished, ""),
        none_of(scenario, "lost", check.lost),
        none_of(scenario, "duplicated", check.duplicated),
        none_of(scenario, "wrong", check.wrong),
    ]


def latency(
    scenario: str, run: Run, since: float, until: float, *, limit: float = ACK_LIMIT
) -> list[Measure]:
    """How long pupils waited in a span of the run."""
    acks, clicks = run.took("ack", since, until), run.took("click_to_ack", since, until)
    return [
        Measure(scenario, "ack p50", percentile(acks, 0.5), "ms"),
        below(scenario, "ack p99", percentile(acks, 0.99), "ms", limit),
        Measure(scenario, "ack longest", percentile(acks, 1.0), "ms"),
        Measure(scenario, "click to ack p50", percentile(clicks, 0.5), "ms"),
        Measure(scenario, "click to ack p99", percentile(clicks, 0.99), "ms"),
        Measure(scenario, "click to ack longest", percentile(clicks, 1.0), "ms"),
    ]


KINDS = ("join", "start", "answers", "heartbeat", "finish", "paper", "receipt", "connect")


def rates(scenario: str, run: Run, since: float, until: float) -> list[Measure]:
    """How much there was to do in a span of the run, a second."""
    seconds = until - since
    counted = {kind: len(run.took(kind, since, until)) for kind in KINDS}
    requests = sum(counted.values()) - counted["connect"]
    acks = len(run.took("ack", since, until))
    return [
        Measure(scenario, "events acknowledged", acks / seconds, "1/s"),
        Measure(scenario, "requests of pupils", requests / seconds, "1/s"),
        *(
            Measure(scenario, f"{kind} requests", counted[kind] / seconds, "1/s")
            for kind in ("join", "start", "heartbeat", "finish")
        ),
        Measure(
            scenario, "first loads", len(run.took("first_load", since, until)) / seconds, "1/s"
        ),
        Measure(scenario, "pupils at once", _at_once(run, (since + until) / 2), ""),
    ]


def _at_once(run: Run, at: float) -> int:
    """Pupils who have joined and not finished at a moment."""
    return len(run.took("join", 0, at)) - len(run.took("finish", 0, at))


def refusals(scenario: str, run: Run) -> list[Measure]:
    """What went wrong for anybody, and what the generators say of it."""
    counts = run.counts
    return [
        Measure(scenario, "monitors open, most", run.screens.get("most_open", 0), ""),
        none_of(scenario, "monitors not opened", run.screens.get("not_opened", 0)),
        Measure(scenario, "requests refused", run.refused(), ""),
        Measure(scenario, "requests timed out", counts["requests timed out"], ""),
        Measure(scenario, "connections broken", counts["connections broken or refused"], ""),
        none_of(scenario, "events never acknowledged", run.unsent),
        none_of(scenario, "pupils left over", counts["left over"] + counts["broken by an error"]),
    ]


def machine(scenario: str, run: Run, since: float, until: float) -> list[Measure]:
    """What the parts used, and whether the generator was what was measured."""
    cores = run.cores(since, until)
    lag = run.lag(since, until)
    return [
        *(Measure(scenario, f"cores: {name}", value, "cores") for name, value in cores.items()),
        below(scenario, "generator lag p99", percentile(lag, 0.99), "ms", LAG_LIMIT),
        Measure(scenario, "generator lag longest", percentile(lag, 1.0), "ms"),
        *_per_request(scenario, run, since, until),
        *_memory(scenario, run, since, until),
        *_storage(scenario, run),
    ]


# Whose processor a pupil's request costs; what the generator takes is not counted.
PARTS = ("answers", "pages", "background", "database", "proxy", "redis")


def _per_request(scenario: str, run: Run, since: float, until: float) -> list[Measure]:
    """Processor time of each part for one request of a pupil."""
    requests = sum(len(run.took(kind, since, until)) for kind in KINDS if kind != "connect")
    if not requests:
        return []
    cores = run.cores(since, until)
    each = {part: 1000 * cores[part] * (until - since) / requests for part in PARTS}
    each["all of these"] = sum(each.values())
    return [
        Measure(scenario, f"processor for a request: {part}", ms, "ms") for part, ms in each.items()
    ]


def _memory(scenario: str, run: Run, since: float, until: float) -> list[Measure]:
    """Memory of the largest worker at both ends of a span, then the most of each part."""
    samples = [s for s in run.samples if since <= s.at < until and s.memory]
    if not samples:
        return []
    most = {part: max(s.parts.get(part, 0.0) for s in samples) for part in PARTS}
    return [
        Measure(scenario, "memory of a worker, first", max(samples[0].memory), "MiB"),
        Measure(scenario, "memory of a worker, last", max(samples[-1].memory), "MiB"),
        *(Measure(scenario, f"memory: {part}", mib, "MiB") for part, mib in most.items()),
    ]


def _storage(scenario: str, run: Run) -> list[Measure]:
    """What a finished attempt takes in the database, its answers and all indexes with it."""
    if not run.check.finished:
        return []
    each = run.stored / run.check.finished / 1024
    return [Measure(scenario, "database: grown by, for a finished attempt", each, "KiB")]


def all_of(scenario: str, run: Run, since: float, until: float) -> list[Measure]:
    """Everything above for one span."""
    return [
        *latency(scenario, run, since, until),
        *rates(scenario, run, since, until),
        *ledger(scenario, run),
        *refusals(scenario, run),
        *machine(scenario, run, since, until),
    ]
