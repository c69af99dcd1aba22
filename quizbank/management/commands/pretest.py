"""The pretest without stems: a sheet of choices alone for readers, and what they hit."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from quizbank.checks import inspection
from quizbank.checks.cues import guessable
from quizbank.checks.items import CheckedQuestion
from quizbank.exceptions import BadQuestion
from quizbank.management.english import EnglishCommand
from quizbank.rules.option_guesses import (
    Guessable,
    code_of,
    given_away,
    hits_of,
    shares,
    shuffled,
)

DATABASE = "database"
HELP = (
    "Make a sheet of the choices alone, or score what readers picked: "
    "docs/questions.md, “The pretest without stems”."
)


class Command(EnglishCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which questions."""
        parser.add_argument("act", choices=["sheet", "score"])
        parser.add_argument("picks", nargs="*", type=Path, help="score: a file of each reader")
        parser.add_argument(
            "--source",
            default=str(inspection.FIXTURES / "questions"),
            help=f"a folder with one YAML file for each question, or “{DATABASE}”",
        )
        parser.add_argument("--language", default="en", choices=[*settings.ENDONYMS])
        parser.add_argument("--division", default="", help="of one age alone, as 9-11")
        parser.add_argument("--seed", default="1", help="decides the order; the same for both acts")
        parser.add_argument("--json", action="store_true", help="JSON instead of CSV or words")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ANN401 - as Django gives them
        """Writes to standard output."""
        items = _items(options["source"], options["division"], options["language"])
        asked = [_guessable(one, options["language"], options["seed"]) for one in items]
        if options["act"] == "sheet":
            self._sheet(items, asked, options)
        else:
            self._score(asked, options)

    def _sheet(
        self,
        items: Sequence[CheckedQuestion],
        asked: Sequence[Guessable],
        options: Mapping[str, Any],
    ) -> None:
        seed, language = options["seed"], options["language"]
        rows = [
            (code_of(seed, one.key), [item.texts[language].choices[at] for at in one.order])
            for item, one in zip(items, asked, strict=True)
        ]
        # The order of the files would tell which questions are of one topic.
        rows.sort()
        if options["json"]:
            told = [{"question": code, "choices": choices} for code, choices in rows]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        writer = csv.writer(self.stdout)
        writer.writerow(["question", "1", "2", "3", "4", "pick"])
        for code, choices in rows:
            writer.writerow([code, *choices, *[""] * (4 - len(choices)), ""])

    def _score(self, asked: Sequence[Guessable], options: Mapping[str, Any]) -> None:
        keys = {code_of(options["seed"], one.key): one.key for one in asked}
        readers = [hits_of(asked, _picks(path, keys)) for path in options["picks"]]
        if not readers:
            raise CommandError("name a file of picks for each reader")
        found, back = shares(asked, readers), given_away(asked, readers)
        if options["json"]:
            told = {
                "readers": len(readers),
                "shares": {
                    name: {**one._asdict(), "share": round(one.share, 3)}
                    for name, one in found.items()
                },
                "hits": {
                    one.key: [hits[one.key] for hits in readers if one.key in hits] for one in asked
                },
                "sent_back": back,
            }
            self.stdout.write(json.dumps(told, indent=1))
            return
        for name, one in found.items():
            self.stdout.write(
                f"{name}: {one.hits} of {one.picks} hit, {one.share:.0%}; chance {one.chance:.0%}"
            )
        self.stdout.write(f"{len(back)} go back: {', '.join(back) or 'none'}")


def _items(source: str, division: str, language: str) -> list[CheckedQuestion]:
    try:
        found = (
            inspection.items_of_database()
            if source == DATABASE
            else inspection.items_of_files(Path(source))
        )
    except BadQuestion as error:
        raise CommandError(str(error)) from error
    there = [
        one
        for one in found
        if guessable(one) and division in ("", one.division) and language in one.texts
    ]
    if not there:
        raise CommandError(f"{source}: no single choice in this language and age")
    return there


def _guessable(item: CheckedQuestion, language: str, seed: str) -> Guessable:
    order = shuffled(item.texts[language].choices, seed, item.key)
    return Guessable(item.key, item.division, order, item.right)


def _picks(path: Path, keys: Mapping[str, str]) -> dict[str, int]:
    """``{identifier: number of a choice}`` of a reader: a sheet with its picks, or JSON."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = json.loads(text) if text.lstrip()[:1] in ("{", "[") else _of_sheet(text)
        told = rows if isinstance(rows, dict) else {one["question"]: one["pick"] for one in rows}
        picks = {str(code): int(pick) for code, pick in told.items() if str(pick).strip()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path}: these are no picks ({error})") from error
    if unknown := sorted(picks.keys() - keys.keys()):
        raise CommandError(
            f"{path}: {unknown[0]} stands on no sheet of this seed, language, age and source"
        )
    return {keys[code]: pick for code, pick in picks.items()}


def _of_sheet(text: str) -> dict[str, str]:
    rows = csv.DictReader(text.splitlines())
    return {cast("str", row["question"]): row.get("pick") or "" for row in rows}
