"""A second factor opens the session that has proved it, and no older one of the same account."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.http import Http404
from django.test import Client

from base.models import User
from competition.models import Sitting
from competition.sittings.consumers import get_watched
from schools.accounts.letters_consent import end_address
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.schools.accounts.test_accounts import log_in
from tests.schools.accounts.test_second_factor import code

AGAIN = "/en/staff/account/again/code/"


@pytest.fixture
def older(client: Client, country: Country, teacher: User) -> Client:
    """Logged in with the password alone, before its owner became an organizer with an app."""
    log_in(client, teacher.email)
    assert client.get("/en/staff/").status_code == 200
    Role.objects.create(user=teacher, kind="coordinator", approved_at=teacher.joined_at)
    cast.give_second_factor(teacher)
    return client


@in_one_world(
    "page",
    ["", "record/", "spreadsheets/", "account/", "account/passkeys/add/", "account/codes/"],
)
def test_an_older_session_has_to_prove_it_before_anything(older: Client, page: str) -> None:
    path = f"/en/staff/{page}"
    assert older.get(path)["Location"].startswith(AGAIN)
    assert older.post(path)["Location"].startswith(AGAIN)
    assert older.get("/en/admin/")["Location"].startswith(AGAIN)


def test_letters_are_ended_without_a_log_in_and_so_without_it(older: Client, teacher: User) -> None:
    path = urlsplit(end_address(teacher, language="en")).path
    assert older.get(path).status_code == 200
    assert older.post(path).status_code == 200
    teacher.refresh_from_db()
    assert teacher.letters_ended_at is not None


def test_the_password_once_more_is_not_enough(older: Client) -> None:
    older.post("/en/staff/account/again/", {"password": cast.PASSWORD})
    assert older.get("/en/staff/account/app/")["Location"].startswith(AGAIN)


def test_the_code_opens_it_and_leads_on(older: Client) -> None:
    way = older.get("/en/staff/record/")["Location"]
    assert older.post(way, {"code": code()})["Location"] == "/en/staff/record/"
    assert older.get("/en/staff/record/").status_code == 200


def test_nor_does_an_older_session_watch_a_sitting(
    older: Client, teacher: User, sitting: Sitting
) -> None:
    with pytest.raises(Http404):
        get_watched(teacher, older.session, sitting.pk)


def test_where_it_leads_on_is_never_another_site(older: Client) -> None:
    page = older.post(f"{AGAIN}?next=https://example.com/", {"code": code()})
    assert "example.com" not in page["Location"]
