"""The rules of an edition in sentences, made from the same data by which the quiz is run.

Nothing here reads the database: ``competition.public.queries.rulebook`` gathers the facts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.languages.dates import day_in_sentence, window_words
from competition.rules.scoring import RANKINGS

# What each step of a ranking means.
STEPS: dict[str, Promise] = {
    "score": gettext_lazy("More points are better."),
    "hard": gettext_lazy("More points from the hard questions are better."),
    "tie_break": gettext_lazy("More points from the tie-break questions are better."),
    "time": gettext_lazy("Fewer whole minutes are better, without pauses and extra time."),
}
# How a question of each kind is answered.
KINDS: dict[str, Promise] = {
    "single": gettext_lazy("One choice: press the answer that is right."),
    "multi": gettext_lazy("Several choices: press every answer that is right."),
    "sort": gettext_lazy("Sort: choose for each row the group to which it belongs."),
    "order": gettext_lazy("Put in order: press the steps one after the other, as they follow."),
    "spots": gettext_lazy(
        "Mark in the scene: press every place of the e-mail, chat or page that is asked for."
    ),
}


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """An age group of a country; ``questions`` is 0 while its paper is not published.

    ``worth`` holds every number of points a question of it can give, the fewest first.
    """

    ages: str
    grades: tuple[str, ...]
    minutes: int
    questions: int = 0
    points: int = 0
    worth: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KindWorth:
    """What questions of a kind give: the points that are possible, the fewest first."""

    kind: str
    right: tuple[int, ...]
    # All but one mistake.
    slip: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules follow from; windows and ``key_opens_at`` in the country's own time."""

    groups: tuple[AgeGroup, ...]
    windows: tuple[tuple[datetime, datetime], ...]
    minutes_decide: bool
    grace_seconds: int
    reveal_early: bool
    key_opens_at: datetime | None = None
    # Which kinds of question the published papers ask, and whether one mistake leaves a point.
    kinds: tuple[str, ...] = ()
    halves: bool = True
    # Follows from the papers as the lines do; the version says nothing more by it.
    worth: tuple[KindWorth, ...] = field(default=(), repr=False)

    def version(self) -> str:
        """Six digits that change when any rule does; digits are the same in every script."""
        return f"{int(hashlib.sha256(repr(self).encode()).hexdigest(), 16) % 10**6:06d}"


@dataclass(frozen=True, slots=True)
class RulesChapter:
    """A chapter of the rules; ``steps`` are numbered."""

    code: str
    title: str
    lines: Sequence[str]
    steps: Sequence[str] = field(default=())


def rulebook(facts: Facts) -> list[RulesChapter]:
    """All chapters, in the language being spoken."""
    return [
        RulesChapter("who", _("Who may take part"), _who()),
        RulesChapter("when", _("When"), _when(facts)),
        RulesChapter("how", _("How the quiz goes"), _how(facts)),
        RulesChapter("points", _("Points"), _points(facts)),
        RulesChapter("ranking", _("Ranking"), _after_ranking(facts), _ranking(facts)),
        RulesChapter("internet", _("When the internet breaks"), _internet(facts)),
        RulesChapter("results", _("When results are shown"), _results(facts)),
        RulesChapter("complaints", _("Complaints"), _complaints()),
    ]


def _who() -> list[str]:
    return [
        _(
            "Pupils of the grades below take part with their class. A teacher of the school "
            "enters it."
        ),
        _(
            "Nobody needs an account or an e-mail address. Each pupil gets a card with a number "
            "and a PIN."
        ),
    ]


def _when(facts: Facts) -> list[str]:
    if not facts.windows:
        return [_("The days are not fixed yet. They will stand here.")]
    lines = [window_words(opens, closes) for opens, closes in facts.windows]
    return [
        *lines,
        _("All times are local. The teacher chooses the lesson in which the class plays."),
    ]


def _how(facts: Facts) -> list[str]:
    return [
        _(
            "The teacher opens a class quiz and shows its code of six digits. It opens the quiz "
            "together with a card."
        ),
        *_answered(facts),
        _(
            "One official attempt of each card counts. Practice and rehearsal are free and "
            "never count."
        ),
        _(
            "A pupil who needs more time gets it on the card; the teacher sees to it before the "
            "start."
        ),
        _("Everybody works alone, without help from others and without looking things up."),
    ]


