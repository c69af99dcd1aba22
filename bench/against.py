"""This state and another commit in turn, each with its own stage and code, by the same plan."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench import report
from bench.measure import Settings
from tests.machine import ROOT

OUT = Path("bench/out")
HEAD = ("scenario", "measure", "ours", "theirs", "ours / theirs")

type Figures = dict[str, tuple[float, str]]


def compare(other: Path, commit: str, sized: Mapping[str, Settings], *, rounds: int) -> int:
    """Play each scenario ``rounds`` times here and in ``other``, where the files of ``commit`` are;
    print the medians and their ratios.

    Returns 1 where a state lost an answer or broke.
    """
    rows, bad = list[Sequence[str]](), 0
    for name, settings in sized.items():
        played: dict[Path, list[Figures]] = {ROOT: [], other: []}
        for tree in [ROOT, other] * rounds:
            print(f"{name} in {tree.name} …", file=sys.stderr, flush=True)
            bad += play(tree, name, settings)
            played[tree].append(_figures(tree))
        rows += _rows(name, played[ROOT], played[other])
    text = report.table(HEAD, rows, {"theirs": commit, "rounds": f"{rounds}"}, "bench --against")
    (ROOT / OUT / "against.md").write_text(text)
    print(text)
    return min(bad, 1)


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """The files of a commit, with its catalogues, as long as they are needed."""
    with tempfile.TemporaryDirectory(prefix="against-", dir=ROOT / ".tools") as folder:
        tree = Path(folder) / commit
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            compiling = [sys.executable, "deploy/compile_messages.py"]
            subprocess.run(compiling, cwd=tree, check=True, stdout=subprocess.DEVNULL)
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def command(name: str, settings: Settings) -> list[str]:
    """The plan in words that both states understand; nothing is left to what either is used to."""
    plan = {"--only": name, "--workers": settings.workers}
    plan |= {"--pupils": settings.pupils, "--seconds": settings.seconds}
    words = [word for option, value in plan.items() for word in (option, f"{value}")]
    return [sys.executable, "-m", "bench", *words]


def play(tree: Path, name: str, settings: Settings) -> int:
    """One round there, with what that state is made of; its exit status."""
    (tree / OUT / "bench.json").unlink(missing_ok=True)
    done = subprocess.run(command(name, settings), cwd=tree, stdout=subprocess.DEVNULL)
    return done.returncode


def _figures(tree: Path) -> Figures:
    found = json.loads((tree / OUT / "bench.json").read_text())
    return {one["measure"]: (one["value"], one["unit"]) for one in found}


def _rows(name: str, ours: Sequence[Figures], theirs: Sequence[Figures]) -> Iterator[list[str]]:
    for measure, (_value, unit) in ours[0].items():
        if measure != "took" and all(measure in one for one in (*ours, *theirs)):
            own, other = (median(one[measure][0] for one in both) for both in (ours, theirs))
            ratio = f"{own / other:.2f}" if other else ""
            yield [name, measure, f"{own:.4g} {unit}", f"{other:.4g} {unit}", ratio]
