"""When a PC is ready, what a browser may tell of it, and codes that nobody guesses."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.lab import (
    LENGTH,
    SIGNS,
    Browser,
    Line,
    new_code,
    read_report,
    typed_code,
)

FINE = {line.value: "ok" for line in Line}
TOLD = {"token": "0f" * 16, "lines": FINE, "browser": "chrome", "version": 120}


def test_a_report_is_read() -> None:
    found = read_report(TOLD)
    assert found is not None
    assert (found.browser, found.version, found.ready) == (Browser.CHROME, 120, True)


@pytest.mark.parametrize(("look", "ready"), [("ok", True), ("warn", True), ("bad", False)])
def test_only_what_does_not_work_keeps_a_pc_from_being_ready(look: str, ready: bool) -> None:
    found = read_report(TOLD | {"lines": FINE | {"storage": look}})
    assert found is not None
    assert found.ready is ready


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param([], id="no object"),
        pytest.param(TOLD | {"token": "short"}, id="another token"),
        pytest.param(TOLD | {"token": 7}, id="a token that is no text"),
        pytest.param(TOLD | {"lines": "ok"}, id="no lines"),
        pytest.param(TOLD | {"lines": FINE | {"name": "ok"}}, id="a line too many"),
        pytest.param(TOLD | {"lines": {"font": "ok"}}, id="a line missing"),
        pytest.param(TOLD | {"lines": FINE | {"font": "Vedad"}}, id="words for an outcome"),
        pytest.param(TOLD | {"lines": FINE | {"font": []}}, id="a list for an outcome"),
        pytest.param(TOLD | {"version": True}, id="a version that is no number"),
        pytest.param(TOLD | {"version": -1}, id="a version below nothing"),
        pytest.param(TOLD | {"version": 1000}, id="a version that is too high"),
    ],
)
def test_what_has_another_shape_is_no_report(raw: object) -> None:
    assert read_report(raw) is None


@pytest.mark.parametrize("name", ["Netscape", None, ["chrome"]])
def test_a_browser_we_do_not_know_is_another_one(name: object) -> None:
    found = read_report(TOLD | {"browser": name})
    assert found is not None
    assert found.browser is Browser.OTHER


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(json_values)
def test_nothing_that_json_can_say_makes_it_fail(raw: object) -> None:
    assert read_report(raw) is None


@given(st.integers())
def test_a_code_is_read_as_people_type_it(seed: int) -> None:
    code = new_code(random.Random(seed).randrange)
    assert len(code) == LENGTH
    assert set(code) <= set(SIGNS)
    assert typed_code(f" {code[:3].lower()} -{code[3:]}\n") == code
