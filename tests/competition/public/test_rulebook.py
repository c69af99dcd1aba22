"""The rules in sentences: each fact has its sentence, and they change when the edition does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from competition.models import Edition, Window
from competition.public.queries.public_countries import public_countries
from competition.public.queries.rulebook import facts_of
from competition.public.rulebook import KINDS, STEPS, AgeGroup, Facts, KindWorth, rulebook
from competition.rules.scoring import RANKINGS
from quizbank.rules.responses import QuestionKind
from schools.models import Country

ZONE = ZoneInfo("Europe/Zagreb")
OPENS = datetime(2027, 2, 9, 8, tzinfo=ZONE)
CLOSES = datetime(2027, 2, 9, 18, tzinfo=ZONE)
FACTS = Facts(
    groups=(AgeGroup("12–13", ("6", "7"), 20, 20, 20, (1,)),),
    windows=((OPENS, CLOSES),),
    minutes_decide=False,
    grace_seconds=60,
    reveal_early=False,
    key_opens_at=CLOSES,
    kinds=("single",),
)
EVERY_KIND = {"kinds": tuple(KINDS)}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def said(**changes: Any) -> str:  # noqa: ANN401 - whatever the facts hold
    """All sentences, after some facts have changed."""
    sections = rulebook(replace(FACTS, **changes))
    return "\n".join(line for one in sections for line in [*one.lines, *one.steps])


SENTENCES: dict[str, tuple[dict[str, Any], str]] = {
    "one day": ({}, "9 February 2027, from 08:00 to 18:00"),
    "several days": (
        {"windows": ((OPENS, CLOSES + timedelta(days=2)),)},
        "9 February 2027 at 08:00 to 11 February 2027 at 18:00",
    ),
    "no day yet": ({"windows": ()}, "The days are not fixed yet."),
    "one point": ({}, "Every right answer gives 1 point."),
    "three points": (
        {"groups": (replace(FACTS.groups[0], worth=(3,)),)},
        "Every right answer gives 3 points.",
    ),
    "different points": (
        {"groups": (replace(FACTS.groups[0], worth=(1, 3)),)},
        "from 1 to 3 points",
    ),
    "one choice": ({}, "Every question has one right answer."),
    "several kinds": (EVERY_KIND, "A question with one right answer gives 1 point."),
    "one mistake": (EVERY_KIND, "All right: 2 points. One mistake: 1 point"),
    "all or nothing": (EVERY_KIND | {"halves": False}, "With a mistake: no point."),
    "marked": (EVERY_KIND, "press every place of the e-mail, chat or page"),
    "no kind yet": ({"kinds": ()}, "Each question says how it is answered."),
    "no paper yet": ({"groups": ()}, "Every right answer gives 1 point."),
    "grace": ({"grace_seconds": 90}, "at the latest 90 seconds after the time is up"),
    "one second": ({"grace_seconds": 1}, "at the latest 1 second after the time is up"),
    "explanations late": ({}, "follow on 9 February 2027 at 18:00"),
    "explanations at once": ({"reveal_early": True}, "shown at the same time"),
    "explanations some day": ({"key_opens_at": None}, "when the quiz is over in all countries"),
    "ties": ({}, "after 1, 2, 2 comes 4"),
    "minutes left out": ({}, "How long somebody took is never compared."),
    "minutes": ({"minutes_decide": True}, "Fewer whole minutes are better"),
    "the youngest": ({"minutes_decide": True}, "Ages 9–11: how long somebody took is never"),
}


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_every_fact_has_its_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in said(**changes)


def test_a_kind_that_is_not_asked_is_not_explained() -> None:
    told = said(kinds=("order",))
    assert "Put in order" in told
    assert "one right answer" not in told
    assert "Sort:" not in told


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(QuestionKind)


@pytest.mark.parametrize("minutes_decide", [False, True])
def test_the_steps_are_those_of_the_ranking(minutes_decide: bool) -> None:
    chapters = rulebook(replace(FACTS, minutes_decide=minutes_decide))
    ranking = next(chapter for chapter in chapters if chapter.code == "ranking")
    chain = RANKINGS["minutes" if minutes_decide else "points"]
    assert list(ranking.steps) == [str(STEPS[step]) for step in chain]


@pytest.mark.parametrize(
    "change",
    [
        {"grace_seconds": 61},
        {"reveal_early": True},
        {"minutes_decide": True},
        {"windows": ()},
        {"groups": ()},
        {"key_opens_at": None},
        {"kinds": ("order",)},
        {"halves": False},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_of_a_rule_is_a_new_version(change: dict[str, Any]) -> None:
    assert replace(FACTS, **change).version() != FACTS.version()
    assert replace(FACTS).version() == FACTS.version()


def test_what_a_kind_is_worth_follows_from_the_rest() -> None:
    assert replace(FACTS, worth=(KindWorth("multi", (2,), (1,)),)).version() == FACTS.version()


def test_the_facts_are_those_of_the_edition(
    edition: Edition, country: Country, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):
        facts = facts_of(edition, public_countries().get(pk=country.pk))
    assert facts.groups == (AgeGroup("12–13", ("7",), 20, 5, 5, (1,)),)
    assert (facts.kinds, facts.halves) == (("single",), True)
    assert facts.worth == (KindWorth("single", (1,), (0,)),)
    assert (facts.minutes_decide, facts.grace_seconds) == (False, 60)
    assert facts.windows[0][1] == facts.key_opens_at


def test_a_faulty_question_counts_no_more_in_the_rules(edition: Edition, country: Country) -> None:
    official = edition.divisions.get().official
    assert official is not None
    official.items.filter(number=1).update(neutralised=True)
    (group,) = facts_of(edition, country).groups
    assert (group.questions, group.points) == (5, 4)


def test_the_key_waits_for_the_last_country(edition: Edition, country: Country) -> None:
    abroad = Country.objects.create(code="HR", names={"en": "Croatia"})
    last = edition.windows.get().closes_at + timedelta(days=3)
    Window.objects.create(
        edition=edition, country=abroad, opens_at=last - timedelta(1), closes_at=last
    )
    facts = facts_of(edition, country)
    assert (len(facts.windows), facts.key_opens_at) == (1, last)
