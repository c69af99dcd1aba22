"""Data that an earlier state of the migrations has made is refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from base.management.commands.migrate import FILES
from tests.machine import ROOT

pytestmark = pytest.mark.django_db


def marks() -> list[str]:
    recorded = MigrationRecorder(connection).migration_qs.filter(app=FILES)
    return sorted(recorded.values_list("name", flat=True))


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    """One of the migrations, which may be written anew."""
    for folder in ROOT.glob("*/migrations"):
        shutil.copytree(folder, tmp_path / folder.relative_to(ROOT))
    settings.BASE_DIR = tmp_path
    return tmp_path / "quizbank/migrations/0001_initial.py"


@pytest.mark.parametrize(
    ("demo", "what"), [(True, "run `make demo-reset`"), (False, "make a new database")]
)
def test_a_migration_written_anew_refuses_the_data_it_finds(
    file: Path, settings: Settings, demo: bool, what: str
) -> None:
    before = marks()
    call_command("migrate", verbosity=0)
    file.write_text(file.read_text() + "# another\n")
    settings.DEMO = demo
    with pytest.raises(CommandError, match=f"by an earlier state of the program: {what}"):
        call_command("migrate", verbosity=0)
    assert marks() == before


def test_data_without_fingerprints_are_of_an_earlier_state(db: None) -> None:
    MigrationRecorder(connection).migration_qs.filter(app=FILES).delete()
    with pytest.raises(CommandError, match="earlier state"):
        call_command("migrate", verbosity=0)


def test_a_migration_more_or_less_is_none_of_an_earlier_state(file: Path) -> None:
    """A later release adds one; whoever goes back to the release before lacks it."""
    before = marks()
    (file.parent / "0002_more.py").write_text("")
    call_command("migrate", verbosity=0)
    assert len(marks()) == len(before) + 1
    file.unlink()
    call_command("migrate", verbosity=0)
