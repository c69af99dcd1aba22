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
    "p99 (ms)",
    "objections",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one fault.

    longest_wait_s: from a pupil's click to its acknowledgement. p99_ms: of an acknowledgement,
    during the fault and after it. Nothing, where the scene broke.
    """

    fault: str
    acknowledged: int | None = None
    lost: int | None = None
    duplicated: int | None = None
    longest_wait_s: float | None = None
    wrong: int | None = None
    p99_ms: float | None = None
    refused: Mapping[str, int] | None = None
    objections: tuple[str, ...] = ()
    must_lose: bool = False

    @property
    def is_as_it_should(self) -> bool:
        """Whether it passed."""
        if self.must_lose:
            return bool(self.lost)
        return not (self.lost or self.duplicated or self.wrong or self.objections)

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        return asdict(self)

    def cells(self) -> list[str]:
        """The same, for a person."""
        numbers = (self.acknowledged, self.lost, self.duplicated, self.wrong)
        return [
            self.fault,
            *("–" if number is None else f"{number:,}" for number in numbers),
            "–" if self.longest_wait_s is None else f"{self.longest_wait_s:.1f}",
            "–" if self.p99_ms is None else f"{self.p99_ms:.0f}",
            "; ".join(self.objections) or "none",
        ]
