"""The form of a letter."""

from __future__ import annotations

from competition.letters.forms import LetterForm
from competition.letters.letter_words import prepared


def test_the_prepared_text_as_a_browser_sends_it_is_no_change() -> None:
    for kind in ("eve", "key"):
        text = prepared(kind)
        given = {"subject": text.subject, "body": text.body + "\n"}
        sent = {"subject": text.subject, "body": text.body.replace("\n", "\r\n")}
        form = LetterForm(sent, initial=given, kind=kind, tag="en")
        assert "\n\n" in text.body
        assert form.is_valid()
        assert not form.has_changed()
        sent["body"] += "\r\n\r\nSee you!"
        changed = LetterForm(sent, initial=given, kind=kind, tag="en")
        assert changed.has_changed()
        assert changed.is_valid()
        assert changed.cleaned_data["body"] == text.body + "\n\nSee you!"
