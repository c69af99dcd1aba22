"""Which formats there are."""

from __future__ import annotations

from dataclasses import dataclass

# Five hundred questions in six languages; more would let whoever looks at them wait for long.
# No export holds more than an import takes.
MOST_TEXTS = 3_000


@dataclass(frozen=True, slots=True)
class Format:
    """One format; a file of a ``pair`` holds a source and a target language."""

    name: str
    title: str
    # The endings of files that are read, the one that is written first.
    read_as: tuple[str, ...]
    pair: bool = False

    @property
    def suffix(self) -> str:
        """The ending of what is written."""
        return self.read_as[0]


FORMATS = {
    one.name: one
    for one in (
        Format("sheet", "Our sheet", ("xlsx", "csv")),
        Format("xliff", "XLIFF 1.2", ("xlf",), pair=True),
    )
}
