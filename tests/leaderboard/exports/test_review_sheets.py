"""What was decided before the seal, in the workbook: compared with what is stored."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from competition.models import Attempt, Decision, Division, Edition, Sitting, Window
from competition.sittings.actions.attempts import take_back, void
from leaderboard.exports.report import Report, report_for
from leaderboard.models import ItemReport, QuestionRuling, Seal, SealChange
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_question, withdraw_change
from quizbank.models import PaperQuestion
from schools import clock
from schools.models import Country, School, SchoolClass, User
from tests import cast
from tests.leaderboard.sealed import seal_now

MINUTE = timedelta(minutes=1)


@pytest.fixture
def played(
    finished_attempt: Callable[..., Attempt], school_class: SchoolClass, edition: Edition
) -> Edition:
    """Three pupils; the windows are over, the edition is in review."""
    for card in school_class.cards.all():
        finished_attempt(card=card, choices="00000")
    ago = clock.now() - timedelta(minutes=1)
    Window.objects.update(opens_at=ago - timedelta(days=1), closes_at=ago)
    Edition.objects.update(state="review")
    return Edition.objects.get()


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    return cast.make_staff("coordinator"), cast.make_superuser()


def sheet_of(report: Report, title: str) -> list[list[Any]]:
    stream = io.BytesIO()
    with translation.override("en"):
        report.write_workbook(stream)
    page = load_workbook(io.BytesIO(stream.getvalue()))[title]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def whole(edition: Edition, *, figures: bool = True) -> Report:
    every = School.objects.all()
    return Report(edition, every, "all", clock.now(), figures, own=["BA"], leads=True)


def test_rulings_say_who_why_and_how_many_moved(played: Edition, people: tuple[User, User]) -> None:
    item, at = PaperQuestion.objects.get(paper__kind="official", number=2), clock.now()
    by = {"edition": played, "item": item, "proposed_by": people[0], "proposed_at": at}
    board = {"country": "BA", "pupils": 12, "moved": 4, "rescored": 2, "first": []}
    QuestionRuling.objects.create(**by, reason="key", withdrawn_at=at)
    QuestionRuling.objects.create(
        **by, reason="two", confirmed_by=people[1], confirmed_at=at, done_at=at, moves=[board]
    )
    QuestionRuling.objects.create(
        **by, reason="again", neutral=False, moves=[{**board, "pupils": 9}]
    )
    QuestionRuling.objects.create(
        **by, reason="two", done_at=at, moves=[{**board, "moved": 0, "rescored": 10}]
    )
    first, second, third, fourth = sheet_of(whole(played), "Neutralised questions")
    assert fourth[9:] == [12, 0, 10]
    said = ["12–13", 2, "What about official-2?", "Bosnia and Herzegovina", "counts for nobody"]
    names = [people[0].name or people[0].email, people[1].name or people[1].email]
    assert first[:6] == [*said, "the key is wrong"]
    assert first[6].endswith(names[0])
    assert first[7:] == [None, "withdrawn", None, None, None]
    assert second[5] == "two answers are right"
    assert (second[6].split(", ")[-1], second[7].split(", ")[-1]) == tuple(names)
    assert second[8:] == ["carried out", 12, None, None], "4 and 2 are too few"
    assert (third[4], *third[8:]) == ("counts again", "waits", None, None, None), "of 9 nothing"
    region = cast.make_staff("organizer", region=School.objects.get().region)
    for line in sheet_of(report_for(region, played, at=at), "Neutralised questions"):
        assert line[9:] == [None] * 3, "a region's organizer would subtract own counts"
        assert not any(name in str(line) for name in names)


def test_what_a_correction_rules_stands_with_the_rulings(
    played: Edition, people: tuple[User, User], client: Client
) -> None:
    Sitting.objects.update(closed_at=clock.now())
    seal_now(played, *people)
    for number in (1, 2):
        item = PaperQuestion.objects.get(paper__kind="official", number=number)
        note_question(played, item, neutral=True, reason="key", by=people[0], at=clock.now())
    withdraw_change(SealChange.objects.latest("pk"), why="x", by=people[0], at=clock.now())
    page = "/en/staff/editions/2027/neutralise/"
    client.force_login(people[0])
    assert "waits for a correction" in client.get(page).text
    laid = lay_correction_before(played, why="The key.", by=people[0], at=clock.now())
    confirm_correction(laid, by=people[1], at=clock.now())
    first, second = sheet_of(whole(played), "Neutralised questions")
    assert [first[n] for n in (1, 4, 5, 8)] == [
        1,
        "counts for nobody",
        "the key is wrong",
        "carried out",
    ]
    names = [one.name or one.email for one in people]
    assert [first[n].split(", ")[-1] for n in (6, 7)] == names
    assert (second[1], second[7], second[8]) == (2, None, "withdrawn")
    record = client.get(page).text.partition('id="done"')[2]
    assert record.count("the key is wrong") == 2
    assert "waits for a correction" not in record


def figures(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as it is stored
    found = {"number": number, "pupils": 300, "credit": 0.5, "correlation": 0.256, "seconds": 12}
    return {
        **found,
        "thirds": {"1": [1, 2, 3], "0": [3, 2, 1]},
        "parts": [],
        "findings": [],
        **more,
    }


def group(language: str, pupils: int, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    told = {"alpha": 0.811, "error": 1.234} if pupils >= 50 else {"alpha": None, "error": None}
    return {"language": language, "pupils": pupils, **told, "items": list(items)}


def worked_out(edition: Edition, *groups: dict[str, Any]) -> None:
    division = edition.divisions.get()
    apart = {"number": 2, "country": "", "language": "hr", "against": "", "letter": "C"}
    apart |= {"log_odds": 0.8, "same_words": False}
    told = {"code": division.code, "paper": division.official_id, "groups": groups}
    body = {"divisions": [{**told, "differences": [apart]}]}
    ItemReport.objects.create(edition=edition, made_at=clock.now(), body=body)


def test_statistics_stand_where_they_mean_something(played: Edition) -> None:
    items = [figures(n) for n in range(1, 6)]
    worked_out(played, group("", 300, items), group("hr", 60, [figures(2, correlation=None)]))
    rows = sheet_of(whole(played), "Item statistics")
    assert rows[0][2:10] == [None, "the whole paper", 300, None, None, None, 0.811, 1.234]
    assert rows[2][1:8] == ["all", 2, "What about official-2?", 300, 50, 0.256, 12]
    assert "In Hrvatski equally good pupils know it less often" in rows[2][13]
    assert rows[6][13] == "preliminary: fewer than 200 pupils"
    croatian = rows[8]
    assert croatian[1:8] == ["Hrvatski", 2, "What about official-2?", 300, 50, None, 12]
    assert (croatian[10], round(croatian[11], 2)) == ("C", -1.88)
    assert rows[7][4:12] == [None] * 8, "nothing is known of question 1 in Croatian"
    thirds = sheet_of(whole(played), "Answers by thirds")
    assert [line[-3:] for line in thirds[:2]] == [[25, 50, 75], [75, 50, 25]]


def test_of_few_pupils_every_question_stands_there_with_empty_cells(played: Edition) -> None:
    worked_out(played, group("", 3, []))
    head, *rows = sheet_of(whole(played), "Item statistics")
    assert head[13] == "fewer than 50 pupils: nothing is worked out"
    assert [row[2] for row in rows] == [1, 2, 3, 4, 5]
    assert {cell for row in rows for cell in row[4:]} == {None}


def test_figures_are_for_who_may_see_the_key(played: Edition, people: tuple[User, User]) -> None:
    worked_out(played, group("", 300, [figures(n) for n in range(1, 6)]))
    organizer = cast.make_staff("organizer", region=School.objects.get().region)
    for user, told in ((people[0], True), (organizer, False)):
        report = report_for(user, played, at=clock.now())
        assert bool(sheet_of(report, "Item statistics")) is told
        about = {row[0]: row[1] for row in sheet_of(report, "About")}
        said = "Worked out" if told else "Only for who leads the edition"
        assert about["Item statistics"].startswith(said)
    Edition.objects.update(state="live")
    Window.objects.update(closes_at=clock.now() + timedelta(hours=1))
    report = report_for(organizer, Edition.objects.get(), at=clock.now())
    about = {row[0]: row[1] for row in sheet_of(report, "About")}
    assert about["Item statistics"].startswith("Left out while a class")


@pytest.mark.parametrize(
    ("early", "said"),
    [(False, "Their texts appear once the last class"), (True, "Their texts are there: this")],
)
def test_the_explaining_sheet_says_when_texts_appear_in_this_edition_and_of_whom_figures_are(
    played: Edition, *, early: bool, said: str
) -> None:
    Edition.objects.update(reveal_early=early)
    about = {row[0]: row[1] for row in sheet_of(whole(Edition.objects.get()), "About")}
    assert about["Questions"].startswith(said)
    assert "in every country" in about["Whose figures of questions"]


def test_the_key_stays_with_countries_of_the_edition(
    played: Edition, people: tuple[User, User]
) -> None:
    worked_out(played, group("", 300, [figures(n) for n in range(1, 6)]))
    elsewhere = Country.objects.create(code="HR", names={"en": "Croatia"})
    report = report_for(cast.make_staff("organizer", country=elsewhere), played, at=clock.now())
    assert sheet_of(report, "Item statistics") == []
    assert sheet_of(report, "Answers by thirds") == []


def test_other_years_are_compared_by_the_same_questions(
    played: Edition, people: tuple[User, User]
) -> None:
    former = Edition.objects.create(slug="2026", year=2026, state="archived", names=played.names)
    division = played.divisions.get()
    Division.objects.create(edition=former, code=division.code, official=division.official)
    PaperQuestion.objects.filter(paper=division.official, number__in=(3, 4, 5)).update(
        neutralised=True
    )
    items = [figures(n, credit=0.5) for n in range(1, 6)]
    worked_out(played, group("", 300, items), group("hr", 300, items))
    report = report_for(people[0], played, at=clock.now())
    title = "Same questions, other years"
    assert sheet_of(report, title)[2][5] == "No question can be compared."
    worked_out(former, group("", 300, [figures(1, credit=0.4), figures(2, credit=0.5)]))
    why, _also, only, _second, whole = sheet_of(report, title)
    assert "in the same words" in why[0]
    assert only[1:11] == [
        *("12–13", "all", 1, 1, "What about official-1?", 300, 300, 40, 50),
        pytest.approx(10),
    ]
    assert only[11] == pytest.approx(7.92, abs=0.01)
    assert whole[3:6] == [None, None, "mean of these questions: 2"]
    assert whole[8:11] == [45, 50, pytest.approx(5)]
    assert only[0] == f"{played} 2026"


def test_a_year_in_the_name_of_an_edition_is_said_once(
    played: Edition, people: tuple[User, User]
) -> None:
    Edition.objects.create(slug="2026", year=2026, state="archived", names={"en": "Quiz 2026"})
    report = report_for(people[0], played, at=clock.now())
    assert sheet_of(report, "Same questions, other years")[2][0] == "Quiz 2026"


def test_what_was_voided_says_why_and_stays_in_its_area(
    reviewed: Edition, people: tuple[User, User]
) -> None:
    for name in ("BA 3", "HR 2"):
        there = Attempt.objects.filter(card__school_class__school__name=name)
        void(there.earliest("pk"), reason="rules", by=people[0], at=clock.now())
    home = School.objects.filter(country="BA")
    [line] = sheet_of(Report(reviewed, home, "home", clock.now()), "What was voided")
    by = people[0].name or people[0].email
    said = ["voided the attempt", "against the rules", by, 1, "VII-3", "BA 3"]
    assert line[1:7] == said
    assert line[8:] == ["Bosnia and Herzegovina", "yes"]


def test_what_was_taken_back_and_what_files_brought_stand_there_in_their_order(
    reviewed: Edition, people: tuple[User, User]
) -> None:
    there = Attempt.objects.filter(card__school_class__school__name="BA 3")
    attempt, by, at = there.earliest("pk"), people[0], clock.now()
    void(attempt, reason="rules", by=by, at=at)
    take_back(Decision.objects.get(kind="void"), by=by, at=at + MINUTE)
    others = ("accept_late", "undo_late", "count_file", "accept_file", "refuse_file", "release")
    for n, kind in enumerate(others, start=2):
        Decision.objects.create(
            kind=kind, sitting=attempt.sitting, attempt=attempt, card=attempt.card,
            decided_by=by, decided_at=at + n * MINUTE,
        )  # fmt: skip
    report = Report(reviewed, School.objects.all(), "all", at)
    lines = sheet_of(report, "What was voided")
    assert [line[1] for line in lines] == [
        "voided the attempt",
        "let the attempt count again",
        "accepted late answers",
        "let late answers no longer count",
        "counted answers of a file",
        "accepted a file of answers",
        "refused a file of answers",
    ]
    assert {line[-1] for line in lines} == {None}


def test_the_explaining_sheet_has_the_hashes_of_the_seal(
    played: Edition, people: tuple[User, User]
) -> None:
    about = {row[0]: row[1] for row in sheet_of(whole(played), "About")}
    assert "Sealed" not in about
    at = clock.now()
    Seal.objects.create(
        edition=played, proposed_by=people[0], proposed_at=at, confirmed_by=people[1],
        confirmed_at=at, sha256="a" * 64, rows=3, seed="s", seed_sha256="b" * 64,
        awards_sha256="c" * 64, body="rank;alias\n1;\n2;\n",
    )  # fmt: skip
    about = {row[0]: row[1] for row in sheet_of(whole(played), "About")}
    assert about["SHA-256 of the public list"] == "a" * 64
    assert about["SHA-256 of list, awards and pools"] == "c" * 64
    assert about["SHA-256 of the seed for draws"] == "b" * 64
    assert people[1].email in about["Sealed"] or people[1].name in about["Sealed"]
    rows = ("Rows of the public list", "Rows with those that boards hold back")
    assert [about.get(row) for row in rows] == [2, 3]
    others = sheet_of(Report(played, School.objects.all(), "all", at), "About")
    assert [dict(row[:2] for row in others).get(row) for row in rows] == [2, None]
    assert not any(one.email in str(others) for one in people)
