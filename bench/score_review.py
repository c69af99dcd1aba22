"""How much of what was planted a report of the review desk found.

    python -m bench.score_review FAULTS.json REPORT.json
    python -m bench.score_review --plan 3000 [SEED] > FAULTS.json

A line of the report finds a fault of its kind in the same division, country and sitting, with one
of its cards, the same question and language, as far as the fault names them. A line that finds none
is a false alarm; two lines about one fault are one.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

type Told = Mapping[str, Any]

NAMED = ("division", "country", "sitting", "question", "language")
SPELT = {
    "mistranslated_in_one_language": "mistranslated",
    "teacher_who_helps": "helping_teacher",
    "paper_known_from_noon": "paper_known",
}
# Of how many hundred attempts each country has a share, and how large a class is.
SHARES, CLASS = {"BA": 30, "HR": 35, "RS": 35}, 23
DIVISIONS = ("9-11", "12-13", "14-15")


def kind_of(fault: Told) -> str:
    """The kind as reports spell it."""
    spelt = str(fault["kind"]).lower().replace(" ", "_")
    return SPELT.get(spelt, spelt)


def finds(line: Told, fault: Told) -> bool:
    """Whether a line of the report is about this fault."""
    if line["kind"] != kind_of(fault):
        return False
    subject, cards = line["subject"], set(fault.get("cards") or ())
    same = all(
        subject[name] == fault[name] for name in NAMED if fault.get(name) and subject.get(name)
    )
    needed = fault.get("sitting") and not subject.get("sitting")
    wholly = not needed and (not fault.get("question") or bool(subject.get("question")))
    return same and wholly and (not cards or bool(cards & set(subject.get("cards") or cards)))


def scored(faults: Sequence[Told], report: Sequence[Told]) -> dict[str, dict[str, int]]:
    """``{kind: {planted, found, missed, false}}``."""
    found: dict[str, Counter[str]] = {}
    for fault in faults:
        counts = found.setdefault(kind_of(fault), Counter())
        hit = any(finds(line, fault) for line in report)
        counts.update(planted=1, found=int(hit), missed=int(not hit))
    for line in report:
        counts = found.setdefault(line["kind"], Counter())
        counts["false"] += not any(finds(line, fault) for fault in faults)
    names = ("planted", "found", "missed", "false")
    return {kind: {name: counts[name] for name in names} for kind, counts in sorted(found.items())}


def plan(attempts: int, seed: int = 17) -> list[dict[str, Any]]:
    """A file of faults for so many attempts: some of each kind, more in a larger one."""
    chance = random.Random(seed)
    many = 1 if attempts < 1000 else 3 if attempts < 10_000 else 8
    faults: list[dict[str, Any]] = []
    taken = set[tuple[str, str, int]]()

    def sitting() -> dict[str, Any]:
        while True:
            division, country = chance.choice(DIVISIONS), chance.choice(list(SHARES))
            last = max(1, attempts // 3 * SHARES[country] // 100 // CLASS - 1)
            place = (division, country, chance.randint(1, last))
            if place not in taken:
                taken.add(place)
                return dict(zip(("division", "country", "sitting"), place, strict=True))

    questions = iter(chance.sample([(d, q) for d in DIVISIONS for q in range(1, 13)], 2 * many))
    for _one in range(many):
        division, question = next(questions)
        faults.append({"kind": "wrong_key", "division": division, "question": question})
        division, question = next(questions)
        language = chance.choice(["hr", "sr"])
        names = {"division": division, "question": question, "language": language}
        faults.append({"kind": "mistranslated", **names})
        faults.append({"kind": "copying_class", **sitting()})
        faults.append(
            {"kind": "double_entry", **sitting(), "cards": chance.sample(range(1, 18), 2)}
        )
        faults.append({"kind": "helping_teacher", **sitting()})
        faults.append({"kind": "robot", **sitting(), "cards": [chance.randint(1, 18)]})
    known = list(SHARES)[: 1 if many < 8 else 2]
    told = {"kind": "paper_known", "division": "12-13"}
    return [*faults, *({**told, "country": country} for country in known)]


def main(arguments: Sequence[str]) -> None:
    """Print a plan, or what a report found of one."""
    if arguments[0] == "--plan":
        print(json.dumps(plan(*map(int, arguments[1:])), indent=1))
        return
    faults, report = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    for kind, counts in scored(faults, report).items():
        print(f"{kind:<16}", *(f"{name} {count:>3}" for name, count in counts.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
