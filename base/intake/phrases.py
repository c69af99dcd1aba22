"""English words of pure files that a page says in its reader's language."""

from __future__ import annotations


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogues, as Django's function of the same name does."""
    return text


class Phrase(str):
    """English words that keep their pattern and what fills it in, so that they can be translated.

    Values may be phrases themselves. Equal to the same words as a plain string.
    """

    __slots__ = ("text", "values")

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, **values: object) -> Phrase:
        """Fill the placeholders of ``text``, which is marked for the catalogues."""
        made = super().__new__(cls, text % values)
        made.text, made.values = text, values
        return made
