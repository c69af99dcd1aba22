"""The words of the questions that come with the product."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from django.conf import settings


def words_of_questions(*languages: str) -> frozenset[str]:
    """Every word of the questions in these languages, in small letters."""
    found: set[str] = set()
    for file in Path(settings.BASE_DIR, "fixtures/questions").glob("*/*.yaml"):
        texts = yaml.safe_load(file.read_text(encoding="utf-8"))["texts"]
        for text in (texts[language] for language in languages if language in texts):
            said = " ".join([text["question"], *text["choices"].values(), text["explanation"]])
            found.update(word.lower() for word in re.findall(r"[^\W\d_]+", said))
    return frozenset(found)
