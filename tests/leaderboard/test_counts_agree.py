"""Workbook, insight, boards, receipts, seal and awards say the same of the same pupils."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import Workbook, load_workbook

from base import clock
from base.jobs.performing import Progress
from base.models import User
from competition.models import Attempt, Edition, Result, Sitting
from competition.setup.actions import take_step
from competition.sittings.actions.attempts import void
from competition.sittings.actions.sittings import close
from leaderboard.boards.actions import publish_boards, publish_figures
from leaderboard.exports.workbooks import AreaWorkbook
from leaderboard.insight.actions import publish_insight
from leaderboard.item_review.figures import measure
from leaderboard.models import InsightSnapshot, Winner
from leaderboard.neutralising.actions import confirm_ruling, propose_ruling
from leaderboard.results.queries import current_seal
from leaderboard.rules.snapshots import TOP
from leaderboard.seals.actions import show_results
from quizbank.models import Paper, PaperQuestion
from schools.models import Country
from tests import cast
from tests.jobs import do_jobs
from tests.leaderboard import crowd
from tests.leaderboard.sealed import award, reopen_now, seal_now

# How many of five questions the pupils of a class have right, from the first one on.
RIGHT = (5, 4, 4, 3, 1)
SCHOOLS = 5


@pytest.fixture
def first(edition: Edition) -> User:
    award(edition, "threshold", least=50)
    award(edition, "schools", amount=3, least=1)
    return cast.make_staff("coordinator")


@pytest.fixture
def played(edition: Edition, country: Country, first: User, superuser: User) -> Edition:
    """Five classes of five schools: one was voided, and a question counts for nobody."""
    sittings = [_class(country, edition, number) for number in range(SCHOOLS)]
    _review(edition, first)
    for attempt in Attempt.objects.filter(sitting=sittings[0]):
        void(attempt, reason="rules", by=first, at=clock.now())
    _neutralise(edition, "official", 2, first, superuser)
    return _publish(edition, first, superuser)


def _review(edition: Edition, by: User) -> None:
    publish_boards(at=clock.now())
    crowd.end_the_day(edition)
    take_step(edition, to="review", by=by, at=clock.now(), seen=True)


def _neutralise(edition: Edition, paper: str, number: int, first: User, second: User) -> None:
    item = PaperQuestion.objects.get(paper__kind=paper, number=number)
    ruling = propose_ruling(edition, item, neutral=True, reason="key", by=first, at=clock.now())
    do_jobs()
    confirm_ruling(ruling, by=second, at=clock.now())
    do_jobs()


def _publish(edition: Edition, first: User, second: User) -> Edition:
    publish_figures(at=clock.now())
    seal_now(edition, first, second)
    show_results(edition, at=clock.now())
    take_step(edition, to="published", by=first, at=clock.now(), seen=True)
    publish_boards(at=clock.now())
    publish_figures(at=clock.now())
    while publish_insight(at=clock.now()):
        pass
    return Edition.objects.get()


def _class(
    country: Country, edition: Edition, number: int, *, paper: Paper | None = None
) -> Sitting:
    """Ten pupils finish, with the official paper or this one."""
    school, teacher = crowd.make_school(country.regions.get(), f"School {number}", pupils=20)
    school_class = cast.make_class(school, teacher, cards=2 * len(RIGHT))
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    if paper is not None:
        sitting.paper = paper
        sitting.save()
    key = cast.right_choices(sitting.paper)
    for at, card in enumerate(school_class.cards.order_by("number")):
        right = RIGHT[(at + number) % len(RIGHT)]
        wrong = "".join("2" if digit == "1" else "1" for digit in key[right:])
        cast.finish(cast.make_attempt(card, sitting), key[:right] + wrong)
    close(sitting, by=teacher, at=clock.now())
    return sitting


@pytest.fixture
def sealed_anew(played: Edition, first: User, superuser: User) -> Edition:
    """A second seal: one more class is out of the count, and one more question for nobody."""
    gone = Attempt.objects.filter(voided_at__isnull=True).earliest("pk").sitting
    edition = reopen_now(played, first, superuser)
    for attempt in Attempt.objects.filter(sitting=gone):
        void(attempt, reason="rules", by=first, at=clock.now())
    _neutralise(edition, "official", 3, first, superuser)
    return _publish(edition, first, superuser)


def workbook(edition: Edition) -> Workbook:
    stream = io.BytesIO()
    with translation.override("en"):
        coordinator = User.objects.get(email="coordinator@example.org")
        AreaWorkbook(edition, coordinator, clock.now()).write("workbook", stream, told=bool)
    return load_workbook(stream)


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Said:
    """The workbook, its rows of results, and what they amount to."""

    edition: Edition
    book: Workbook
    rows: list[dict[str, Any]]

    @property
    def pupils(self) -> int:
        return len(self.rows)

    @property
    def by_school(self) -> Counter[str]:
        return Counter(row["school"] for row in self.rows)

    @property
    def places(self) -> list[tuple[int, int, int]]:
        return [(row["rank"], row["points"], row["points possible"]) for row in self.rows]

    def with_share(self, least: int) -> int:
        """Pupils with so many per cent of the points."""
        return sum(100 * own >= least * most for _rank, own, most in self.places)


def told_of(edition: Edition) -> Said:
    book = workbook(edition)
    return Said(edition, book, table(book, "Results"))


def test_every_count_is_the_same_wherever_it_is_told(played: Edition, client: Client) -> None:
    said = told_of(played)
    assert (said.pupils, len(said.by_school)) == (40, 4)
    assert {most for _rank, _own, most in said.places} == {4}
    schools = {name: count for _rank, name, count, _value in crowd.rows("schools")}
    assert schools == said.by_school
    everywhere(said, client)


def test_every_count_is_the_same_once_sealed_anew(sealed_anew: Edition, client: Client) -> None:
    """But for the board of schools, which stays the picture of the day that it was."""
    said = told_of(sealed_anew)
    assert (said.pupils, len(said.by_school)) == (30, 3)
    assert {most for _rank, _own, most in said.places} == {3}
    schools = {name: count for _rank, name, count, _value in crowd.rows("schools")}
    assert schools.items() > said.by_school.items()
    everywhere(said, client)


def everywhere(said: Said, client: Client) -> None:
    seal_and_awards(said)
    boards(said)
    sheets(said)
    insight(said)
    receipts(said, client)


def seal_and_awards(said: Said) -> None:
    seal = current_seal(said.edition)
    assert seal
    assert (seal.rows, [board["rows"] for board in seal.boards]) == (said.pupils, [said.pupils])
    listed = [line.split(";") for line in seal.body.splitlines()[1:]]
    assert [(int(one[0]), int(one[4]), int(one[5])) for one in listed] == said.places
    assert Winner.objects.all().held().pupils().count() == said.with_share(50)
    schools = Winner.objects.all().of_schools(said.edition)
    awarded = dict(schools.values_list("school__name", "took_part"))
    assert awarded == said.by_school


def boards(said: Said) -> None:
    board = crowd.body("pupils")
    assert board["total"] == said.pupils
    shown = [(row["rank"], row["score"], row["max_score"]) for row in board["rows"]]
    assert shown == said.places[:TOP]


def sheets(said: Said) -> None:
    schools = table(said.book, "Schools")
    assert {row["school"] for row in schools if row["award"]} == set(said.by_school)
    took_part = {row["school"]: row["pupils finished"] for row in schools if row["pupils finished"]}
    assert took_part == said.by_school
    assert table(said.book, "Participation")[-1]["pupils finished"] == said.pupils
    assert [row["pupils"] for row in asked(said)] == [said.pupils] * 5


def asked(said: Said) -> list[dict[str, Any]]:
    """The questions of the workbook, of all countries and languages."""
    rows = table(said.book, "Questions")
    whole = (rows[0]["country"], rows[0]["language"])
    return [row for row in rows if (row["country"], row["language"]) == whole]


def insight(said: Said) -> None:
    figures = InsightSnapshot.objects.get()
    assert figures.seal == current_seal(said.edition)
    body = figures.body
    area = body["areas"][0]
    cell = area["ages"]["12-13"]
    assert (area["pupils"], cell["pupils"]) == (said.pupils, said.pupils)
    assert cell["schools"] == len(said.by_school)
    points, most = (sum(row[place] for row in said.places) for place in (1, 2))
    assert cell["mean"] == pytest.approx(100 * points / most, abs=0.06)
    shares = [row["right (%)"] for row in asked(said)]
    assert [one[0] for one in cell["questions"]] == pytest.approx(shares, abs=0.06)
    (division,) = measure(said.edition, Progress())["divisions"]
    assert division["groups"][0]["pupils"] == said.pupils


def receipts(said: Said, client: Client) -> None:
    counted = Attempt.objects.filter(result__counts=True)
    assert counted.count() == Result.objects.filter(counts=True).count() == said.pupils
    opened = Counter(_opened(client, attempt) for attempt in counted)
    assert opened == Counter((own, most) for _rank, own, most in said.places)


def _opened(client: Client, attempt: Attempt) -> tuple[int, int]:
    reply = client.post("/receipts/", {"receipt": attempt.receipt}, content_type="application/json")
    told = reply.json()
    return told["score"], told["max_score"]
