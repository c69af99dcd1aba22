"""What a crawl takes for content, and what for the mark of one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.differences import differences
from tests.crawl.marks import marked, normal
from tests.crawl.walking import Links, shape_of


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ('name="csrfmiddlewaretoken" value="k3yWQ"', 'name="csrfmiddlewaretoken" value="~token"'),
        ("/static/css/pupil/play.0123456789ab.css", "~static/play.css"),
        ("/static/css/pupil/play.01234567.css", "~static/play.css"),
        ("/static/js/shared/dom.js", "~static/dom.js"),
        ("http://127.0.0.1:40123/en/", "~here/en/"),
        ("27 November 2026, 07:31", "~date, ~time"),
        ("27. 11. 2026. 08:34: looked at", "~date ~time: looked at"),
        ("27. studenoga 2026.", "~date"),
        ("петак, 27. новембар 2026.", "~date"),
        ("27. 11. 2026. 9:05", "~date ~time"),
        ("2026-11-27T07:31:09+00:00", "~date"),
        ("12 pupils of 3 schools, 24 of 25 points", "12 pupils of 3 schools, 24 of 25 points"),
        ("9-11 11.5 % 16:9", "9-11 11.5 % 16:9"),
        ("127.0.0.1 and 1.2.3", "127.0.0.1 and 1.2.3"),
        ("2 novih pitanja, 5 prosječno", "2 novih pitanja, 5 prosječno"),
        ("In 2027 3 partners", "In 2027 3 partners"),
    ],
)
def test_marks_stand_for_what_a_run_alone_has(text: str, there: str) -> None:
    assert marked(text) == there


def test_how_a_template_is_indented_is_no_content() -> None:
    tight, wide = b"<ul><li>One</li></ul>", b"<ul>\n  <li>\n    One\n  </li>\n</ul>\n"
    assert (
        normal(tight, "text/html") == normal(wide, "text/html") == "<ul>\n<li>\nOne\n</li>\n</ul>"
    )


def test_links_and_frames_are_followed_and_forms_are_not() -> None:
    page = '<a href="a/">A</a><iframe src="b/"></iframe><form action="c/"></form><img src="d.png">'
    assert Links(page).found == ["a/", "b/"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("/en/staff/schools/1/", "/en/staff/schools/27/", True),
        ("/en/staff/questions/acc-a-key/", "/en/staff/questions/scam-b-key/", True),
        ("/en/ba/rules/", "/en/rs/rules/", True),
        ("/en/ba/rules/", "/hr/ba/rules/", False),
        ("/en/staff/day/?region=1", "/en/staff/day/?country=BA", False),
    ],
)
def test_addresses_of_one_shape_stand_for_each_other(one: str, other: str, alike: bool) -> None:
    assert (shape_of(one) == shape_of(other)) is alike


def test_a_change_of_many_pages_is_told_once(tmp_path: Path) -> None:
    for run, word, places in (("old", "Log in", "abc"), ("new", "Come in", "abd")):
        (tmp_path / run / "nobody").mkdir(parents=True)
        for place in places:
            file = tmp_path / run / "nobody" / place
            file.write_text(f"/{place}/\n200 text/html\n<p>\n{word}\n</p>\n", encoding="utf-8")
    old, new = tmp_path / "old", tmp_path / "new"
    assert list(differences(old, old)) == []
    assert list(differences(old, new)) == [
        f"- only in {old}: nobody /c/",
        f"+ only in {new}: nobody /d/",
        "\n@@ nobody /a/, nobody /b/\n <p>\n-Log in\n+Come in\n </p>",
    ]
