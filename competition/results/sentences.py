"""How a class did, in a few sentences before all tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import localize
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.results.queries import ClassResults, QuestionRow, TopicRow
from schools.rules.percents import share_of, whole_percent

# So far apart two shares say something.
APART = 5


def sentences(results: ClassResults, *, of_class: bool = True) -> list[str]:
    """The most important one first; nothing is said of a single pupil.

    Of a few who played apart, not ``of_class``, only how they did: they are not what it knew.
    """
    if not of_class:
        return list(_average(results))
    return [
        *_average(results),
        *_country(results),
        *_topics(results["topics"]),
        *_questions(results),
    ]


def _average(results: ClassResults) -> Iterator[str]:
    pupils = len(results["pupils"])
    words = ngettext(
        "%(pupils)s pupil finished, with %(average)s of %(most)s points.",
        "%(pupils)s pupils finished, with %(average)s of %(most)s points on average.",
        pupils,
    )
    most = results["max_score"]
    yield words % {"pupils": pupils, "average": localize(results["average"]), "most": most}


def _country(results: ClassResults) -> Iterator[str]:
    """No class is told that it is worse: the figures stand beside each other."""
    if results["country_mean"] is not None and results["max_score"]:
        scores = [one["score"] for one in results["pupils"]]
        own = share_of(sum(scores), results["max_score"] * len(scores))
        words = _(
            "That is %(own)s %% of the points; in the whole country this age group had %(mean)s %%."
        )
        yield words % {"own": own, "mean": whole_percent(results["country_mean"])}


def _topics(topics: Sequence[TopicRow]) -> Iterator[str]:
    if len(topics) > 1:
        by_share = sorted(topics, key=lambda one: -one["share"])
        best, least = by_share[0], by_share[-1]
        told = {
            "best": best["name"],
            "best_share": best["share"],
            "least": least["name"],
            "least_share": least["share"],
        }
        if best["share"] - least["share"] < APART:
            yield _("Your class knew all topics about equally well.")
        else:
            yield (
                _(
                    "Your class knew most about: %(best)s (%(best_share)s %%), and least about: "
                    "%(least)s (%(least_share)s %%)."
                )
                % told
            )


def _questions(results: ClassResults) -> Iterator[str]:
    counted = [one for one in results["questions"] if not one["neutralised"]]
    known = [str(one["number"]) for one in counted if one["right_share"] == 100]
    if known:
        words = ngettext(
            "Everybody knew question %(numbers)s.",
            "Everybody knew questions %(numbers)s.",
            len(known),
        )
        yield words % {"numbers": get_text_list(known, _("and"))}
    yield from _hardest(counted)


def _hardest(counted: Sequence[QuestionRow]) -> Iterator[str]:
    """Those that fewest knew; nothing where all were equally hard."""
    share = min((one["right_share"] for one in counted), default=100)
    numbers = [str(one["number"]) for one in counted if one["right_share"] == share]
    if len(numbers) < len(counted):
        words = ngettext(
            "Question %(numbers)s was the hardest: %(share)s %% knew it.",
            "Questions %(numbers)s were the hardest: %(share)s %% knew each of them.",
            len(numbers),
        )
        yield words % {"numbers": get_text_list(numbers, _("and")), "share": share}
