"""Practice for anybody: what is open, and no way by it to what is still asked officially."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from competition.models import Division, DraftQuestion, Edition, PaperDraft
from competition.papers.queries.gate_facts import open_questions
from competition.public.pools import open_pools
from competition.public.queries.practice import PractisedQuestion
from competition.public.views import practice
from quizbank.models import CompiledPaper, Paper, PaperQuestion, Question, QuestionText
from schools.models import Country
from tests import cast
from tests.cells import in_one_world
from tests.quizbank import made_kinds

PAGE = "/en/ba/practice/12-13/"


def shell_of(client: Client, path: str = PAGE) -> dict[str, object]:
    """What the page tells its script."""
    practice.forget()
    found = re.search(r'id="shell"[^>]*>(.*?)</script>', client.get(path).text, re.DOTALL)
    assert found is not None
    told: dict[str, object] = json.loads(found[1])
    return told


def stems(client: Client, path: str = PAGE) -> list[str]:
    """The questions of the page in English, or none when there is no page."""
    practice.forget()
    if client.get(path).status_code == 404:
        return []
    return sorted(one["stem"] for one in asked(client, path))


def asked(client: Client, path: str = PAGE) -> list[PractisedQuestion]:
    """All that the browser may draw from, in the language of the page."""
    papers = shell_of(client, path)["papers"]
    assert isinstance(papers, dict)
    found: list[PractisedQuestion] = client.get(papers[path.split("/")[1]]).json()["questions"]
    return found


def keys() -> set[str]:
    """Every question that is open."""
    return set(Question.objects.filter(pk__in=open_questions("BA")).values_list("key", flat=True))


def add(kind: str, to: Paper) -> None:
    """Put the first question of the official paper, say, into another paper as well."""
    item = PaperQuestion.objects.get(paper__kind=kind, number=1)
    PaperQuestion.objects.create(paper=to, question=item.question, number=50, order=item.order)


def paper_of(*names: str) -> Paper:
    """A practice paper of further questions."""
    paper = Paper.objects.create(title="x", kind="practice", division_code="12-13", seed="s")
    for number, name in enumerate(names, start=1):
        question = cast.make_question(name)
        PaperQuestion.objects.create(paper=paper, question=question, number=number, order="abcd")
    return paper


# ---------------------------------------------------------------- what there is


def test_the_practice_paper_comes_with_its_key_and_reasons(
    client: Client, edition: Edition
) -> None:
    first = asked(client)[0]
    assert first["stem"] == "What about practice-1?"
    assert first["choices"][first["key"] - 1] == "practice-1 a"
    assert (first["explanation"], first["topic"]) == ("Because of practice-1.", {"en": "Privacy"})


def test_without_a_script_every_answer_is_on_the_page(client: Client, edition: Edition) -> None:
    page = client.get(PAGE).text
    unfolded = page[page.index("<noscript>") : page.index("</noscript>")]
    assert unfolded.count("<details>") == 2
    assert "<strong>practice-2 a</strong>" in unfolded
    assert "Because of practice-2." in unfolded


def test_texts_nobody_has_reviewed_say_so(client: Client, edition: Edition) -> None:
    assert [one["reviewed"] for one in asked(client)] == [False, False]
    assert "No person has reviewed these texts yet." in client.get(PAGE).text
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    assert [one["reviewed"] for one in asked(client)] == [True, True]
    assert "No person has reviewed these texts yet." not in client.get(PAGE).text


def test_a_language_is_reviewed_by_itself(client: Client, edition: Edition) -> None:
    QuestionText.objects.filter(language="hr").update(state=QuestionText.State.APPROVED)
    assert all(one["reviewed"] for one in asked(client, "/hr/ba/practice/12-13/"))
    assert not any(one["reviewed"] for one in asked(client))


def test_a_faulty_question_is_left_out(client: Client, edition: Edition) -> None:
    PaperQuestion.objects.filter(question__key="practice-1").update(neutralised=True)
    assert stems(client) == ["What about practice-2?"]


def test_every_language_has_the_same_questions_in_the_same_order(
    client: Client, edition: Edition
) -> None:
    shell = shell_of(client)
    papers = shell["papers"]
    assert isinstance(papers, dict)
    replies = [client.get(url).json() for url in papers.values()]
    assert len(replies) == 5
    assert {reply["set"] for reply in replies} == {shell["set"]}
    assert len({str([one["key"] for one in reply["questions"]]) for reply in replies}) == 1


# ---------------------------------------------------------------- what is kept


def test_only_the_practice_paper_is_open_while_the_edition_runs(edition: Edition) -> None:
    assert keys() == {"practice-1", "practice-2"}


@in_one_world("kind", ["official", "rehearsal"])
def test_a_question_that_is_also_in_a_paper_with_a_secret_is_refused(
    kind: str, client: Client, division: Division
) -> None:
    assert division.practice is not None
    add(kind, to=division.practice)
    assert stems(client) == ["What about practice-1?", "What about practice-2?"]


@in_one_world("state", Edition.State.values)
def test_a_practice_question_that_becomes_official_elsewhere_is_refused(
    state: str, client: Client, country: Country, division: Division
) -> None:
    other = Edition.objects.create(slug="other", year=2026, state=state)
    item = PaperQuestion.objects.get(question__key="practice-1")
    taken = Paper.objects.create(title="x", kind="official", division_code="9-11", seed="s")
    PaperQuestion.objects.create(paper=taken, question=item.question, number=1, order="abcd")
    Division.objects.create(edition=other, code="9-11", official=taken)
    refused = "practice-1" not in keys()
    assert refused == (state != Edition.State.ARCHIVED)


def test_a_paper_that_no_division_names_yet_keeps_its_questions(edition: Edition) -> None:
    item = PaperQuestion.objects.get(question__key="practice-1")
    ready = Paper.objects.create(title="x", kind="official", division_code="12-13", seed="s")
    PaperQuestion.objects.create(paper=ready, question=item.question, number=1, order="abcd")
    assert keys() == {"practice-2"}


@pytest.mark.parametrize(
    ("kind", "shut"), [("official", True), ("rehearsal", True), ("practice", False)]
)
def test_a_question_somebody_has_chosen_for_a_paper_is_shut(
    division: Division, kind: str, shut: bool
) -> None:
    chosen = PaperQuestion.objects.get(question__key="practice-1").question
    draft = PaperDraft.objects.create(division=division, kind=kind)
    DraftQuestion.objects.create(draft=draft, question=chosen, position=1)
    assert ("practice-1" not in keys()) is shut


def test_an_official_paper_put_in_the_place_of_practice_stays_shut(
    client: Client, division: Division
) -> None:
    Division.objects.update(practice=division.official)
    assert (keys(), client.get(PAGE).status_code) == (set(), 404)


def test_a_practice_paper_used_officially_is_shut(client: Client, division: Division) -> None:
    Division.objects.update(official=division.practice)
    assert (keys(), client.get(PAGE).status_code) == (set(), 404)


def test_nothing_of_a_draft_is_open(client: Client, edition: Edition) -> None:
    Edition.objects.update(state=Edition.State.DRAFT)
    assert (keys(), stems(client)) == (set(), [])


@in_one_world(
    "name", ["1", "official", "rehearsal", "official-1", "12-13-official", "0", "9-11", "None"]
)
def test_no_name_or_number_opens_another_paper(name: str, client: Client, edition: Edition) -> None:
    numbers = [name, *map(str, Paper.objects.values_list("pk", flat=True))]
    for number in numbers:
        assert client.get(f"/en/ba/practice/{number}/").status_code == 404
        assert client.get(f"/practice/ba/{number}/en.000000000000.json").status_code == 404


def test_no_digest_opens_another_paper(client: Client, edition: Edition) -> None:
    """The digest says how long to keep the answer, never what is in it."""
    for digest in [*CompiledPaper.objects.values_list("digest", flat=True), "0"]:
        reply = client.get(f"/practice/ba/12-13/en.{digest}.json")
        told = {one["stem"] for one in reply.json()["questions"]}
        assert told == {"What about practice-1?", "What about practice-2?"}
        assert reply["Cache-Control"] == "no-store"


@in_one_world("path", [PAGE, "/en/ba/practice/", "/en/ba/", "/en/ba/rules/", "/en/about/"])
def test_no_public_page_says_a_word_of_official_questions(
    path: str, client: Client, edition: Edition
) -> None:
    page = client.get(path).text
    assert not re.search(r"official-\d|rehearsal-\d", page)


# ---------------------------------------------------------------- archived


def archive(edition: Edition) -> None:
    """The edition is history."""
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.ARCHIVED)


def test_an_archived_edition_gives_all_its_papers(client: Client, edition: Edition) -> None:
    assert len(stems(client)) == 2
    archive(edition)
    everything = PaperQuestion.objects.values("question").distinct().count()
    assert len(stems(client)) == everything > 7


def test_a_question_of_history_that_is_asked_again_is_refused(
    client: Client, edition: Edition
) -> None:
    archive(edition)
    before = stems(client)
    used = PaperQuestion.objects.get(question__key="official-3").question
    again = Paper.objects.create(title="x", kind="official", division_code="12-13", seed="s")
    PaperQuestion.objects.create(paper=again, question=used, number=1, order="abcd")
    draft = Edition.objects.create(slug="next", year=2028)
    Division.objects.create(edition=draft, code="12-13", official=again)
    assert stems(client) == [stem for stem in before if stem != "What about official-3?"]


def test_a_text_that_is_not_finished_is_not_shown(client: Client, edition: Edition) -> None:
    QuestionText.objects.filter(question__key="practice-1", language="en").update(explanation="")
    assert "What about practice-1?" in stems(client)
    QuestionText.objects.filter(question__key="practice-1").update(explanation="")
    assert stems(client) == ["What about practice-2?"]


def test_papers_of_all_editions_of_the_country_are_one_pool(
    country: Country, edition: Edition
) -> None:
    old = Edition.objects.create(slug="old", year=2026, state=Edition.State.ARCHIVED)
    Division.objects.create(edition=old, code="12-13", practice=paper_of("old-1"))
    (pool,) = open_pools(country)
    assert {one.key for one in pool.questions} == {"practice-1", "practice-2", "old-1"}


# ---------------------------------------------------------------- cheap, and nobody is counted


def test_questions_in_another_language_are_kept_for_a_day(client: Client, edition: Edition) -> None:
    papers = shell_of(client)["papers"]
    assert isinstance(papers, dict)
    reply = client.get(papers["sr"])
    assert (reply["Cache-Control"], reply.cookies) == ("public, max-age=86400, immutable", {})
    assert client.get(papers["sr"], headers={"If-None-Match": reply["ETag"]}).status_code == 304


# ---------------------------------------------------------------- what is tried before the start

TRIED = "/practice/ba/12-13/en.json"


def test_a_pupil_tries_the_shortest_to_mark_and_the_shortest_to_sort_or_order(
    client: Client, division: Division
) -> None:
    assert division.practice is not None
    for number, question in enumerate(made_kinds.every_kind(), start=10):
        PaperQuestion.objects.create(
            paper=division.practice, question=question, number=number, order="abcd"
        )
    practice.forget()
    tasks = client.get(TRIED).json()["questions"]
    assert tasks[0]["kind"] == "spots"
    assert tasks[1]["kind"] in ("sort", "order")
    told = {"key", "explanation", "notes"}
    assert [told & task.keys() for task in tasks] == [{"key"}, {"key"}]


def test_nothing_is_tried_of_what_is_shut(client: Client, division: Division) -> None:
    Division.objects.update(official=division.practice)
    practice.forget()
    assert client.get(TRIED).status_code == 404
    assert client.get(TRIED.replace("en.json", "xx.json")).status_code == 404
