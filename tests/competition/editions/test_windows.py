"""Windows close later and never earlier; what hangs on them follows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from base import clock
from base.models import User
from competition.editions.actions import extend_window, open_spare_day
from competition.editions.queries.visible import key_is_open, key_opens_at, window_is_open
from competition.editions.queries.windows import effect_of
from competition.exceptions import (
    CompetitionError,
    EditionIsOver,
    KeyIsOut,
    NotSpare,
    OnlyLater,
    WindowOver,
    WindowsOverlap,
)
from competition.models import Answer, Attempt, Edition, Entry, Sitting, Window, WindowChange
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.sittings import close, open_sitting, start_all
from schools.models import Country
from tests import cast
from tests.cells import in_one_world

HOUR = timedelta(hours=1)
WHY = WindowChange.Reason.NETWORK


@pytest.fixture
def window(edition: Edition) -> Window:
    return edition.windows.get()


def test_an_extended_window_stays_open_and_the_change_is_on_record(
    window: Window, superuser: User
) -> None:
    before, at = window.closes_at, clock.now()
    change = extend_window(window, closes_at=before + HOUR, reason=WHY, by=superuser, at=at)
    assert window_is_open(window.edition, "BA", at=before + HOUR / 2)
    assert (change.closed_before, change.closes_at) == (before, before + HOUR)
    assert (change.reason, change.changed_by, change.changed_at) == ("network", superuser, at)


@in_one_world("later", [-HOUR, timedelta(0)], ids=["earlier", "the same"])
def test_a_window_never_closes_earlier(window: Window, superuser: User, later: timedelta) -> None:
    closes_at = window.closes_at + later
    with pytest.raises(OnlyLater):
        extend_window(window, closes_at=closes_at, reason=WHY, by=superuser, at=clock.now())
    assert not WindowChange.objects.exists()


def test_a_window_that_closed_an_hour_ago_opens_again_from_now_on_only(
    window: Window, superuser: User
) -> None:
    other = cast.make_country("HR")
    at = window.closes_at + HOUR
    window.edition.windows.create(country=other, opens_at=at - HOUR, closes_at=at + 5 * HOUR)
    with pytest.raises(OnlyLater):
        extend_window(window, closes_at=at, reason=WHY, by=superuser, at=at)
    extend_window(window, closes_at=at + HOUR, reason=WHY, by=superuser, at=at)
    assert window_is_open(window.edition, "BA", at=at)


def test_once_the_key_may_be_out_nothing_opens_again(window: Window, superuser: User) -> None:
    at = window.closes_at
    first, last = at + HOUR, at + 2 * HOUR
    with pytest.raises(KeyIsOut):
        extend_window(window, closes_at=last, reason=WHY, by=superuser, at=at)
    with pytest.raises(KeyIsOut):
        open_spare_day(
            window.edition,
            country=window.country,
            opens_at=first,
            closes_at=last,
            reason=WHY,
            by=superuser,
            at=at,
        )


def test_a_key_that_is_shown_early_by_choice_stops_nobody(window: Window, superuser: User) -> None:
    Edition.objects.update(reveal_early=True)
    at = window.closes_at
    extend_window(window, closes_at=at + HOUR, reason=WHY, by=superuser, at=at)
    assert window_is_open(window.edition, "BA", at=at)


@in_one_world("state", ["draft", "review", "sealed", "published", "archived"])
def test_windows_move_only_while_the_edition_is_on(
    state: str, window: Window, superuser: User
) -> None:
    Edition.objects.update(state=state)
    with pytest.raises(EditionIsOver):
        extend_window(
            window, closes_at=window.closes_at + HOUR, reason=WHY, by=superuser, at=clock.now()
        )


def spare(window: Window, by: User, first: timedelta, last: timedelta) -> WindowChange:
    """A spare day from and to so long after the window's end."""
    end = window.closes_at
    return open_spare_day(
        window.edition,
        country=window.country,
        opens_at=end + first,
        closes_at=end + last,
        reason=WHY,
        by=by,
        at=clock.now(),
    )


def test_a_spare_day_is_a_window_of_its_own(window: Window, superuser: User) -> None:
    change = spare(window, superuser, 12 * HOUR, 20 * HOUR)
    assert change.closed_before is None
    open_at = [
        window_is_open(window.edition, "BA", at=window.closes_at + hours * HOUR)
        for hours in (-1, 1, 13, 21)
    ]
    assert open_at == [True, False, True, False]


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        pytest.param(2 * HOUR, HOUR, NotSpare, id="ends before it begins"),
        pytest.param(-HOUR, HOUR, WindowsOverlap, id="overlaps"),
        pytest.param(-48 * HOUR, -24 * HOUR, NotSpare, id="in the past"),
    ],
)
def test_a_spare_day_that_is_none(
    first: timedelta,
    last: timedelta,
    refusal: type[CompetitionError],
    window: Window,
    superuser: User,
) -> None:
    with pytest.raises(refusal):
        spare(window, superuser, first, last)
    assert Window.objects.count() == 1