def _answered(facts: Facts) -> list[str]:
    """How questions are answered, of each kind there is."""
    if set(facts.kinds) == {"single"}:
        return [_("Every question has one right answer. Answers can be changed until you finish.")]
    lines = [str(KINDS[kind]) for kind in KINDS if kind in facts.kinds]
    return [
        _("Each question says how it is answered. Answers can be changed until you finish."),
        *lines,
    ]


def _points(facts: Facts) -> list[str]:
    worth = sorted({points for group in facts.groups for points in group.worth} or {1})
    return [
        *(_of_parts(facts) if set(facts.kinds) - {"single"} else [_worth(worth)]),
        _("A wrong answer takes nothing away. There are no points for speed."),
        _("If a question turns out to be faulty, it is taken out of the count for everybody."),
    ]


def _of_parts(facts: Facts) -> list[str]:
    one = _("A question with one right answer gives 1 point.")
    if facts.halves:
        parts = _(
            "Questions of several parts. All right: 2 points. One mistake: 1 point, but not where"
            " there are only three parts."
        )
    else:
        parts = _("Questions of several parts. All right: 2 points. With a mistake: no point.")
    return [one, parts] if "single" in facts.kinds else [parts]


def _worth(worth: Sequence[int]) -> str:
    if len(worth) == 1:
        text = ngettext(
            "Every right answer gives %(count)d point.",
            "Every right answer gives %(count)d points.",
            worth[0],
        )
        return text % {"count": worth[0]}
    words = {"least": worth[0], "most": worth[-1]}
    return (
        _("A right answer gives from %(least)d to %(most)d points, as the question says.") % words
    )


def _ranking(facts: Facts) -> list[str]:
    chain = RANKINGS["minutes" if facts.minutes_decide else "points"]
    return [str(STEPS[step]) for step in chain]


def _after_ranking(facts: Facts) -> list[str]:
    lines = [
        _(
            "Each age group of each country is ranked by itself. Each step decides only between "
            "those who are equal in all steps before it:"
        ),
        _("Who is still equal then shares the place: after 1, 2, 2 comes 4."),
    ]
    never = _("How long somebody took is never compared.")
    youngest = _("Ages 9–11: how long somebody took is never compared.")
    return [*lines, youngest if facts.minutes_decide else never]


def _internet(facts: Facts) -> list[str]:
    grace = ngettext(
        "An answer counts if it arrives at the latest %(count)d second after the time is up.",
        "An answer counts if it arrives at the latest %(count)d seconds after the time is up.",
        facts.grace_seconds,
    )
    return [
        _(
            "Go on answering. Answers are kept on the computer and sent by themselves when it "
            "is back."
        ),
        _(
            "After a crash the same code, number and PIN open the quiz at the same place, also "
            "elsewhere."
        ),
        grace % {"count": facts.grace_seconds},
        _("If the quiz itself could not be reached, everybody it touched gets the time back."),
    ]


def _results(facts: Facts) -> list[str]:
    lines = [_("Pupils see their points and topics as soon as the teacher ends the quiz.")]
    lines.append(_key(facts))
    lines.append(
        _("Boards show at most 20 places, with made-up names of animals instead of pupils’ names.")
    )
    lines.append(_("Results are final when the organizer has checked and sealed them."))
    return lines


def _key(facts: Facts) -> str:
    if facts.reveal_early:
        return _("Right answers and explanations are shown at the same time.")
    if facts.key_opens_at is None:
        return _("Right answers and explanations follow when the quiz is over in all countries.")
    words = {
        "day": day_in_sentence(facts.key_opens_at),
        "time": time_format(facts.key_opens_at, "H:i"),
    }
    return (
        _(
            "Right answers and explanations follow on %(day)s at %(time)s, when it is over "
            "everywhere, or some minutes later while classes are still at work."
        )
        % words
    )


def _complaints() -> list[str]:
    return [
        _(
            "Tell your teacher. The teacher writes to the organizer of the country, before "
            "results are final."
        ),
        _("Name the school, the class and the number of the card, never the name of a pupil."),
        _("The organizer decides; every decision that changes a result is kept with its reason."),
    ]
