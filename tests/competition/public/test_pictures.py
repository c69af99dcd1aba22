"""What is drawn on the public pages: small, still, ours alone, and complete."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image

from competition.models import Edition
from quizbank.rules.responses import QuestionKind
from schools.models import DIVISION_CODES
from tests.machine import ROOT

ART = sorted((ROOT / "templates/competition/public/art").glob("*.html"))
SPRITE = ROOT / "static/img/topics.svg"
SVG = "{http://www.w3.org/2000/svg}"
MOST = 6000
# Contrast of white on a hue, as WCAG 2.2 asks it of signs.
LEAST = 4.5


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def signs() -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(SPRITE.read_text())
    return {str(one.get("id")): one for one in root.iter(f"{SVG}symbol")}


def topics() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "fixtures/topics.yaml").read_text())
    return found


@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_a_scene_is_small_and_says_nothing_aloud(path: Path) -> None:
    text = path.read_text()
    assert len(text) < MOST
    for tag in re.findall(r"<svg[^>]*>", text):
        assert {'aria-hidden="true"', 'focusable="false"'} <= set(tag.rstrip(">").split())
        assert " width=" in tag, "a place for it, before any style has come"
    assert not re.search(r"style=|<style|<script|<animate|<text|http", text)


def test_each_topic_has_one_sign_in_a_hue_of_its_own() -> None:
    assert list(signs()) == [one["code"] for one in topics()]
    hues = {code: sign[0].get("fill", "") for code, sign in signs().items()}
    assert len(set(hues.values())) == len(hues)
    light = {code: 1.05 / (luminance(hue) + 0.05) for code, hue in hues.items()}
    assert {code: round(one, 1) for code, one in light.items() if one < LEAST} == {}


@pytest.mark.parametrize("code", dict(DIVISION_CODES))
def test_each_age_group_has_its_landscape(code: str) -> None:
    assert "<svg" in render_to_string("competition/public/art/_landscape.html", {"code": code})


@pytest.mark.parametrize("kind", QuestionKind)
def test_each_kind_of_question_has_its_picture(kind: QuestionKind) -> None:
    drawn = render_to_string("competition/_kind_sign.html", {"code": kind.value})
    assert re.search(r"<(path|rect|circle)", drawn)


@pytest.mark.parametrize(("name", "size"), [("sign-32.png", 32), ("sign-180.png", 180)])
def test_an_icon_has_the_size_its_name_says(name: str, size: int) -> None:
    with Image.open(ROOT / "static/img" / name) as icon:
        assert icon.size == (size, size)


def test_the_pages_name_the_icons(client: Client, edition: Edition) -> None:
    page = client.get("/en/ba/").text
    assert "/static/img/sign-32" in page
    assert 'rel="apple-touch-icon"' in page


def test_the_about_page_shows_ages_and_topics(client: Client, edition: Edition) -> None:
    page = client.get("/en/about/").text
    assert page.count('class="art landscape"') == len(DIVISION_CODES)
    assert "topics.svg" in page


def test_every_use_has_its_shape_on_the_page(client: Client, edition: Edition) -> None:
    for path in ("", "rules/", "practice/", "help/", "privacy/", "privacy/adults/"):
        page = client.get(f"/en/ba/{path}").text
        used, there = re.findall(r'<use\s+href="#([^"]+)"', page), re.findall(r'id="([^"]+)"', page)
        assert used, path
        assert set(used) <= set(there), path
        assert len(there) == len(set(there)), path
