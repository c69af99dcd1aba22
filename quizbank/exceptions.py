"""What can be wrong with questions and papers, with the place and the remedy in the message."""

from __future__ import annotations


class QuizbankError(Exception):
    """Base of the question bank's errors; the text is for the person who edits the bank."""


class BadQuestion(QuizbankError):
    """A question that cannot be stored or put into a paper."""


class PaperNotPublishable(QuizbankError):
    """A paper that lacks a language, a text or a question."""
