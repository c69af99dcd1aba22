"""The rows of a snapshot as a page writes them, and who of them stands on the podium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from base.languages.texts import in_reader_language
from leaderboard.rules import snapshots
from schools.rules.percents import share_of

# With more who share the first three places there are no steps for all of them.
ON_PODIUM = 5

type ShownRow = dict[str, Any]


def shown_rows(content: snapshots.Content, language: str) -> list[ShownRow]:
    """Each row with the texts of the reader's language; ``bar``: how far its bar goes, of 100."""
    return [_shown(row, language) for row in content["rows"]]


def _shown(row: snapshots.BoardRow | snapshots.Figure, language: str) -> ShownRow:
    shown: ShownRow = {**row}
    if "alias" not in shown:
        return {**shown, "name": named(shown["names"], language), "bar": shown["value"] or 0}
    country = named(shown["country"], language) if "country" in shown else ""
    alias = shown["alias"]
    bar = share_of(shown["score"], shown["max_score"])
    return {
        **shown,
        "key": alias["en"],
        "name": named(alias, language),
        "country": country,
        "bar": bar,
    }


def on_podium(rows: Sequence[ShownRow]) -> list[ShownRow]:
    """Those of the first three places; nobody where they are too many, or of before animals."""
    best = [row for row in rows if "alias" in row and row["rank"] <= 3]
    told = all(row.get("animal") for row in best)
    return best if told and len(best) <= ON_PODIUM else []


def named(texts: Mapping[str, str], language: str) -> str:
    """An alias or a place in a language."""
    return texts.get(language) or in_reader_language(dict(texts))
