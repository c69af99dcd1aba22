"""Texts in CSV files that a spreadsheet program would take for a formula, and their apostrophe."""

from __future__ import annotations

import unicodedata

# Also ``|``, by which some programs call others. Wide and small forms count as their plain sign.
FORMULA_SIGNS = frozenset("=+-@|")
# Programs drop these from the front of a cell, each another selection of them.
PASSED_OVER = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
# What begins so may begin another cell or row for a program that does not honour quotes.
BREAKS = ("\t", "\r", "\n")


def is_risky(text: str) -> bool:
    """Whether a program that opens the CSV file may calculate instead of showing the text."""
    if text.startswith(BREAKS):
        return True
    first = next((one for one in text if unicodedata.category(one) not in PASSED_OVER), "")
    return unicodedata.normalize("NFKC", first) in FORMULA_SIGNS


def quoted(text: str) -> str:
    """The text as a cell of a CSV file: one that is risky gets an apostrophe in front.

    So does one with apostrophes before a risky one, so that ``unquoted`` gives back any text.
    """
    return f"'{text}" if is_risky(text.lstrip("'")) else text


def unquoted(text: str) -> str:
    """A cell that was read, without the apostrophe that ``quoted`` gave it."""
    return text[1:] if text.startswith("'") and is_risky(text.lstrip("'")) else text
