"""Names that people have, and texts that would make a mail lead somewhere."""

from __future__ import annotations

import pytest

from schools.rules.people_names import is_name, leads_somewhere


@pytest.mark.parametrize(
    "name", ["Ана Анић", "Dr. Ana-Marija O’Brien", "d. Ana Đ.", "Ana", "Ana Anić Š."]
)
def test_names_people_have(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        *("", "<b>Ana</b>", "Ana http://evil.example", "evil.example", "ana.evil.example"),
        *("Ana\r\nBcc: x@y.z", "Win 1000", "Ana@b", "www evil", "Ana  Anić", "Ana.Anić"),
    ],
)
def test_what_is_no_name_is_in_no_mail(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "leads"),
    [("OŠ „1. maj“, br. 5", False), ("OŠ A.B", True), ("a/b", True), ("WWW", True), ("A:", True)],
)
def test_a_school_has_digits_and_signs_and_no_address(text: str, leads: bool) -> None:
    assert leads_somewhere(text) is leads
