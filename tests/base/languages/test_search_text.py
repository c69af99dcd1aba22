"""Names are found however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.languages.search_text import folded, is_found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("djurdjevac", "Đurđevac"),
        ("durdevac", "Ђурђевац"),
        ("ЂУРЂЕВАЦ", "OŠ Đurđevac"),
        ("ceric", "OŠ „Čerić“"),
        ("sumarska", "Шумарска школа"),
        ("njegos", "ОШ „Његош“"),
        ("ljubuski", "Љубушки"),
        ("dzep", "Џеп"),
        ("ba-12", "BA-12"),
        ("gaj zagreb", "OŠ Ljudevita Gaja, Zagreb"),
    ],
)
def test_a_name_is_found_in_either_script_and_without_signs(typed: str, name: str) -> None:
    assert is_found(folded(typed).split(), name)


@pytest.mark.parametrize(("typed", "name"), [("gaj split", "OŠ Gaj, Zagreb"), ("x", "OŠ Gaj")])
def test_every_word_has_to_be_there(typed: str, name: str) -> None:
    assert not is_found(folded(typed).split(), name)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_everything_finds_itself(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert is_found(folded(text).split(), text)
