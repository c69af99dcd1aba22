"""The tables by the name they have in addresses."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from leaderboard.insight.attendance import participation
from leaderboard.insight.figure_tables import FigureTable, Look
from leaderboard.insight.outcomes import distribution, questions, scores, topics

# Title, table, and which filters it takes.
PARTS: dict[str, tuple[object, Callable[[Look], FigureTable], tuple[str, ...]]] = {
    "participation": (gettext_lazy("Participation by area"), participation, ()),
    "scores": (gettext_lazy("Scores by area"), scores, ("division", "language")),
    "distribution": (gettext_lazy("How scores are spread"), distribution, ("division",)),
    "topics": (gettext_lazy("Topics known least"), topics, ("division", "language")),
    "questions": (gettext_lazy("Questions missed most"), questions, ("division", "language")),
}
