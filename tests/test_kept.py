"""What runs of tests keep for later ones is whole, of the right PostgreSQL, and not taken away from
a run that copies from it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests import migrated, once


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(once, "KEPT", tmp_path)
    return tmp_path


def make(folder: Path) -> None:
    (folder / "made").touch()


def there(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_what_another_run_may_copy_from_stays_and_what_nobody_asks_for_goes(folder: Path) -> None:
    for made_of in "abcd":
        once.kept("x", made_of, make)
    assert there(folder) == ["x-a", "x-b", "x-c", "x-d"]
    long_ago = time.time() - 2 * once.UNUSED_SECONDS
    for made_of in "abc":
        os.utime(folder / f"x-{made_of}", (long_ago, long_ago))
    once.kept("x", "a", make)
    assert there(folder) == ["x-a", "x-d"]


def test_what_was_cut_short_is_never_taken_for_whole(folder: Path) -> None:
    for half in ("x.fresh", "x.going"):
        (folder / half / "rest").mkdir(parents=True)
    assert [path.name for path in once.kept("x", "a", make).iterdir()] == ["made"]
    assert there(folder) == ["x-a"]


def test_another_postgresql_is_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_is = migrated.made_of.__wrapped__()
    monkeypatch.setattr(migrated, "which_postgres", lambda: "another one")
    assert migrated.made_of.__wrapped__() != as_it_is
