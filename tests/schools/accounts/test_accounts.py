"""Logging in, confirming an e-mail, and a new password, each with its mail."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from base.models import User
from competition.config.accounts import ALLAUTH
from schools.models import Country
from tests import cast

LOGIN = "/en/staff/login/"
WRONG = "This e-mail and password do not belong together."
OFTEN = "That was wrong too often."


def log_in(client: Client, email: str, password: str = cast.PASSWORD, **extra: str) -> str:
    """Where a log-in leads, or what the page says."""
    page = client.post(LOGIN, {"login": email, "password": password}, **extra)  # type: ignore[arg-type]
    return page["Location"] if page.status_code == 302 else page.text


def link_in(message: mail.EmailMessage) -> str:
    """The path of the link in a mail."""
    found = re.search(r"(?:https?://[^/\s]+)?(/\w\S*/staff/\S+)", str(message.body))
    assert found is not None, message.body
    return found[1]


def test_teachers_register_on_our_pages_alone(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for path in ("staff/signup/", "staff/account/signup/", "staff/account/passkeys/signup/"):
        assert client.get(f"/en/{path}").status_code == 404


def test_a_new_password_end_to_end_in_the_persons_language(client: Client, teacher: User) -> None:
    User.objects.filter(pk=teacher.pk).update(language="hr")
    client.post("/en/staff/account/password/forgotten/", {"email": "Vesna@Example.org"})
    (message,) = mail.outbox
    assert message.to == ["vesna@example.org"]
    path = link_in(message)
    assert path.startswith("/hr/staff/account/password/new/")
    form = client.get(path, follow=True)
    typed = {"password1": "twelve green horses", "password2": "twelve green horses"}
    done = client.post(form.redirect_chain[-1][0], typed)
    assert done["Location"] == "/hr/staff/login/"
    assert WRONG in log_in(Client(), teacher.email)
    assert log_in(Client(), teacher.email, "twelve green horses") == "/en/staff/"


def test_a_mailed_link_never_leads_where_a_request_claims_to_come_to(
    client: Client, teacher: User, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS, settings.ALLOWED_HOSTS = "https://quiz.example", ["*"]
    told = {"email": teacher.email}
    client.post("/en/staff/account/password/forgotten/", told, headers={"Host": "evil.example"})
    assert "evil.example" not in str(mail.outbox[0].body)
    assert "https://quiz.example/bs/staff/account/password/new/" in str(mail.outbox[0].body)


def test_a_link_for_a_new_password_is_good_for_a_day(
    client: Client, teacher: User, settings: Settings
) -> None:
    client.post("/en/staff/account/password/forgotten/", {"email": teacher.email})
    path = link_in(mail.outbox[0])
    settings.PASSWORD_RESET_TIMEOUT -= 24 * 3600 + 1
    assert (
        "This link is used up or too old."
        in client.get(path.replace("/bs/", "/en/"), follow=True).text
    )


def test_a_new_password_of_staff_has_twelve_characters(client: Client, teacher: User) -> None:
    client.post("/en/staff/account/password/forgotten/", {"email": teacher.email})
    form = client.get(link_in(mail.outbox[0]).replace("/bs/", "/en/"), follow=True)
    typed = {"password1": "eleven-xyz1", "password2": "eleven-xyz1"}
    page = client.post(form.redirect_chain[-1][0], typed)
    assert "It must contain at least 12 characters." in page.text


def test_a_link_for_a_new_password_works_once(client: Client, teacher: User) -> None:
    User.objects.update(language="en")
    client.post("/en/staff/account/password/forgotten/", {"email": teacher.email})
    path = link_in(mail.outbox[0])
    teacher.set_password("something else entirely")
    teacher.save()
    page = client.get(path, follow=True).text
    assert "This link is used up or too old." in page
    assert "If you have chosen a new password with it, that one holds." in page
    assert "as it was" not in page


def test_an_unknown_e_mail_is_answered_alike_and_gets_no_mail(
    client: Client, teacher: User
) -> None:
    path = "/en/staff/account/password/forgotten/"
    known = client.post(path, {"email": teacher.email}, follow=True).text
    unknown = client.post(path, {"email": "nobody@example.org"}, follow=True).text
    assert known == unknown
    assert [message.to for message in mail.outbox] == [[teacher.email]]


def test_mail_that_cannot_be_sent_is_no_error_page(
    client: Client, teacher: User, settings: Settings
) -> None:
    nowhere = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": nowhere}}
    page = client.post("/en/staff/account/password/forgotten/", {"email": teacher.email})
    assert page.status_code == 302


def test_who_was_made_by_a_command_confirms_the_e_mail_first(client: Client, teacher: User) -> None:
    EmailAddress.objects.all().delete()
    assert log_in(client, teacher.email) == "/en/staff/account/email/"
    [code] = re.findall(r"\d{4}-\d{4}", str(mail.outbox[0].body))
    page = client.post("/en/staff/account/email/", {"code": code, "action": "verify"})
    assert page["Location"] == "/en/staff/"
    assert log_in(Client(), teacher.email) == "/en/staff/"


def test_ten_wrong_passwords_slow_down_one_account_and_no_other(
    client: Client, teacher: User, other_teacher: User
) -> None:
    told = [log_in(client, teacher.email, "wrong") for _ in range(10)]
    assert all(WRONG in page for page in told)
    assert OFTEN in log_in(client, teacher.email)
    # From the same address, as a whole school has one.
    assert log_in(Client(), other_teacher.email) == "/en/staff/"


def test_the_limit_does_not_care_where_somebody_asks_from(client: Client, teacher: User) -> None:
    for n in range(10):
        log_in(client, teacher.email, "wrong", REMOTE_ADDR=f"192.0.2.{n}")
    assert OFTEN in log_in(client, teacher.email, REMOTE_ADDR="192.0.2.99")


def test_no_limit_is_by_address_alone() -> None:
    limits = {**ALLAUTH["ACCOUNT_RATE_LIMITS"], **ALLAUTH["MFA_RATE_LIMITS"]}
    assert [name for name, rate in limits.items() if rate and rate.endswith("ip")] == []
    assert {"login", "login_failed", "reset_password", "webauthn_login"} <= set(limits)


def test_worker_processes_share_what_they_count(db: None) -> None:
    one, other = (caches.create_connection("default") for _ in range(2))
    one.set("tries", 7, 60)
    assert other.get("tries") == 7


def test_log_in_needs_nothing_of_redis(client: Client, teacher: User, settings: Settings) -> None:
    gone = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}
    settings.CHANNEL_LAYERS = {"default": {**gone, "CONFIG": {"hosts": ["redis://127.0.0.1:9/0"]}}}
    assert log_in(client, teacher.email) == "/en/staff/"
    assert "redis" not in str(settings.CACHES).lower()


def test_a_password_is_changed_with_the_present_one(client: Client, teacher: User) -> None:
    log_in(client, teacher.email)
    path = "/en/staff/account/password/"
    typed = {"password1": "twelve green horses", "password2": "twelve green horses"}
    wrong = client.post(path, {"oldpassword": "wrong", **typed})
    assert "This is not your current password." in wrong.text
    right = client.post(path, {"oldpassword": cast.PASSWORD, **typed})
    assert right.status_code == 302
    assert "Vaša lozinka" in str(mail.outbox[-1].body) or "changed" in str(mail.outbox[-1].body)
    assert client.get("/en/staff/account/").status_code == 200


def test_public_pages_ask_nobody_who_they_are(client: Client, country: Country) -> None:
    assert "Cookie" not in client.get("/en/").headers.get("Vary", "")
