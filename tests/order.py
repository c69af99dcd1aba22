"""In which order tests run: what waits beside what works, and nothing long at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby


def dealt[Test](
    tests: Sequence[Test],
    processes: int,
    *,
    is_flow: Callable[[Test], bool],
    file_of: Callable[[Test], str],
) -> list[Test]:
    """Flows at the beginning of each part that `--dist worksteal` gives a process.

    It cuts the list into equal parts, and who has done the own one takes from the ends of others. A
    file stays whole: its tests share a browser, a server or a world.
    """
    flows = [test for test in tests if is_flow(test)]
    rest = [test for test in tests if not is_flow(test)]
    piles: list[list[Test]] = [[] for _ in range(processes)]
    files = [list(file) for _name, file in groupby(flows, file_of)]
    for file in sorted(files, key=len, reverse=True):
        min(piles, key=len).extend(file)
    order: list[Test] = []
    for number, pile in enumerate(piles):
        part = (len(tests) - len(order)) // (processes - number)
        beside = max(part - len(pile), 0)
        order += [*pile, *rest[:beside]]
        rest = rest[beside:]
    return order + rest
