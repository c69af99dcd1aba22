"""The gate of practice: whatever the states, nothing held or retired gets out."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.models import Division, DraftQuestion, Edition, PaperDraft
from competition.papers.queries.gate_facts import KINDS, open_questions
from competition.rules.drawing import drawn
from competition.rules.practice_gate import (
    PaperUse,
    PaperUses,
    PracticeStatus,
    is_candidate,
    is_held,
)
from quizbank.models import Paper, PaperQuestion, Question, QuestionText, Topic

STATES = list(Edition.State.values)
HERE = frozenset({"BA"})


# A paper is what it was made for, then its uses: "official>official.live"; @ names a country.
TABLE = """
nowhere                           ; -                                                       ; shut
practice of a running edition     ; practice>practice.live                                  ; open
practice of a draft               ; practice>practice.draft                                 ; shut
practice of others                ; practice>practice.live@HR                               ; shut
practice of nobody in particular  ; practice>practice.live@                                 ; open
official of a running edition     ; official>official.live                                  ; shut
official of a published edition   ; official>official.published                             ; shut
official of an archived edition   ; official>official.archived                              ; open
rehearsal of an archived edition  ; rehearsal>rehearsal.archived                            ; open
archived here, official there     ; official>official.archived>official.draft               ; shut
official of others                ; practice>practice.live official>official.draft@HR       ; shut
official without an edition       ; practice>practice.live official                         ; shut
official in the place of practice ; official>practice.archived                              ; shut
practice used officially          ; practice>official.live>practice.live                    ; shut
retired                           ; practice>practice.live                                  ; shut
faulty                            ; practice>practice.live                                  ; shut
"""
ROWS = [[cell.strip() for cell in row.split(";")] for row in TABLE.strip().splitlines()]


def paper(told: str) -> PaperUses:
    kind, *found = told.split(">")
    return PaperUses(kind, tuple(map(use, found)))


def use(told: str) -> PaperUse:
    told, named, code = told.partition("@")
    kind, state = told.split(".")
    return PaperUse(kind, state, frozenset({code} - {""}) if named else HERE)


@pytest.mark.parametrize(("name", "papers", "shown"), ROWS, ids=[name for name, *_rest in ROWS])
def test_what_may_be_practised(name: str, papers: str, shown: str) -> None:
    found = tuple(map(paper, papers.split())) if papers != "-" else ()
    one = PracticeStatus(found, "retired" in name, "faulty" in name)
    assert is_candidate(one, "BA") is (shown == "open")


uses = st.builds(PaperUse, st.sampled_from(KINDS), st.sampled_from(STATES), st.just(HERE))
sheets = st.builds(PaperUses, st.sampled_from(KINDS), st.lists(uses, max_size=3).map(tuple))
standings = st.builds(
    PracticeStatus,
    st.lists(sheets, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(standings)
def test_nothing_that_is_held_or_retired_is_a_candidate(one: PracticeStatus) -> None:
    earnest = [use for sheet in one.sheets for use in sheet.uses if use.kind != "practice"]
    secret = any(use.state != "archived" for use in earnest)
    if secret or one.retired or one.faulty:
        assert not is_candidate(one, "BA")
    if secret:
        assert is_held(one)


@st.composite
def banks(draw: st.DrawFn) -> dict[str, Any]:
    """Editions with papers in some places, and questions that stand in some papers or drafts."""
    many = draw(st.integers(1, 5))
    papers = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
    numbers = st.sampled_from([None, *range(len(papers))])
    editions = st.tuples(st.sampled_from(STATES), *[numbers] * len(KINDS))
    place = st.sampled_from(range(len(papers)))
    question = st.tuples(st.booleans(), st.sets(place, max_size=3))
    drafts = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, many - 1)), max_size=2)
    return {
        "papers": papers,
        "editions": draw(st.lists(editions, min_size=1, max_size=3)),
        "questions": draw(st.lists(question, min_size=many, max_size=many)),
        "drafts": draw(drafts),
    }


@pytest.mark.django_db
@settings(max_examples=25)
@given(banks())
def test_no_state_of_a_bank_lets_out_what_is_held_or_retired(
    bank: dict[str, Any],
) -> None:
    with transaction.atomic():
        build(bank)
        shown = set(
            Question.objects.filter(pk__in=open_questions("BA")).values_list("key", flat=True)
        )
        transaction.set_rollback(True)
    held = held_in(bank)
    retired = {f"q{n}" for n, (retired, *_rest) in enumerate(bank["questions"]) if retired}
    assert not shown & held
    assert not shown & retired


def build(bank: dict[str, Any]) -> None:
    """Store it, as the product's rows are."""
    topic = Topic.objects.create(code="T", names={"en": "Topic"})
    papers = [
        Paper.objects.create(title=f"{n}", kind=kind, division_code="9-11", seed="s")
        for n, kind in enumerate(bank["papers"])
    ]
    drafts: dict[str, PaperDraft] = {}
    for n, (state, *places) in enumerate(bank["editions"]):
        edition = Edition.objects.create(slug=f"e{n}", year=2020 + n, state=state)
        taken = {kind: papers[at] for kind, at in zip(KINDS, places, strict=True) if at is not None}
        division = Division.objects.create(edition=edition, code="9-11", **taken)
        if n == 0:
            drafts = {
                kind: PaperDraft.objects.create(division=division, kind=kind) for kind in KINDS
            }
    now = timezone.now()
    made = []
    for n, (retired, places) in enumerate(bank["questions"]):
        one = Question.objects.create(
            key=f"q{n}",
            division_code="9-11",
            topic=topic,
            difficulty="easy",
            right="a",
            retired_at=now if retired else None,
        )
        made.append(one)
        choices = dict.fromkeys("abc", "So?")
        QuestionText.objects.create(
            question=one, language="en", stem="Who?", choices=choices, explanation="Because."
        )
        for place in places:
            PaperQuestion.objects.create(
                paper=papers[place], question=one, number=n + 1, order="abc"
            )
    for position, (kind, n) in enumerate(dict(bank["drafts"]).items()):
        DraftQuestion.objects.create(draft=drafts[kind], question=made[n], position=position)


def held_in(bank: dict[str, Any]) -> set[str]:
    """The plain words of the rule, one paper and one edition after the other."""
    held = set()
    for n, (_retired, places) in enumerate(bank["questions"]):
        for at in places:
            in_earnest = [
                state
                for state, official, rehearsal, _practice in bank["editions"]
                if at in (official, rehearsal)
            ]
            if any(state != "archived" for state in in_earnest):
                held.add(f"q{n}")
            if not in_earnest and bank["papers"][at] != "practice":
                held.add(f"q{n}")
        state = bank["editions"][0][0]
        drafted = [kind for kind, number in dict(bank["drafts"]).items() if number == n]
        if state != "archived" and any(kind != "practice" for kind in drafted):
            held.add(f"q{n}")
    return held


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.text(max_size=4))
def test_ten_are_drawn_with_the_topics_spread(topics: list[str], seed: str) -> None:
    places = drawn(topics, seed=seed)
    assert len(places) == len(set(places)) == min(len(topics), 10)
    assert places == drawn(topics, seed=seed)
    counts = {topic: [topics[place] for place in places].count(topic) for topic in set(topics)}
    for topic, count in counts.items():
        more = max(counts.values())
        assert count >= min(more - 1, topics.count(topic))
