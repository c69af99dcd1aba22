"""The second factor: who must have one, how it is set up and proved, and what opens without it."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404
from django.test import Client
from pytest_django import Settings

from base import clock
from base.models import User
from competition.models import Sitting
from competition.sittings.consumers import get_watched
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.schools.accounts.test_accounts import log_in

ACCOUNT, APP, CODES = "/en/staff/account/", "/en/staff/account/app/", "/en/staff/account/codes/"
STAFF_PAGES = [
    "",
    "outages/",
    "spreadsheets/",
    "people/",
    "people/invite/",
    "record/",
    "classes/add/",
]


def code(secret: str = cast.TOTP_SECRET, later: int = 0) -> str:
    """What the app shows, now or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def plain(kind: str, country: Country) -> User:
    """Somebody who has no second factor yet."""
    if kind == "superuser":
        return User.objects.create_superuser("s@example.org", cast.PASSWORD)
    if kind == "admin":
        return User.objects.create_user("a@example.org", cast.PASSWORD, is_staff=True)
    user = User.objects.create_user(f"{kind}@example.org", cast.PASSWORD)
    user.vouch_for_email()
    Role.objects.create(user=user, kind=kind, country=country, approved_at=clock.now())
    return user


OBLIGED = ["organizer", "coordinator", "ministry", "editor", "translator", "reviewer"]
OBLIGED += ["superuser", "admin"]


@in_one_world("kind", OBLIGED)
def test_without_one_every_page_of_staff_and_admin_leads_to_setting_it_up(
    kind: str, client: Client, country: Country
) -> None:
    client.force_login(plain(kind, country))
    paths = [f"/en/staff/{page}" for page in STAFF_PAGES] + ["/en/admin/", "/en/admin/schools/"]
    for path in paths:
        assert client.get(path)["Location"] == ACCOUNT
        assert client.post(path)["Location"] == ACCOUNT
    assert "protect your account" in client.get(ACCOUNT).text


def test_a_teacher_may_do_without(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert client.get("/en/staff/").status_code == 200
    assert "You need not have one" in client.get(ACCOUNT).text


def test_a_new_role_counts_in_a_running_session(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert client.get("/en/staff/").status_code == 200
    Role.objects.create(user=teacher, kind="ministry")
    assert client.get("/en/staff/")["Location"] == ACCOUNT


def test_the_admin_has_no_log_in_of_its_own(client: Client, superuser: User) -> None:
    typed = {"username": superuser.email, "password": cast.PASSWORD}
    page = client.post("/en/admin/login/?next=/en/admin/", typed)
    assert page["Location"] == "/en/staff/login/?next=/en/admin/"
    assert "_auth_user_id" not in client.session


def test_who_is_in_the_admin_becomes_nobody_else_there(client: Client, superuser: User) -> None:
    low = cast.make_admin("low@example.org")
    client.force_login(low)
    client.post("/en/admin/login/", {"username": superuser.email, "password": cast.PASSWORD})
    assert client.session["_auth_user_id"] == str(low.pk)


def test_an_app_is_set_up_and_the_codes_stored_before_going_on(
    client: Client, country: Country
) -> None:
    user = plain("organizer", country)
    log_in(client, user.email)
    assert client.get("/en/staff/record/")["Location"] == ACCOUNT
    secret = client.get(APP).context["form"].secret
    assert "not right" in client.post(APP, {"code": "000000"}).text
    assert client.post(APP, {"code": code(secret)})["Location"] == CODES
    assert client.get("/en/staff/record/")["Location"] == CODES
    shown = client.get(CODES)
    assert len(shown.context["codes"]) == 10
    assert shown.context["codes"][0] in client.get(f"{CODES}file/").text
    assert "Tick the box" in client.post(CODES).text
    assert client.post(CODES, {"stored": "1"})["Location"] == "/en/staff/record/"
    assert client.get("/en/staff/record/").status_code == 200


def test_stored_codes_are_never_shown_again(client: Client, superuser: User) -> None:
    log_in(client, superuser.email)
    client.post("/en/staff/login/code/", {"code": code()})
    held = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    page = client.get(CODES).text
    assert "You have 10 codes left." in page
    assert not any(one in page for one in held.generate_codes())
    assert client.get(f"{CODES}file/").status_code == 404


def test_log_in_with_the_code_of_the_app_which_works_once(superuser: User) -> None:
    first, second = Client(), Client()
    assert log_in(first, superuser.email) == "/en/staff/login/code/"
    assert first.get("/en/staff/").status_code == 302
    now = code()
    assert first.post("/en/staff/login/code/", {"code": now})["Location"] == "/en/staff/"
    assert first.get("/en/admin/").status_code == 200
    log_in(second, superuser.email)
    assert "not right" in second.post("/en/staff/login/code/", {"code": now}).text


def test_a_recovery_code_logs_in_once(superuser: User) -> None:
    held = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    one = held.get_unused_codes()[3]
    first, second = Client(), Client()
    log_in(first, superuser.email)
    assert first.post("/en/staff/login/code/", {"code": one}).status_code == 302
    log_in(second, superuser.email)
    assert "not right" in second.post("/en/staff/login/code/", {"code": one}).text


def test_codes_cannot_be_guessed(client: Client, superuser: User) -> None:
    log_in(client, superuser.email)
    for _ in range(10):
        client.post("/en/staff/login/code/", {"code": "000000"})
    assert "wrong too often" in client.post("/en/staff/login/code/", {"code": code()}).text


def test_the_last_factor_stays(client: Client, superuser: User) -> None:
    log_in(client, superuser.email)
    client.post("/en/staff/login/code/", {"code": code()})
    page = client.post(f"{APP}remove/")
    assert "Your account must have a second factor." in page.text
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_teacher_may_remove_the_last_factor(client: Client, teacher: User) -> None:
    cast.give_second_factor(teacher)
    log_in(client, teacher.email)
    client.post("/en/staff/login/code/", {"code": code()})
    client.post(f"{APP}remove/")
    assert not Authenticator.objects.exists()
    assert client.get("/en/staff/").status_code == 200


def test_a_session_without_the_factor_gets_no_socket_either(
    country: Country, sitting: Sitting
) -> None:
    user = plain("coordinator", country)
    with pytest.raises(Http404):
        get_watched(user, SessionStore(), sitting.pk)
    assert get_watched(cast.give_second_factor(user), SessionStore(), sitting.pk) == sitting


def test_the_demo_may_do_without(client: Client, country: Country, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    client.force_login(plain("organizer", country))
    assert client.get("/en/staff/record/").status_code == 200
