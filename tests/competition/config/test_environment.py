"""What the environment says becomes settings, or a refusal that names what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytest_django import Settings

from base.checks import mail_is_set
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
        ({"SECRET_KEY": LONG, "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: 'mysql'"),
        ({"SECRET_KEY": LONG, "PUBLIC_ADDRESS": "quiz.example"}, "write all of it"),
        ({"SECRET_KEY": LONG, "SECOND_FACTOR": "0"}, "SECOND_FACTOR is off"),
        ({"SECRET_KEY": LONG, "EMAIL_URL": "pop3://x"}, "EMAIL_URL: 'pop3'"),
    ],
    ids=["no key", "unknown database", "no scheme", "no second factor", "no mail"],
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


@pytest.mark.parametrize("is_set", [True, False])
def test_a_real_server_without_mail_says_so(is_set: bool, settings: Settings) -> None:
    settings.EMAIL_IS_SET, settings.DEMO = is_set, False
    assert [one.id for one in mail_is_set()] == ([] if is_set else ["schools.W001"])
