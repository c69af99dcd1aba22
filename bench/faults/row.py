"""One line of the table of `make chaos`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

HEAD = (
    "fault",
    "acknowledged",
    "lost",
    "duplicated",
    "wrong",
    "longest wait (s)",
    "boards recovered (s)",
    "p99 (ms)",
    "objections",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one fault.

    longest_wait_s: from a pupil's click to its acknowledgement. boards_recovered_s: from the end of
    the fault until a watcher saw a board with a finish made after it. p99_ms: of an
    acknowledgement, during the fault and after it. Nothing, where ``not_run`` says why.
    """

    fault: str
    acknowledged: int | None = None
    lost: int | None = None
    duplicated: int | None = None
    longest_wait_s: float | None = None
    boards_recovered_s: float | None = None
    wrong: int | None = None
    p99_ms: float | None = None
    refused: Mapping[str, int] | None = None
    objections: tuple[str, ...] = ()
    not_run: str = ""
    must_lose: bool = False

    @property
    def is_as_it_should(self) -> bool:
        """Whether it passed; a fault that could not be made here has not failed."""
        if self.not_run:
            return True
        if self.must_lose:
            return bool(self.lost)
        return not (self.lost or self.duplicated or self.wrong or self.objections)

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        return asdict(self)

    def cells(self) -> list[str]:
        """The same, for a person."""
        if self.not_run:
            return [self.fault, *["–"] * 7, f"not run: {self.not_run}"]
        numbers = (self.acknowledged, self.lost, self.duplicated, self.wrong)
        times = (self.longest_wait_s, self.boards_recovered_s)
        return [
            self.fault,
            *("–" if number is None else f"{number:,}" for number in numbers),
            *("–" if seconds is None else f"{seconds:.1f}" for seconds in times),
            "–" if self.p99_ms is None else f"{self.p99_ms:.0f}",
            "; ".join(self.objections) or "none",
        ]
