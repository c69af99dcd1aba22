"""What the environment says becomes settings, or a refusal that names what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.machine import ROOT

LONG = "k" * 50


def settings(**environment: str) -> subprocess.CompletedProcess[str]:
    """Print one setting of a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "DATA_DIR") if name in os.environ}
    code = (
        "from competition.config import settings as s;"
        "print(s.DATABASES['default']['OPTIONS'].get('sslmode'), s.ALLOWED_HOSTS)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": LONG, "ALLOWED_HOSTS": "quiz.example,*"}, "ALLOWED_HOSTS is *"),
        ({"SECRET_KEY": LONG, "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: 'mysql'"),
    ],
    ids=["no key", "short key", "any host", "unknown database"],
)
def test_an_insecure_setting_is_refused_by_name(environment: dict[str, str], word: str) -> None:
    run = settings(**environment)
    assert run.returncode != 0
    assert word in run.stderr


def test_the_driver_s_options_stand_in_the_address_of_the_database() -> None:
    run = settings(
        SECRET_KEY=LONG,
        DATABASE_URL="postgresql://u:p@db.example/quiz?sslmode=verify-full",
        ALLOWED_HOSTS="quiz.example",
    )
    assert run.stdout.split() == ["verify-full", "['quiz.example']"]
