"""What the environment says becomes settings, or a refusal that names what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytest_django import Settings

from base.checks import mail_is_set
from competition.config import environment
from tests.machine import ROOT

LONG = "k" * 50


def settings(**given: str) -> subprocess.CompletedProcess[str]:
    """Print one setting of a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "DATA_DIR") if name in os.environ}
    code = (
        "from competition.config import settings as s;"
        "print(s.DATABASES['default']['OPTIONS'].get('sslmode'), s.ALLOWED_HOSTS,"
        "s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "PUBLIC_ADDRESS": "https://quiz.example", **given},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": LONG, "ALLOWED_HOSTS": "quiz.example,*"}, "ALLOWED_HOSTS is *"),
        ({"SECRET_KEY": LONG, "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: 'mysql'"),
        ({"SECRET_KEY": LONG, "PUBLIC_ADDRESS": ""}, "PUBLIC_ADDRESS is not set"),
        ({"SECRET_KEY": LONG, "PUBLIC_ADDRESS": "quiz.example"}, "write all of it"),
        ({"SECRET_KEY": LONG, "PUBLIC_ADDRESS": "javascript://x"}, "write all of it"),
        ({"SECRET_KEY": LONG, "SECOND_FACTOR": "0"}, "SECOND_FACTOR is off"),
        ({"SECRET_KEY": LONG, "EMAIL_URL": "pop3://x"}, "EMAIL_URL: 'pop3'"),
    ],
    ids=[
        *("no key", "short key", "any host", "unknown database", "no address", "no scheme"),
        *("no address of the web", "no second factor", "no mail"),
    ],
)
def test_an_insecure_setting_is_refused_by_name(given: dict[str, str], word: str) -> None:
    run = settings(**given)
    assert run.returncode != 0
    assert word in run.stderr


def test_the_driver_s_options_stand_in_the_address_of_the_database() -> None:
    run = settings(
        SECRET_KEY=LONG,
        DATABASE_URL="postgresql://u:p@db.example/quiz?sslmode=verify-full",
        ALLOWED_HOSTS="quiz.example",
    )
    assert run.stdout.split() == ["verify-full", "['quiz.example']", "False"]


def test_hsts_holds_for_names_below_only_where_somebody_said_so() -> None:
    run = settings(SECRET_KEY=LONG, HSTS_SUBDOMAINS="1")
    assert run.stdout.split()[-1] == "True"


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_only_demo_and_development_do_without_an_address(name: str) -> None:
    run = settings(PUBLIC_ADDRESS="", SECRET_KEY=LONG, **{name: "1"})
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("url", "backend", "options"),
    [
        (
            "smtp://u:p%40x@mail.example",
            "smtp",
            {"port": 587, "use_tls": True, "use_ssl": False, "password": "p@x"},
        ),
        ("smtps://mail.example:1465", "smtp", {"port": 1465, "use_tls": False, "use_ssl": True}),
        ("smtp://localhost:25?tls=0", "smtp", {"port": 25, "use_tls": False, "use_ssl": False}),
        ("console:", "Terminal", {}),
        ("file:///var/mail/quiz", "Folder", {"file_path": "/var/mail/quiz", "closed": False}),
        ("", "Folder", {"file_path": f"{environment.DATA_DIR.absolute()}/mail", "closed": True}),
    ],
    ids=["STARTTLS", "TLS", "plain", "console", "file", "a real server without one"],
)
def test_mail_goes_where_the_address_says(
    url: str, backend: str, options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "EMAIL_URL", url)
    made = environment.mailer()
    known = {"smtp": "django.core.mail.backends.smtp.EmailBackend"}
    assert made["BACKEND"] == known.get(backend, f"base.mail.kept.{backend}")
    assert environment.mail_leaves() == (backend == "smtp")
    given = made.get("OPTIONS", {})
    assert {name: given[name] for name in options} == options


@pytest.mark.parametrize("is_set", [True, False])
def test_a_real_server_without_mail_says_so(is_set: bool, settings: Settings) -> None:
    settings.EMAIL_IS_SET, settings.DEMO = is_set, False
    assert [one.id for one in mail_is_set()] == ([] if is_set else ["schools.W001"])
