"""The answers of a paper of every kind, and what a class said of each part."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Attempt, Division, Edition, Sitting
from competition.results.queries import QuestionRow, class_results
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import close
from quizbank.models import Paper, PaperQuestion, QuestionText
from quizbank.rules.marking import HALF, mark
from quizbank.rules.responses import MOST_CODES, decoded, encoded
from schools.models import SchoolClass
from tests import cast
from tests.quizbank.kind_files import KINDS
from tests.quizbank.made_kinds import paper_of_every_kind

pytestmark = pytest.mark.usefixtures("english")
NOTHING_CHOSEN = 1


@pytest.fixture
def paper(sitting: Sitting) -> Paper:
    """The paper of the sitting, its key open."""
    found = paper_of_every_kind("s")
    Division.objects.update(official=found)
    Sitting.objects.update(paper=found)
    Edition.objects.update(reveal_early=True)
    return found


@pytest.fixture
def played(paper: Paper, sitting: Sitting, school_class: SchoolClass, teacher: User) -> Sitting:
    """All right; some of each wrong; the third touched everything and chose nothing."""
    codes = [cast.right_codes(paper), _wrong(paper), [0, *[NOTHING_CHOSEN] * 4]]
    fresh = Sitting.objects.get(pk=sitting.pk)
    for card, each in zip(school_class.cards.all(), codes, strict=True):
        cast.finish(cast.make_attempt(card, fresh), each)
    close(fresh, by=teacher, at=clock.now())
    return Sitting.objects.get(pk=sitting.pk)


def _wrong(paper: Paper) -> list[int]:
    """Choice c · a alone · row a among the others · b before c and no more · d alone."""
    items = dict(zip(KINDS, paper.items.order_by("number"), strict=True))
    at = {kind: item.order.index for kind, item in items.items()}
    rows = [{"a": 2, "b": 2, "c": 1, "d": 0}[letter] for letter in items["sort"].order]
    said = {
        "single": [at["single"]("c")],
        "multi": [at["multi"]("a")],
        "sort": rows,
        "order": [at["order"]("b"), at["order"]("c")],
        "spots": [at["spots"]("d")],
    }
    return [encoded(items[kind].form, said[kind]) for kind in KINDS]


def rows(sitting: Sitting) -> dict[str, QuestionRow]:
    found = class_results(sitting, at=clock.now())["questions"]
    return dict(zip(KINDS, found, strict=True))


SAID = {
    "single": {
        "single b": "Chosen by 1 of 3",
        "single c": "Chosen by 1 of 3",
        "single d": "Chosen by 0 of 3",
    },
    "multi": {"multi a": "Marked by 2 of 3", "multi c": "Marked by 1 of 3"},
    "sort": {
        "sort a": "Sorted rightly by 1 of 3 · mine: 1",
        "sort b": "Sorted rightly by 2 of 3",
        "sort d": "Sorted rightly by 1 of 3 · Not sorted: 1",
    },
    "order": {
        "order c": "Put in this place by 1 of 3",
        "order b": "Put in this place by 1 of 3",
        "order d": "Put in this place by 1 of 3",
    },
    "spots": {"Help": "Marked by 1 of 3", "Team": "Marked by 1 of 3", "Bye": "Marked by 0 of 3"},
}


def test_beside_each_part_stands_how_many_said_what(played: Sitting) -> None:
    found = {kind: dict(row["parts"]) for kind, row in rows(played).items()}
    told = {kind: {part: found[kind][part] for part in parts} for kind, parts in SAID.items()}
    assert told == SAID


@pytest.fixture
def slipped(paper: Paper, sitting: Sitting, school_class: SchoolClass, teacher: User) -> Sitting:
    """One pupil, with one mistake in the question of several choices, and nothing else."""
    item = paper.items.get(question__key="kind-multi")
    code = next(code for code in range(2, MOST_CODES) if mark(item.form, item.key, code) == HALF)
    codes = [code if kind == "multi" else 0 for kind in KINDS]
    cast.finish(cast.make_attempt(school_class.cards.all()[0], sitting), codes)
    close(sitting, by=teacher, at=clock.now())
    return Sitting.objects.get(pk=sitting.pk)


def columns(sitting: Sitting) -> list[int]:
    [row] = class_results(sitting, at=clock.now())["pupils"]
    return [row["right"], row["partly"], row["wrong"], row["unanswered"]]


def test_the_columns_of_a_pupil_add_up_to_the_questions_that_count(
    client: Client, slipped: Sitting, teacher: User
) -> None:
    assert columns(slipped) == [0, 1, 0, 4]
    client.force_login(teacher)
    html = client.get(f"/en/staff/sittings/{slipped.pk}/results/").text
    table = html.partition('<table class="pupils">')[2]
    cells = [int(one) for one in re.findall(r'<td class="number">(\d+)</td>', table)]
    assert ">Partly right</th>" in html
    assert cells[:5] == [1, 0, 1, 0, 4], "points, and the four"
    csv = b"".join(client.get(f"/en/staff/sittings/{slipped.pk}/results/csv/")).decode("utf-8-sig")
    header, line = (row.split(";")[1:6] for row in csv.splitlines())
    assert header == ["Points", "Right", "Partly right", "Wrong", "Not answered"]
    assert line == ["1", "0", "1", "0", "4"]


def test_a_question_that_counts_for_nobody_is_in_no_column(slipped: Sitting) -> None:
    items = PaperQuestion.objects.filter(paper=slipped.paper)
    items.filter(question__key="kind-multi").update(neutralised=True)
    items.filter(question__key="kind-single").update(neutralised=True)
    write_results(Attempt.objects.values_list("pk", flat=True), at=clock.now())
    assert columns(slipped) == [0, 0, 0, 3]


def test_what_was_touched_and_left_empty_is_no_mistake(played: Sitting) -> None:
    found = {
        kind: (row["answered"], row["most_chosen_wrong_count"])
        for kind, row in rows(played).items()
    }
    assert found == dict.fromkeys(KINDS, (2, 1))


WAYS = {
    "single": "",
    "multi": "most often missed",
    "sort": "most often not in its group",
    "order": "most often not in its place",
    "spots": "most often missed",
}


def test_what_was_wrong_most_is_told_in_the_way_it_was_wrong(
    client: Client, played: Sitting, teacher: User
) -> None:
    """A right part that nobody marked is missed: it tempted nobody."""
    found = rows(played)
    assert {kind: row["way_wrong"] for kind, row in found.items()} == WAYS
    client.force_login(teacher)
    told = " ".join(page(client, played)[0].split())
    wall = " ".join(client.get(f"/en/staff/sittings/{played.pk}/discussion/").text.split())
    assert re.findall(r"What tempted most: “(.*?)”", wall) == ["single c"]
    for kind, way in list(WAYS.items())[1:]:
        part = found[kind]["most_chosen_wrong"]
        assert f"{way}: {part} (1)" in told or kind in ("order", "spots")  # not of the three
        assert f"{way.capitalize()}: “{part}” (33 %)." in wall


def test_a_mark_beside_the_right_ones_tempts(
    paper: Paper, sitting: Sitting, school_class: SchoolClass, teacher: User
) -> None:
    item = paper.items.get(question__key="kind-multi")
    marked = sorted({*decoded(item.form, item.key), item.order.index("b")})
    codes = [encoded(item.form, marked) if kind == "multi" else 0 for kind in KINDS]
    cast.finish(cast.make_attempt(school_class.cards.all()[0], sitting), codes)
    close(sitting, by=teacher, at=clock.now())
    row = rows(Sitting.objects.get(pk=sitting.pk))["multi"]
    assert (row["way_wrong"], row["most_chosen_wrong"]) == ("", "multi b")


def test_every_share_of_a_question_is_of_all_who_took_part(
    client: Client, played: Sitting, teacher: User
) -> None:
    row = rows(played)["single"]
    assert (row["right"], row["right_share"], row["most_chosen_wrong_share"]) == (1, 33, 33)
    assert (row["asked"], row["answered"]) == (3, 2)
    assert "Chosen: 33 %" in row["shares"]
    client.force_login(teacher)
    told = " ".join(page(client, played)[0].split())
    assert "Right: 1 of 3 who took part; answered: 2" in told


def test_the_class_reads_what_it_was_asked_whatever_was_written_since(played: Sitting) -> None:
    spots = QuestionText.objects.get(question__key="kind-spots", language="en")
    spots.stem, spots.parts = "Another question?", {"1": "Good day,"}
    spots.choices = {**spots.choices, "a": "Nobody"}
    spots.save()
    row = rows(played)["spots"]
    assert (row["stem"], row["scene"][:2]) == (
        "What about spots?",
        ["Help (help@prize.example)", "Hello,"],
    )
    assert row["right_choice"] == "Help · Log in"


def page(client: Client, sitting: Sitting) -> tuple[str, dict[str, Any]]:
    html = client.get(f"/en/staff/sittings/{sitting.pk}/results/").content.decode()
    found = re.search(r'<script id="told" type="application/json">(.*?)</script>', html)
    return html, json.loads(found[1]) if found else {}


def test_nothing_is_drawn_while_the_key_may_not_leave(
    client: Client, played: Sitting, teacher: User
) -> None:
    Edition.objects.update(reveal_early=False)
    client.force_login(teacher)
    html, drawn = page(client, played)
    assert drawn == {}
    assert "data-told" not in html
    assert "What about spots?" in html
    assert "Look at its owner" not in html
