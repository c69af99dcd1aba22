"""Publication: no board stays frozen, all of them agree with the seal, and no hall is outrun."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from base import clock
from base.languages.dates import day_in_sentence
from base.models import User
from competition.models import Attempt, Edition, Sitting
from competition.setup import actions as steps
from competition.setup.actions import take_step
from competition.sittings.actions.attempts import void
from competition.sittings.actions.sittings import close
from leaderboard.boards.actions import freeze_boards, publish_boards
from leaderboard.ceremony.queries import no_ceremony_ahead
from leaderboard.models import Board, Freeze, Seal, WinnersPlan
from leaderboard.seals.actions import confirm, propose
from leaderboard.seals.checks import all_boards, frozen_boards
from leaderboard.seals.places import lines_of
from schools.models import Country, Region, SchoolClass
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.freezing import freeze
from tests.leaderboard.sealed import award

STEPS = "/en/staff/editions/2027/"
BOARD = "/en/boards/2027/ba/12-13/"


@pytest.fixture
def first() -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def boards(edition: Edition, abroad: Region) -> list[Board]:
    """Published while nobody had finished."""
    publish_boards(at=clock.now())
    return list(Board.objects.filter(kind=Board.Kind.PUPILS))


def play(edition: Edition, sitting: Sitting, school_class: SchoolClass) -> None:
    """Three pupils finish, and twelve of other schools; the windows end."""
    crowd.keep_company(edition, school_class.school.region)
    for card in school_class.cards.all():
        cast.finish(cast.make_attempt(card, sitting), cast.right_choices(sitting.paper))
    close(sitting, by=sitting.opened_by, at=clock.now())
    now = clock.now()
    edition.windows.update(opens_at=now - timedelta(hours=9), closes_at=now)
    Edition.objects.update(state="review")
    edition.refresh_from_db()


def seal(edition: Edition, first: User, second: User) -> Seal:
    laid = propose(edition, by=first, at=clock.now())
    return confirm(laid, by=second, at=clock.now(), seen=True)


@pytest.fixture
def ceremony(
    edition: Edition,
    sitting: Sitting,
    school_class: SchoolClass,
    boards: list[Board],
    first: User,
    superuser: User,
) -> Edition:
    """Sealed, with boards that were frozen for the ceremony before anybody had finished."""
    award(edition, "rank", amount=50, country_id="BA")
    reason = Freeze.Reason.CEREMONY
    home = [board for board in boards if board.country_id == "BA"]
    freeze_boards(home, at=clock.now(), by=superuser, reason=reason)
    play(edition, sitting, school_class)
    seal(edition, first, superuser)
    edition.refresh_from_db()
    return edition


def shown(board: Board) -> int:
    board.refresh_from_db()
    return len(json.loads(board.text())["rows"])


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).text.split())


def earlier_board(country: Country, user: User) -> Board:
    """A frozen board of another edition of the same country."""
    other = Edition.objects.create(slug="2026", year=2026, languages=["en"], state="review")
    board = Board.objects.create(edition=other, country=country, kind=Board.Kind.SCHOOLS)
    freeze(board, at=clock.now(), by=user, reason=Freeze.Reason.CEREMONY)
    return board


def test_frozen_boards_move_with_the_publication_on_record_and_show_the_sealed_places(
    ceremony: Edition, first: User, superuser: User, client: Client, boards: list[Board]
) -> None:
    elsewhere = earlier_board(ceremony.windows.earliest("pk").country, superuser)
    client.force_login(first)
    client.post(STEPS, {"to": "published", "seen": "on"})
    stop = Freeze.objects.get(board__division__edition=ceremony)
    step = ceremony.steps.get(after="published")
    assert (stop.lifted_by, stop.lifted_at) == (first, step.at)
    assert not frozen_boards(ceremony).exists()
    found = {(board.country_id, board.kind): shown(board) for board in boards}
    assert found == {("BA", "pupils"): 15, ("HR", "pupils"): 0, (None, "pupils"): 15}
    page = words(client, BOARD)
    sealed = [line.name("en") for line in lines_of(Seal.objects.get().body) if line.alias]
    assert all(name in page for name in sealed)
    elsewhere.refresh_from_db()
    assert elsewhere.frozen_at


def test_from_the_publication_on_boards_are_final_wherever_they_stand(
    ceremony: Edition, first: User, client: Client
) -> None:
    day = day_in_sentence(timezone.localtime(Seal.objects.get().confirmed_at))
    final = f"Final results, sealed on {day}"
    moving = ("board-pause", "board-shell", "js/boards/board.js", "so far", "Last change")
    ends = ("", "embed/", "?look=hall", "embed/?look=hall")
    for end in ends:
        page = words(client, BOARD + end)
        assert [final in page, *(one in page for one in moving)] == [False] + [True] * len(moving)
    client.force_login(first)
    client.post(STEPS, {"to": "published", "seen": "on"})
    client.logout()
    # Whoever watches learns it from the text that is pushed.
    assert all(json.loads(board.body)["final"] for board in all_boards(ceremony))
    WinnersPlan.objects.create(
        edition=ceremony, confirm_by=day_now(), names_until=day_now(),
        public_from=clock.now(), started_at=clock.now(),
    )  # fmt: skip
    for end in ends:
        page = words(client, BOARD + end)
        assert final in page
        assert [one for one in moving[:-1] if one in page] == []
        ways = ["/en/boards/2027/seal/" in page, "/en/boards/2027/winners/ba/" in page]
        assert ways == ["hall" not in end] * 2


def day_now() -> date:
    return timezone.localdate(clock.now())


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "The ceremony is on"), (-1, ""), (None, "no date of it is set")],
)
def test_a_ceremony_that_lies_ahead_is_named_before_the_step(
    days: int | None, said: str, ceremony: Edition, first: User
) -> None:
    if days is not None:
        now = clock.now()
        day = now + timedelta(days=days)
        dates = {"confirm_by": now.date(), "names_until": now.date()}
        WinnersPlan.objects.create(edition=ceremony, ceremony_at=day, **dates)
    check = no_ceremony_ahead(ceremony, clock.now())
    assert [said in fault for fault in check.faults] == [True] * bool(said)
    if said:
        with pytest.raises(steps.LookFirst):
            take_step(ceremony, to="published", by=first, at=clock.now())


def test_what_changes_in_the_last_second_before_the_seal_is_on_the_board(
    edition: Edition,
    sitting: Sitting,
    school_class: SchoolClass,
    boards: list[Board],
    first: User,
    superuser: User,
) -> None:
    play(edition, sitting, school_class)
    publish_boards(at=clock.now())
    void(Attempt.objects.earliest("pk"), reason="rules", by=first, at=clock.now())
    seal(edition, first, superuser)
    assert shown(Board.objects.get(country="BA", kind="pupils")) == 14
