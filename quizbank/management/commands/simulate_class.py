"""Whether papers tell apart who knows, who follows cues and who guesses: a made-up class."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import CommandError, CommandParser

from quizbank.checks import inspection
from quizbank.checks.cues import CueList, guessable, pointed
from quizbank.checks.items import CheckedQuestion, item_of
from quizbank.management.english import EnglishCommand
from quizbank.rules.blind_guesses import chance
from quizbank.rules.marking import may_be_half_right, points_of
from quizbank.rules.option_guesses import MEANT
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import form_of
from quizbank.rules.scene_kinds import markable
from quizbank.rules.simulated_class import (
    CHOICES,
    KNOW,
    SimulatedGroup,
    SimulatedQuestion,
    simulated,
    told_apart,
)


class Command(EnglishCommand):
    help = "Play papers of fixtures/ with a made-up class: who guesses, follows cues, knows."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where questions and papers are, and what readers of the choices alone have hit."""
        parser.add_argument("--fixtures", type=Path, default=inspection.FIXTURES)
        parser.add_argument("--paper", default="official", help="which list of fixtures/papers")
        parser.add_argument("--hits", type=Path, help="what `pretest score --json` said")
        parser.add_argument("--pupils", type=int, default=1000, help="of each kind")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ANN401 - as Django gives them
        """A line for each age and kind of pupil."""
        hits = _hits(options["hits"])
        for path in sorted((options["fixtures"] / "papers").glob("*.yaml")):
            keys = yaml.safe_load(path.read_text("utf-8"))[options["paper"]]
            folder = options["fixtures"] / "questions" / path.stem
            paper = list(_paper(folder, keys, hits))
            told = simulated(paper, pupils=options["pupils"], seed=options["seed"])
            self._tell(path.stem, paper, told, with_hits=bool(hits))

    def _tell(
        self,
        age: str,
        paper: Sequence[SimulatedQuestion],
        told: Mapping[str, SimulatedGroup],
        *,
        with_hits: bool,
    ) -> None:
        self.stdout.write(
            f"{age}: {len(paper)} questions, {sum(one.points for one in paper)} points"
        )
        for name, one in told.items():
            if name != CHOICES or with_hits:
                apart = told_apart(told[KNOW].points, one.points)
                more = "" if name == KNOW else f", who knows has more in {apart:.0%}"
                self.stdout.write(f"  {name}: mean {one.mean:.0%}, full marks {one.full:.1%}{more}")


def _paper(
    folder: Path, keys: Sequence[str], hits: Mapping[str, Sequence[bool]]
) -> Iterator[SimulatedQuestion]:
    cues = inspection.guide().cues
    for key in keys:
        data = yaml.safe_load((folder / f"{key}.yaml").read_text("utf-8"))
        yield _asked(item_of(data), MEANT[data["difficulty"]] / 100, cues, hits.get(key, ()))


def _asked(
    item: CheckedQuestion, meant: float, cues: CueList, hits: Sequence[bool]
) -> SimulatedQuestion:
    words = item.texts["en"]
    letters = "".join(sorted(words.choices))
    form = form_of(item.kind, item.right, letters)
    nothing = item.kind is QuestionKind.SPOTS and len(letters) > len(markable(item.scene))
    guessed = chance(form, with_nothing=nothing)
    by_cues = by_choices = guessed
    if guessable(item):
        by_cues = pointed(words.choices, "en", cues).chance_of(item.right)
        by_choices = sum(hits) / len(hits) if hits else guessed
    half = may_be_half_right(form)
    return SimulatedQuestion(points_of(form.kind), half, meant, guessed, by_cues, by_choices)


def _hits(path: Path | None) -> Mapping[str, Sequence[bool]]:
    if path is None:
        return {}
    try:
        found: Mapping[str, Sequence[bool]] = json.loads(path.read_text("utf-8"))["hits"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path}: this is no score of a pretest ({error})") from error
    return found
