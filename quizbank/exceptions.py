"""What can be wrong with questions and papers, with the place and the remedy in the message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.refusal import Refusal


class QuizbankError(Exception):
    """Base of the question bank's errors; the text is for the person who edits the bank."""


class BadQuestion(QuizbankError):
    """A question that cannot be stored or put into a paper."""


class PaperNotPublishable(QuizbankError):
    """A paper that lacks a language, a text or a question."""


class WorkshopError(QuizbankError, Refusal):
    """Base of what the workshop refuses."""


class TextChanged(WorkshopError):
    message = _(
        "Somebody has changed this text since you opened the page. What you wrote is below;"
        " compare it with the present text and store it again."
    )


class NotItsTurn(WorkshopError):
    message = _("This text is not at that step any more. The page shows where it stands now.")


class SourceNotApproved(WorkshopError):
    message = _("The text this is translated from is not approved yet. Your draft is stored.")


class Incomplete(WorkshopError):
    message = _("Something is still empty. Fill in the question, every answer and the explanation.")


class SaysTheSame(WorkshopError):
    message = _("Two answers or two groups say the same in this text. Nobody can tell them apart.")


class OwnWork(WorkshopError):
    message = _("You have worked on this text yourself. Another person has to review it.")


class AlreadyRead(WorkshopError):
    message = _("You have passed the content review of this text. Another person has to read it.")


class KeySeen(WorkshopError):
    message = _("You have looked at the right answer. Another person has to review this text.")


class NoAnswer(WorkshopError):
    message = _("Choose the answer you take for right first.")


class NoReason(WorkshopError):
    message = _("Write what is wrong, so that the next person knows what to do.")


class TooLong(WorkshopError):
    message = _("This comment is longer than 1,000 characters. Shorten it.")


class InPaper(WorkshopError):
    message = _(
        "This question is in a published paper: its age group, topic, difficulty, kind, scene,"
        " right answer, number of answers and notes stay. Retire it and write a new one."
    )


class KeyTaken(WorkshopError):
    message = _("There is a question with this identifier already. Choose another one.")
