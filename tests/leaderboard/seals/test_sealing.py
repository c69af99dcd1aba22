"""The seal: two people, one list, and what the public gets of it."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import CompetitionError, EditionSealed
from competition.models import Alias, Attempt, Division, Edition, EditionStep, Result, Sitting
from competition.setup import actions as steps
from competition.setup.actions import take_step
from competition.sittings.actions.attempts import void
from competition.sittings.actions.sittings import close
from leaderboard.models import Draw, Seal
from leaderboard.seals import actions as sealing
from leaderboard.seals.actions import confirm, propose
from leaderboard.seals.places import lines_of
from leaderboard.seals.queries import final_list
from schools.models import School, SchoolClass
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.sealed import on_the_page

DESK = "/en/staff/editions/2027/seal/"
PUBLIC = "/en/boards/2027/seal/"


@pytest.fixture
def reviewed(edition: Edition, sitting: Sitting, school_class: SchoolClass) -> Edition:
    """Three pupils have played, and twelve of other schools; the windows are over."""
    crowd.keep_company(edition, school_class.school.region)
    for card, choices in zip(school_class.cards.order_by("number"), SCORES, strict=True):
        attempt = cast.finish(cast.make_attempt(card, sitting), "00000")
        Result.objects.filter(attempt=attempt).update(score=choices)
    Result.objects.update(max_score=6)
    close(sitting, by=sitting.opened_by, at=clock.now())
    now = clock.now()
    edition.windows.update(opens_at=now - timedelta(hours=9), closes_at=now)
    Edition.objects.update(state="review")
    return Edition.objects.get()


SCORES = (3, 5, 5)


@pytest.fixture
def first(reviewed: Edition) -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def second(superuser: User) -> User:
    return superuser


def seal_now(edition: Edition, first: User, second: User) -> Seal:
    laid = propose(edition, by=first, at=clock.now())
    return confirm(laid, by=second, at=clock.now(), seen=True)


def test_the_list_has_ranks_and_aliases_and_no_names(
    reviewed: Edition, first: User, second: User
) -> None:
    seal = seal_now(reviewed, first, second)
    lines = [line.split(";") for line in seal.body.splitlines()]
    assert lines[0] == [
        *("rank", "alias", "country", "division"),
        *("score", "max_score", "hard", "tie_break"),
    ]
    assert [(line[0], line[4]) for line in lines[1:4]] == [("1", "5"), ("1", "5"), ("3", "3")]
    assert {(line[0], line[4]) for line in lines[4:]} == {("4", "0")}
    aliases = {f"{one.adjective} {one.animal} {one.number}" for one in Alias.objects.all()}
    assert {line[1] for line in lines[1:]} == aliases
    school = School.objects.earliest("pk")
    assert not any(secret in seal.body for secret in (school.name, school.place, "VII-2"))
    assert seal.sha256 == hashlib.sha256(seal.body.encode()).hexdigest()


def test_the_list_has_minutes_only_of_those_they_may_part(reviewed: Edition) -> None:
    Edition.objects.update(ranking="minutes")
    older = final_list(Edition.objects.get()).body.splitlines()
    Division.objects.update(code="9-11")
    younger = final_list(Edition.objects.get()).body.splitlines()
    assert older[0] == younger[0]
    assert older[0].endswith(";hard;tie_break;time")
    assert not any(line.endswith(";") for line in older[1:])
    assert all(line.endswith(";") for line in younger[1:])
    assert all(found.scores.time == 0 for found in lines_of("\n".join(younger)))


def test_below_the_best_nobody_has_an_alias(
    reviewed: Edition, first: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaderboard.seals.queries.TOP", 2)
    body = seal_now(reviewed, first, second).body
    assert [bool(line.split(";")[1]) for line in body.splitlines()[1:4]] == [True, True, False]


def test_sealing_takes_two_people_and_is_on_record(
    reviewed: Edition, first: User, second: User
) -> None:
    seal = propose(reviewed, by=first, at=clock.now())
    with pytest.raises(steps.SecondPersonNeeded):
        confirm(seal, by=first, at=clock.now())
    confirm(seal, by=second, at=clock.now(), note="Looked through", seen=True)
    step = EditionStep.objects.get()
    assert (step.after, step.by, step.second, step.note) == (
        *("sealed", second, first),
        "Looked through",
    )
    assert Edition.objects.get().state == "sealed"


def test_a_list_that_has_changed_is_not_sealed(
    reviewed: Edition, first: User, second: User
) -> None:
    seal = propose(reviewed, by=first, at=clock.now())
    void(Attempt.objects.earliest("pk"), reason="rules", by=first, at=clock.now())
    with pytest.raises(sealing.ListChanged):
        confirm(seal, by=second, at=clock.now())
    assert Edition.objects.get().state == "review"
    anew = propose(reviewed, by=first, at=clock.now())
    assert (anew.rows, seal.rows) == (14, 15)
    with pytest.raises(sealing.NothingProposed):
        confirm(seal, by=second, at=clock.now())
    confirm(anew, by=second, at=clock.now(), seen=True)


def test_an_answer_that_came_a_moment_ago_is_scored_before_the_list_is_made(
    reviewed: Edition, first: User, second: User
) -> None:
    attempt = Attempt.objects.filter(result__score__gt=0).earliest("pk")
    Attempt.objects.filter(pk=attempt.pk).update(late_since=clock.now())
    seal = propose(reviewed, by=first, at=clock.now())
    assert Result.objects.get(attempt=attempt).score == 0
    Attempt.objects.exclude(pk=attempt.pk).update(late_since=clock.now())
    with pytest.raises(sealing.ListChanged):
        confirm(seal, by=second, at=clock.now())


@pytest.mark.parametrize("state", ["live", "sealed", "published", "archived"])
def test_a_list_is_laid_before_only_in_review(
    state: str, reviewed: Edition, first: User, second: User
) -> None:
    seal = propose(reviewed, by=first, at=clock.now())
    Edition.objects.update(state=state)
    with pytest.raises(sealing.NotInReview):
        propose(reviewed, by=first, at=clock.now())
    with pytest.raises(sealing.NothingProposed):
        confirm(seal, by=second, at=clock.now())


@pytest.fixture
def few(reviewed: Edition) -> Edition:
    """Of the other schools one has played: five pupils of two schools."""
    Result.objects.filter(attempt__entry__school_class__school__name__endswith="0").delete()
    Result.objects.filter(attempt__entry__school_class__school__name__endswith="1").delete()
    return reviewed


def test_a_board_of_too_few_is_sealed_and_not_in_the_list_anybody_gets(
    few: Edition, first: User, second: User, client: Client
) -> None:
    seal = seal_now(few, first, second)
    assert (len(seal.body.splitlines()), len(seal.held_back.splitlines())) == (1, 7)
    assert (seal.rows, seal.boards[0]["rows"]) == (7, 7)
    take_step(few, to="published", by=first, at=clock.now())
    assert client.get(f"{PUBLIC}list.csv").text == seal.body
    assert seal.sha256 in client.get(PUBLIC).text
    client.force_login(second)
    desk = client.get(DESK).text
    assert "too few pupils or schools" in desk
    assert '<td class="number points">5 / 6</td>' in desk


def test_a_change_of_what_the_public_does_not_get_is_not_sealed_either(
    few: Edition, first: User, second: User
) -> None:
    seal = propose(few, by=first, at=clock.now())
    Result.objects.filter(score=3).update(score=2)
    with pytest.raises(sealing.ListChanged):
        confirm(seal, by=second, at=clock.now())
    assert propose(few, by=first, at=clock.now()).sha256 == seal.sha256


def test_an_empty_list_is_not_laid_before(reviewed: Edition, first: User) -> None:
    Result.objects.all().delete()
    with pytest.raises(sealing.NobodyPlayed):
        propose(reviewed, by=first, at=clock.now())


# ---------------------------------------------------------------- pages


def press(client: Client, user: User, **data: str) -> str:
    client.force_login(user)
    return " ".join(client.post(DESK, data, follow=True).text.split())


def test_the_way_of_a_list_from_the_desk_to_the_public(
    client: Client, reviewed: Edition, first: User, second: User
) -> None:
    assert client.get(PUBLIC).status_code == 404
    page = press(client, first, act="propose")
    assert "Another person confirms it:" in page
    sha256 = Seal.objects.get().sha256
    assert "Seal this list" not in page
    assert sha256 not in client.get(PUBLIC).text
    looked_at = on_the_page(Seal.objects.get())
    page = press(client, second, act="confirm", seen="on", **looked_at)
    assert "The sealed list" in page
    assert sha256 in client.get(PUBLIC).text
    assert client.get(f"{PUBLIC}list.csv").status_code == 404
    take_step(reviewed, to="published", by=first, at=clock.now())
    content = client.get(f"{PUBLIC}list.csv").content
    assert hashlib.sha256(content).hexdigest() == sha256
    public = client.get(PUBLIC).text
    assert "certutil -hashfile 2027-sealed.csv SHA256" in public
    draw = Draw.objects.get()
    assert draw.seed_sha256 in public
    assert not any(secret in public for secret in (draw.seed, draw.lot_key))


@pytest.mark.parametrize("data", [{}, {"act": "confirm"}, {"act": "confirm", "seal": "1"}])
def test_who_saw_another_list_seals_nothing(
    data: dict[str, str], client: Client, reviewed: Edition, first: User, second: User
) -> None:
    laid = propose(reviewed, by=first, at=clock.now())
    assert "Somebody has laid a newer list before." in press(client, second, **data)
    # The rows may be the same, and the awards not.
    looked_at = {"act": "confirm", **on_the_page(laid)}
    propose(reviewed, by=first, at=clock.now())
    assert "Somebody has laid a newer list before." in press(client, second, **looked_at | data)
    assert "Somebody has laid a newer list before." in press(client, second, **looked_at)
    assert Edition.objects.get().state == "review"


def test_a_second_press_of_who_sealed_it_is_done_already(
    client: Client, reviewed: Edition, first: User, second: User
) -> None:
    laid = propose(reviewed, by=first, at=clock.now())
    sent = {"act": "confirm", "seen": "on", **on_the_page(laid)}
    press(client, second, **sent)
    page = press(client, second, **sent)
    assert Edition.objects.get().state == "sealed"
    assert "newer list before" not in page


def test_a_number_that_no_seal_has_is_not_there(
    client: Client, reviewed: Edition, first: User, second: User
) -> None:
    seal_now(reviewed, first, second)
    Edition.objects.update(state="published")
    assert client.get(f"{PUBLIC}1/list.csv").status_code == 200
    for number in (0, 2, 2**63, 10**30):
        assert client.get(f"{PUBLIC}{number}/list.csv").status_code == 404


def test_what_is_open_has_to_be_ticked(
    client: Client, reviewed: Edition, first: User, second: User
) -> None:
    Result.objects.update(late=1)
    seal = propose(reviewed, by=first, at=clock.now())
    page = press(client, second, act="confirm", **on_the_page(seal))
    assert "Tick that you have seen it." in page
    page = press(client, second, act="confirm", seen="on", **on_the_page(seal))
    assert "The sealed list" in page


@pytest.mark.django_db(transaction=True)
def test_a_decision_that_is_under_way_is_waited_for_and_one_after_it_is_refused(
    reviewed: Edition, first: User, second: User
) -> None:
    seal = propose(reviewed, by=first, at=clock.now())
    attempts = list(Attempt.objects.order_by("pk"))
    begun, go_on = Event(), Event()

    def decide() -> None:
        with transaction.atomic():
            void(attempts[0], reason="rules", by=first, at=clock.now())
            begun.set()
            go_on.wait(5)
        connection.close()

    def seal_it() -> str:
        with pytest.raises(CompetitionError) as refusal:
            confirm(seal, by=second, at=clock.now())
        connection.close()
        return refusal.typename

    with ThreadPoolExecutor(2) as pool:
        pool.submit(decide)
        assert begun.wait(5)
        sealing_it = pool.submit(seal_it)
        go_on.set()
        assert sealing_it.result() == "ListChanged"
    confirm(propose(reviewed, by=first, at=clock.now()), by=second, at=clock.now(), seen=True)
    with pytest.raises(EditionSealed):
        void(attempts[1], reason="rules", by=first, at=clock.now())
