"""Two teachers of a class note names and needs at the same time: nobody undoes the other unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from schools.models import Card, SchoolClass
from tests.cells import in_one_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# As the test client gives it, with its context.
type Reply = Any
SINCE = "Something changed since you looked."


@pytest.fixture
def browser(client: Client, teacher: User) -> Client:
    """Of one of its teachers."""
    client.force_login(teacher)
    return client


def address(school_class: SchoolClass) -> str:
    return reverse("schools:needs", args=[school_class.pk])


def opened(client: Client, school_class: SchoolClass) -> dict[str, str]:
    """What the form of the page would send as it stands."""
    reply = client.get(address(school_class))
    assert 'type="hidden" name="form-2-seen"' in reply.text
    return shown(reply)


def shown(reply: Reply) -> dict[str, str]:
    formset = reply.context["formset"]
    values = {one.html_name: one.value() for form in formset for one in form}
    told = {
        name: "on" if value is True else f"{value}"
        for name, value in values.items()
        if value is not False and value not in (None, "")
    }
    return {"form-TOTAL_FORMS": f"{len(formset)}", "form-INITIAL_FORMS": f"{len(formset)}", **told}


def test_each_keeps_what_the_other_noted_of_another_card(
    browser: Client, school_class: SchoolClass
) -> None:
    mine, theirs = opened(browser, school_class), opened(browser, school_class)
    browser.post(address(school_class), {**theirs, "form-0-name": "Amra", "form-0-untimed": "on"})
    browser.post(address(school_class), {**mine, "form-2-name": "Vedad"})
    rows = Card.objects.order_by("number").values_list("name", "untimed")
    assert list(rows) == [("Amra", True), ("", False), ("Vedad", False)]


def test_of_one_card_the_second_sees_what_is_stored_and_saves_again(
    browser: Client, school_class: SchoolClass
) -> None:
    mine, theirs = opened(browser, school_class), opened(browser, school_class)
    browser.post(address(school_class), {**theirs, "form-0-name": "Amra", "form-0-contrast": "on"})
    typed = {**mine, "form-0-name": "Ana", "form-2-name": "Vedad", "form-2-large_text": "on"}
    reply = browser.post(address(school_class), typed)
    assert SINCE in reply.text
    assert list(Card.objects.order_by("number").values_list("name", flat=True)) == ["Amra", "", ""]
    now = shown(reply)
    assert (now["form-0-name"], now["form-0-contrast"]) == ("Amra", "on")
    assert (now["form-2-name"], now["form-2-large_text"]) == ("Vedad", "on")
    assert browser.post(address(school_class), {**now, "form-0-name": "Ana"}).status_code == 302
    assert list(Card.objects.order_by("number").values_list("name", "contrast")) == [
        ("Ana", True),
        ("", False),
        ("Vedad", False),
    ]


@in_one_world("typed", [{"form-0-name": "Amra"}, {}], ids=["the same", "nothing"])
def test_the_same_twice_is_no_quarrel(
    typed: Mapping[str, str], browser: Client, school_class: SchoolClass
) -> None:
    mine, theirs = opened(browser, school_class), opened(browser, school_class)
    browser.post(address(school_class), {**theirs, "form-0-name": "Amra"})
    assert browser.post(address(school_class), {**mine, **typed}).status_code == 302
    assert Card.objects.get(school_class=school_class, number=1).name == "Amra"
