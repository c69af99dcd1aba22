"""Windows are moved on the edition's page and on the day's: by one set of rules and one record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.editions.actions import extend_window
from competition.exceptions import KeyIsOut
from competition.models import Edition, Window, WindowChange
from competition.rules.edition_steps import Span
from competition.setup.actions.editions import WindowOnRecord, set_basics
from competition.setup.actions.parts import set_windows, spans_of
from schools.models import Country
from tests import cast

HOUR = timedelta(hours=1)
WHY = WindowChange.Reason.NETWORK


def write(edition: Edition, country: Country, spans: list[Span], by: User) -> None:
    """What the edition's page does."""
    seen = spans_of(edition, country)
    set_windows(edition, country, spans=spans, seen=seen, by=by, at=clock.now())


def test_a_window_that_was_extended_on_the_day_moves_with_its_record(
    edition: Edition, country: Country, superuser: User
) -> None:
    window = edition.windows.get()
    later = window.closes_at + HOUR
    extend_window(window, closes_at=later, reason=WHY, by=superuser, at=clock.now())
    write(edition, country, [(window.opens_at, later + HOUR)], superuser)
    assert list(edition.windows.values_list("pk", "closes_at")) == [(window.pk, later + HOUR)]
    assert [one.closes_at for one in window.changes.order_by("pk")] == [later, later + HOUR]


def test_a_window_on_record_is_not_removed(
    edition: Edition, country: Country, superuser: User
) -> None:
    window = edition.windows.get()
    Edition.objects.update(state="registration")
    later = window.closes_at + HOUR
    extend_window(window, closes_at=later, reason=WHY, by=superuser, at=clock.now())
    with pytest.raises(WindowOnRecord):
        write(edition, country, [], superuser)
    Edition.objects.update(state="draft")
    abroad = [cast.make_country("HR")]
    with pytest.raises(WindowOnRecord):
        set_basics(edition, slug="2027", year=2027, countries=abroad)
    assert edition.windows.get() == window


def test_a_new_window_of_a_live_edition_is_on_record(
    edition: Edition, country: Country, superuser: User
) -> None:
    window = edition.windows.get()
    first = (window.opens_at, window.closes_at)
    write(edition, country, [first, (first[1] + HOUR, first[1] + 2 * HOUR)], superuser)
    change = WindowChange.objects.get()
    assert (change.closed_before, change.changed_by) == (None, superuser)
    assert Window.objects.count() == 2


def test_nothing_opens_again_once_the_key_may_be_out(
    edition: Edition, country: Country, superuser: User
) -> None:
    now = clock.now()
    Window.objects.update(closes_at=now - timedelta(minutes=1))
    kept = spans_of(edition, country)
    with pytest.raises(KeyIsOut):
        write(edition, country, [*kept, (now + HOUR, now + 2 * HOUR)], superuser)
    with pytest.raises(KeyIsOut):
        write(edition, country, [(kept[0][0], now + HOUR)], superuser)
    write(edition, country, kept, superuser)
