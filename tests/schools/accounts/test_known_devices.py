"""A computer somebody has logged in on: strangers cannot lock it out, and it is no way in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.signing import dumps
from django.test import Client

from base.models import User
from schools.accounts.known_devices import AGE, COOKIE, SALT
from tests import cast
from tests.cells import in_one_world
from tests.schools.accounts.test_accounts import LOGIN, OFTEN, WRONG, link_in, log_in


def lock(email: str) -> None:
    """A stranger, somewhere, tries ten passwords."""
    for _ in range(10):
        log_in(Client(), email, "wrong")
    assert OFTEN in log_in(Client(), email)


@pytest.fixture
def known(teacher: User) -> Client:
    """A computer on which the teacher has logged in, and out."""
    client = Client()
    log_in(client, teacher.email)
    client.post("/en/staff/logout/")
    return client


def test_who_logged_in_here_before_comes_in_while_a_stranger_tries(
    known: Client, teacher: User
) -> None:
    lock(teacher.email)
    assert log_in(known, teacher.email) == "/en/staff/"
    assert OFTEN in log_in(Client(), teacher.email)


def test_a_known_computer_has_ten_tries_of_its_own(known: Client, teacher: User) -> None:
    assert all(WRONG in log_in(known, teacher.email, "wrong") for _ in range(10))
    assert OFTEN in log_in(known, teacher.email)
    assert log_in(Client(), teacher.email) == "/en/staff/"


def test_it_is_known_for_whoever_logged_in_and_for_nobody_else(
    known: Client, teacher: User, other_teacher: User
) -> None:
    lock(other_teacher.email)
    assert OFTEN in log_in(known, other_teacher.email)


def test_the_computer_of_a_teachers_room_is_known_for_several(
    known: Client, teacher: User, other_teacher: User
) -> None:
    log_in(known, other_teacher.email)
    known.post("/en/staff/logout/")
    for email in (teacher.email, other_teacher.email):
        lock(email)
        assert log_in(known, email) == "/en/staff/"
        known.post("/en/staff/logout/")


def test_with_another_password_it_is_a_stranger_until_the_next_log_in(
    known: Client, teacher: User
) -> None:
    teacher.set_password("twelve green horses")
    teacher.save()
    lock(teacher.email)
    assert OFTEN in log_in(known, teacher.email, "twelve green horses")


def test_where_the_password_was_changed_it_stays_known(known: Client, teacher: User) -> None:
    log_in(known, teacher.email)
    new = "twelve green horses"
    told = {"oldpassword": cast.PASSWORD, "password1": new, "password2": new}
    assert known.post("/en/staff/account/password/", told).status_code == 302
    known.post("/en/staff/logout/")
    lock(teacher.email)
    assert log_in(known, teacher.email, new) == "/en/staff/"


def test_a_new_password_by_mail_ends_the_wait_wherever_it_is_set(
    known: Client, teacher: User
) -> None:
    lock(teacher.email)
    known.post("/en/staff/account/password/forgotten/", {"email": teacher.email})
    form = known.get(link_in(mail.outbox[0]), follow=True)
    new = "twelve green horses"
    known.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert log_in(Client(), teacher.email, new) == "/en/staff/"


@in_one_world(
    "cookie",
    ["", "x", "a:b:c", dumps([[1, "d", "p"]], salt="other")],
    # What is signed holds the second in which it was: no two workers would collect the same name.
    ids=["empty", "short", "unsigned", "signed for something else"],
)
def test_a_cookie_that_is_not_ours_is_none(cookie: str, teacher: User) -> None:
    lock(teacher.email)
    client = Client()
    client.cookies[COOKIE] = cookie
    assert OFTEN in log_in(client, teacher.email)


def test_a_forged_proof_is_none(teacher: User) -> None:
    lock(teacher.email)
    client = Client()
    client.cookies[COOKIE] = dumps([[teacher.pk, "d", "p"]], salt=SALT)
    assert OFTEN in log_in(client, teacher.email)


def test_the_cookie_is_kept_from_scripts_and_lasts_half_a_year(
    client: Client, teacher: User
) -> None:
    page = client.post(LOGIN, {"login": teacher.email, "password": cast.PASSWORD})
    cookie = page.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert timedelta(seconds=int(cookie["max-age"])) == AGE
    assert teacher.email not in cookie.value


def test_a_wrong_password_makes_nothing_known(client: Client, teacher: User) -> None:
    page = client.post(LOGIN, {"login": teacher.email, "password": "wrong"})
    assert COOKIE not in page.cookies
