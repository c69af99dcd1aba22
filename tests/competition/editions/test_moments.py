"""Days and times are shown with 24 hours in the reader's form, and read however they are typed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone, translation

from competition.editions.forms.moments import Moment

ZONE = ZoneInfo("Europe/Sarajevo")
MEANT = datetime(2027, 2, 9, 13, 5, tzinfo=UTC)


class Form(forms.Form):
    moment = Moment(label="Opens")


@pytest.fixture(autouse=True)
def _by_the_clock_of_the_country() -> object:
    with timezone.override(ZONE):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        *("09.02.2027 14:05", "9.2.2027 14:05", "9. 2. 2027. 14:05", "09.02.2027. 14:05"),
        *("09/02/2027 14:05", "9/2/2027, 14:05", "2027-02-09T14:05", "2027-02-09 14:05"),
        *("  9.2.2027.   14:05 ", "2027-02-09T14:05:00"),
    ],
)
def test_a_moment_is_read_however_it_is_typed(typed: str) -> None:
    form = Form({"moment": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["moment"] == MEANT


@pytest.mark.parametrize("typed", ["02/09/2027 02:05 PM", "9.2.2027", "31.2.2027 10:00", "noon"])
def test_what_could_mean_two_things_is_refused_with_an_example(typed: str) -> None:
    form = Form({"moment": typed})
    assert form.errors == {"moment": ["Write the day and the time like this: 09/02/2027 14:30"]}


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "09/02/2027 14:05"), ("hr", "09.02.2027 14:05"), ("sr", "09.02.2027 14:05")],
)
def test_it_is_shown_in_the_readers_form_and_read_back_as_it_was(language: str, shown: str) -> None:
    with translation.override(language):
        form = Form(initial={"moment": MEANT})
        assert f'value="{shown}"' in str(form["moment"])
        assert "datetime-local" not in str(form["moment"])
        assert Form({"moment": shown}).is_valid()


def test_the_hint_beside_the_field_shows_the_form() -> None:
    field = Form()["moment"]
    assert field.help_text == "Day, month, year, and the time with 24 hours: 09/02/2027 14:30"


def test_an_hour_the_clocks_leave_out_is_told_apart() -> None:
    assert "The clocks are changed" in str(Form({"moment": "28.3.2027 02:30"}).errors)
