"""`make serve` starts its database with the PostgreSQL that made it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import programs


@pytest.mark.parametrize(
    ("made_by", "taken"),
    [("15", "15"), ("9", "9"), ("", "17"), ("14", "17")],
)
def test_a_new_release_of_debian_leaves_a_cluster_to_the_version_that_made_it(
    made_by: str, taken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/initdb").touch()
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.delenv("PG_BIN", raising=False)
    assert programs.find_postgres(version=made_by) == tmp_path / taken / "bin"
