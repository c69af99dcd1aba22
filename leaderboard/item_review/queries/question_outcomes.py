"""What pupils did with a question of the bank, edition by edition, beside what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import ItemReport
from quizbank.models import PaperQuestion, Question
from quizbank.models.questions import MEANT
from schools.models import DIVISION_CODES
from schools.rules.percents import whole_percent

# So far from what was meant, in points of a hundred, the difficulty was misjudged.
FAR = 15


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One group of pupils; ``credit`` in per cent, ``correlation`` from -1 to 1."""

    name: str
    pupils: int
    credit: int | None
    correlation: float | None


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """What the pupils of one edition did with it: all, then by language."""

    edition: Edition
    division: str
    lines: Sequence[OutcomeLine]
    meant: int

    @property
    def sentence(self) -> str:
        """How near it came to what was meant; empty where too few pupils say so."""
        credit = self.lines[0].credit
        if credit is None:
            return ""
        if credit - self.meant > FAR:
            return _("It was easier than it was meant to be.")
        if self.meant - credit > FAR:
            return _("It was harder than it was meant to be.")
        return _("It was about as hard as it was meant to be.")


def outcomes_of(question: Question) -> list[QuestionOutcome]:
    """The editions whose results are published, the latest first; two statements."""
    places = dict(PaperQuestion.objects.filter(question=question).values_list("paper", "number"))
    reports = ItemReport.objects.filter(edition__state__in=PUBLISHED, edition__demonstration=False)
    found = reports.select_related("edition").order_by("-edition__year", "-edition")
    return [
        outcome
        for report in found
        for told in report.body.get("divisions", [])
        if (number := places.get(told["paper"])) is not None
        and (outcome := _outcome(question, report.edition, told, number)).lines
    ]


def _outcome(
    question: Question, edition: Edition, told: Mapping[str, Any], number: int
) -> QuestionOutcome:
    lines = list(_lines(told["groups"], number))
    ages = dict(DIVISION_CODES)[told["code"]]
    return QuestionOutcome(edition, ages, lines, MEANT[question.difficulty])


def _lines(groups: Sequence[Mapping[str, Any]], number: int) -> Iterator[OutcomeLine]:
    for group in groups:
        one = next((item for item in group["items"] if item["number"] == number), None)
        if one is not None:
            language = group.get("language") or ""
            name = settings.ENDONYMS[language] if language else _("all pupils")
            credit = None if one["credit"] is None else whole_percent(100 * one["credit"])
            yield OutcomeLine(name, one["pupils"], credit, one["correlation"])
