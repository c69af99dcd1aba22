"""The page for the time without a server: five languages, and nothing from anywhere else."""

from __future__ import annotations

import re

from django.conf import settings

from tests.machine import ROOT


def test_the_meantime_page_speaks_to_everybody_and_needs_nothing() -> None:
    page = (ROOT / "deploy/meantime/index.html").read_text(encoding="utf-8")
    spoken = re.findall(r'<section lang="([\w-]+)">', page)
    assert sorted(spoken) == sorted(settings.HTML_LANGUAGES.values())
    assert not re.search(r"https?:|src=|href=|@import|url\(", page)
    # The quiz is looked for again by itself.
    assert 'http-equiv="refresh"' in page