def test_an_extension_must_not_run_into_the_spare_day(window: Window, superuser: User) -> None:
    spare(window, superuser, 2 * HOUR, 3 * HOUR)
    with pytest.raises(WindowsOverlap):
        extend_window(
            window,
            closes_at=window.closes_at + 2.5 * HOUR,
            reason=WHY,
            by=superuser,
            at=clock.now(),
        )


# ---------------------------------------------------------------- what follows


@pytest.fixture
def untimed(attempts: list[Attempt]) -> Attempt:
    """The first of the class works without a time limit."""
    attempt = attempts[0]
    attempt.deadline = None
    attempt.save()
    return attempt


def test_the_effect_is_known_before_it_happens(
    untimed: Attempt, window: Window, country: Country
) -> None:
    abroad = cast.make_country("HR")
    last = window.closes_at + HOUR
    window.edition.windows.create(country=abroad, opens_at=window.opens_at, closes_at=last)
    within = effect_of(window.edition, country, closes_at=last)
    beyond = effect_of(window.edition, country, closes_at=last + HOUR)
    assert (within.sittings, within.untimed, within.moves_key) == (1, 1, False)
    assert (beyond.secret_until, beyond.would_be, beyond.moves_key) == (last, last + HOUR, True)


def test_the_key_waits_for_the_new_end(window: Window, superuser: User) -> None:
    division, end = window.edition.divisions.get(), window.closes_at
    assert key_is_open(division, at=end)
    extend_window(window, closes_at=end + HOUR, reason=WHY, by=superuser, at=clock.now())
    assert not key_is_open(division, at=end)
    assert key_is_open(division, at=end + HOUR)


def test_the_key_waits_for_a_class_at_work_and_nobody_starts_after_the_window(
    sitting: Sitting, window: Window, entry: Entry, teacher: User
) -> None:
    division, end = window.edition.divisions.get(), window.closes_at
    waits = open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=clock.now())
    start_all(sitting, by=teacher, at=end - timedelta(seconds=1))
    with pytest.raises(WindowOver):
        start_all(waits, by=teacher, at=end)
    opens = key_opens_at(division, at=end)
    assert not key_is_open(division, at=end)
    assert opens is not None
    assert opens > end
    # One that nobody could start keeps nothing back.
    close(sitting, by=teacher, at=end + timedelta(minutes=9))
    assert key_opens_at(division, at=end + timedelta(minutes=9)) == end


def test_a_rehearsal_starts_at_any_time(window: Window, entry: Entry, teacher: User) -> None:
    tried = open_sitting(entry, kind=Sitting.Kind.REHEARSAL, by=teacher, at=clock.now())
    start_all(tried, by=teacher, at=window.closes_at + HOUR)
    assert key_is_open(window.edition.divisions.get(), at=window.closes_at)


def test_a_pupil_without_a_limit_works_on_and_an_answer_after_the_old_end_counts(
    untimed: Attempt, window: Window, superuser: User
) -> None:
    at = clock.now()
    Window.objects.update(closes_at=at + timedelta(minutes=1))
    window.refresh_from_db()
    extend_window(window, closes_at=at + HOUR, reason=WHY, by=superuser, at=at)
    after = at + timedelta(minutes=5)
    assert sweep(at=after) == 0
    Answer.objects.create(
        attempt=untimed, lease=1, seq=1, question=1, choice=1, received_at=after, browser_ms=0
    )
    sweep(at=at + HOUR)
    untimed.refresh_from_db()
    assert (untimed.finished_at, untimed.ending) == (at + HOUR, "time")
    assert untimed.result.choices[0] == "1"


class TestEveryOrder(TestCase):
    """Whatever is asked in whatever order, an end only moves later, and each move is on record."""

    window: Window
    user: User

    @classmethod
    def setUpTestData(cls) -> None:
        """One country with its window, for all examples."""
        cls.window = cast.make_edition(cast.make_country()).windows.get()
        cls.user = User.objects.create_superuser("p@example.org")

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(-300, 900), max_size=6))
    def test_ends_only_move_later(self, minutes: list[int]) -> None:
        at, ends = clock.now(), [Window.objects.get().closes_at]
        for closes_at in (at + timedelta(minutes=asked) for asked in minutes):
            try:
                extend_window(self.window, closes_at=closes_at, reason=WHY, by=self.user, at=at)
            except OnlyLater:
                assert closes_at <= ends[-1]
            else:
                ends.append(closes_at)
            assert Window.objects.get().closes_at == ends[-1]
        recorded: list[datetime] = list(
            WindowChange.objects.order_by("id").values_list("closes_at", flat=True)
        )
        assert (recorded, ends) == (ends[1:], sorted(set(ends)))
