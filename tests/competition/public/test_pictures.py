"""What is drawn on the public pages: small, still, ours alone, and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from competition.models import Edition
from tests.machine import ROOT

ART = sorted((ROOT / "templates/competition/public/art").glob("*.html"))
MOST = 6000


@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_a_scene_is_small_and_says_nothing_aloud(path: Path) -> None:
    text = path.read_text()
    assert len(text) < MOST
    for tag in re.findall(r"<svg[^>]*>", text):
        assert {'aria-hidden="true"', 'focusable="false"'} <= set(tag.rstrip(">").split())
        assert " width=" in tag, "a place for it, before any style has come"
    assert not re.search(r"style=|<style|<script|<animate|<text|http", text)


def test_every_use_has_its_shape_on_the_page(client: Client, edition: Edition) -> None:
    for path in ("", "rules/", "practice/", "help/", "privacy/", "privacy/adults/"):
        page = client.get(f"/en/ba/{path}").text
        used, there = re.findall(r'<use\s+href="#([^"]+)"', page), re.findall(r'id="([^"]+)"', page)
        assert used, path
        assert set(used) <= set(there), path
        assert len(there) == len(set(there)), path
