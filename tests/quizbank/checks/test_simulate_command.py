"""The sample's papers played by a made-up class."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.later


def played(**options: object) -> str:
    out = StringIO()
    call_command("simulate_class", stdout=out, pupils=200, **options)
    return out.getvalue()


def test_the_papers_of_the_sample_tell_pupils_apart(tmp_path: Path) -> None:
    said = played()
    assert said.count("follow the cues") == 3
    assert "read the choices alone" not in said
    hits = tmp_path / "hits.json"
    hits.write_text(json.dumps({"hits": {"acc-strong-password": [True, False]}}), "utf-8")
    assert played(hits=hits).count("read the choices alone") == 3


def test_a_file_that_is_no_score_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("[]", "utf-8")
    with pytest.raises(CommandError, match="no score"):
        played(hits=tmp_path / "no.json")
