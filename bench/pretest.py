"""The pretest without stems: a sheet of choices alone for readers, and what they hit.

``python -m bench.pretest sheet > sheet.csv``, then ``… score reader-1.csv reader-2.csv`` with the
column ``pick`` filled in; seed, language and division are the same in both (docs/questions.md).
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from quizbank.checks import inspection  # noqa: E402 - after Django is there
from quizbank.checks.cues import guessable  # noqa: E402 - after Django is there
from quizbank.checks.items import CheckedQuestion  # noqa: E402 - after Django is there

# So many readers say something; more than half of them right, and the words give the key away.
READERS = 3


def code_of(seed: str, key: str) -> str:
    """What a sheet calls a question, whose identifier would tell what it asks."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()[:8]


def shuffled(letters: str, seed: str, key: str) -> str:
    """The letters of a question in the order of a sheet: the same for the same seed."""
    order = sorted(letters)
    random.Random(f"{seed}\n{key}").shuffle(order)
    return "".join(order)


def sheet(items: Sequence[CheckedQuestion], language: str, seed: str) -> list[list[str]]:
    """A row for each question, in an order that tells nothing of topics."""
    rows = []
    for item in items:
        choices = item.texts[language].choices
        order = shuffled("".join(choices), seed, item.key)
        said = [choices[letter] for letter in order]
        rows.append([code_of(seed, item.key), *said, *[""] * (4 - len(said)), ""])
    return [["question", "1", "2", "3", "4", "pick"], *sorted(rows)]


def hits_of(
    items: Sequence[CheckedQuestion], picks: Mapping[str, str], language: str, seed: str
) -> dict[str, bool]:
    """``{identifier: whether this reader hit}``; ``picks`` by the code of a sheet, from 1."""
    found = {}
    for item in items:
        order = shuffled("".join(item.texts[language].choices), seed, item.key)
        pick = picks.get(code_of(seed, item.key), "").strip()
        if pick.isdecimal() and 1 <= int(pick) <= len(order):
            found[item.key] = order[int(pick) - 1] == item.right
    return found


def gives_away(hits: Sequence[bool]) -> bool:
    """Whether enough readers of the choices alone found the key for the text to go back."""
    return len(hits) >= READERS and sum(hits) * 2 > len(hits)


def score(
    items: Sequence[CheckedQuestion], readers: Sequence[Mapping[str, bool]], language: str
) -> list[str]:
    """What is told of the readers: hits beside chance, and what goes back."""
    lines = []
    for division in sorted({item.division for item in items}):
        rows = [
            (hits[item.key], 1 / len(item.texts[language].choices))
            for item in items
            for hits in readers
            if item.division == division and item.key in hits
        ]
        if rows:
            hit, chance = sum(one for one, _ in rows), sum(one for _, one in rows) / len(rows)
            lines.append(f"{division}: {hit} of {len(rows)} hit; chance {chance:.0%}")
    back = [
        item.key
        for item in items
        if gives_away([hits[item.key] for hits in readers if item.key in hits])
    ]
    return [*lines, f"{len(back)} go back: {', '.join(back) or 'none'}"]


def main() -> None:
    """Write to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["sheet", "score"])
    parser.add_argument("picks", nargs="*", type=Path, help="score: a sheet of each reader")
    parser.add_argument("--source", type=Path, default=inspection.FIXTURES / "questions")
    parser.add_argument("--language", default="en")
    parser.add_argument("--division", default="", help="of one age alone, as 9-11")
    parser.add_argument("--seed", default="1", help="decides the order; the same for both acts")
    asked = parser.parse_args()
    items = [
        one
        for one in inspection.items_of_files(asked.source)
        if guessable(one) and asked.division in ("", one.division) and asked.language in one.texts
    ]
    if asked.act == "sheet":
        csv.writer(sys.stdout).writerows(sheet(items, asked.language, asked.seed))
        return
    readers = []
    for path in asked.picks:
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        picks = {row["question"]: row["pick"] or "" for row in rows}
        readers.append(hits_of(items, picks, asked.language, asked.seed))
    print("\n".join(score(items, readers, asked.language)))


if __name__ == "__main__":
    main()
