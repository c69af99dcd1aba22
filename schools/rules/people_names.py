"""Names of people as a mail may carry them: letters, and nothing a mail program makes a link of."""

from __future__ import annotations

import re

# Between letters a space, a hyphen, an apostrophe, or a dot that ends a short form.
_NAME = re.compile(r"[^\W\d_]+(?:(?:\. ?|[ '’-])[^\W\d_]+)*\.?")
_LINK = re.compile(r"\w\.\w|[/@:<>]|www", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Whether a text is the name of a person."""
    return _NAME.fullmatch(text) is not None and not leads_somewhere(text)


def leads_somewhere(text: str) -> bool:
    """Whether a text has something of an address in it."""
    return _LINK.search(text) is not None
